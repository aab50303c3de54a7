import type { DownloadView } from '../../engine/downloads-port.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { episodePath } from '../router/routes.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { downloadSentence } from '../text/download-text.ts';
import { formatBytes } from '../text/format.ts';
import { isHere } from '../views/download-lists.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';
import './carry-artwork.ts';
import './carry-download-button.ts';
import './carry-download-menu.ts';
import './carry-new-version.ts';
import './carry-part-map.ts';
import './carry-play-button.ts';

/**
 * A download in the list of all downloads, with its parts and its state in whole sentences.
 * @csspart moving-artwork - its artwork, while it moves to another page
 * @fires carry-download-request
 * @fires carry-player-request
 * @fires carry-page-request
 */
@customElement('carry-download-row')
export class CarryDownloadRow extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      .row {
        display: grid;
        grid-template:
          'artwork words controls' auto 'parts parts parts' auto 'state state state' auto / 56px minmax(
            0,
            1fr
          )
          auto;
        gap: 0 14px;
        align-items: center;
        padding: 12px 0;
      }
      carry-artwork {
        grid-area: artwork;
        width: 56px;
        --carry-artwork-radius: 10px;
      }
      h3 {
        font-size: var(--carry-text-m);
        font-weight: 600;
        line-height: 1.3;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      h3 a:hover {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .show {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .words {
        grid-area: words;
      }
      .controls {
        grid-area: controls;
        display: flex;
        align-items: center;
        gap: 4px;
        margin-inline-end: -10px;
      }
      carry-part-map {
        grid-area: parts;
        margin-top: 8px;
      }
      .state {
        grid-area: state;
        padding-top: 6px;
      }
      .state .button {
        margin: 8px 0 0;
      }
      .sentence {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .waiting .sentence {
        color: var(--carry-warn);
      }
      .failed .sentence {
        color: var(--carry-danger);
      }
      .here {
        color: var(--carry-accent);
        font-weight: 600;
        font-size: var(--carry-text-s);
        font-variant-numeric: tabular-nums;
      }
      .kept {
        display: inline-flex;
        align-items: center;
        gap: 3px;
        vertical-align: bottom;
      }
      @media (min-width: 480px) {
        .row {
          grid-template-areas: 'artwork words controls' '. parts parts' '. state state';
        }
      }
      @media (max-width: 479px) {
        .row {
          grid-template-columns: 48px minmax(0, 1fr) auto;
          column-gap: 12px;
        }
        .row:not(.complete) {
          grid-template-areas: 'artwork words words' 'parts parts parts' 'state state controls';
        }
        .row:not(.complete) .controls {
          align-self: start;
        }
        .row:not(.complete) .state {
          display: grid;
          align-content: center;
          justify-items: start;
          min-height: var(--carry-target);
        }
        carry-artwork {
          width: 48px;
        }
        .controls {
          gap: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: DownloadView;
  @property({ attribute: false }) place: number | null = null;
  @property({ type: Boolean }) playing = false;
  /** The server has another version than the one that is here. */
  @property({ type: Boolean, attribute: 'new-version' }) newVersion = false;

  #ticking: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#ticking);
  }

  override updated(): void {
    clearTimeout(this.#ticking);
    const { download } = this.view;
    if (download.status === 'waiting' && download.retryAt !== null) {
      this.#ticking = setTimeout(() => this.requestUpdate(), 1000);
    }
  }

  override render() {
    const { place, view } = this;
    const { download } = view;
    const { episode, status } = download;
    const complete = status === 'complete';
    const sentence = downloadSentence(view, { place, nowMs: Date.now() });
    return html`
      <div class="row ${status}">
        <carry-artwork
          .src=${episode.artworkUrl}
          .color=${episode.artworkColor}
          .subject=${episodePath(episode.id)}
          .size=${96}
        ></carry-artwork>
        <div class="words">
          <h3><a href=${episodePath(episode.id)}>${episode.title}</a></h3>
          ${
            complete
              ? html`<p class="here">
                  ${sentence}${download.pinned ? html` · <span class="kept">${icon('keep', 16)}Kept</span>` : nothing}
                </p>`
              : html`<p class="show">${episode.showTitle}</p>`
          }
        </div>
        <div class="controls">
          ${
            isHere(view)
              ? html`<carry-play-button .episode=${episode} ?playing=${this.playing}></carry-play-button>`
              : nothing
          }
          <carry-download-button
            bare
            .episode=${episode}
            .view=${view}
            .place=${place}
          ></carry-download-button>
          <carry-download-menu .view=${view}></carry-download-menu>
        </div>
        ${complete || view.partCount === 0 ? nothing : html`<carry-part-map .view=${view}></carry-part-map>`}
        ${
          complete
            ? this.newVersion
              ? html`<carry-new-version class="state" .episode=${episode}></carry-new-version>`
              : nothing
            : html`<div class="state">
                <p class="sentence">${sentence}</p>
                ${view.deferred ? this.#downloadNow() : this.#freeRoom()}
              </div>`
        }
      </div>
    `;
  }

  #freeRoom() {
    const { download } = this.view;
    if (download.status !== 'failed') return nothing;
    const { episode, failure } = download;
    const { code, missingBytes } = failure;
    if (missingBytes === undefined || (code !== 'no-space' && code !== 'over-budget')) return nothing;
    return html`<button
      class="button"
      @click=${() => sendRequest(this, 'carry-page-request', { type: 'free-room', episode, missingBytes })}
    >
      Free ${formatBytes(missingBytes)}…
    </button>`;
  }

  #downloadNow() {
    const { episode } = this.view.download;
    return html`<button
      class="button"
      aria-label="Download now: ${episode.title}"
      @click=${() => sendRequest(this, 'carry-download-request', { action: 'download-now', episode })}
    >
      Download now
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-download-row': CarryDownloadRow;
  }
}
