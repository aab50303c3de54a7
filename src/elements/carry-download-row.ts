import type { DownloadView } from '../../engine/downloads-port.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { episodePath } from '../router/routes.ts';
import { resetStyles } from '../styles/shared.ts';
import { downloadSentence } from '../text/download-text.ts';
import './carry-artwork.ts';
import './carry-download-button.ts';
import './carry-part-map.ts';
import './carry-play-button.ts';

/**
 * A download in the list of all downloads, with its parts and its state in whole sentences.
 * @csspart moving-artwork - its artwork, while it moves to another page
 * @fires carry-download-request
 * @fires carry-player-request
 */
@customElement('carry-download-row')
export class CarryDownloadRow extends LitElement {
  static override styles = [
    resetStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: 56px minmax(0, 1fr) auto;
        gap: 2px 14px;
        align-items: center;
        padding: 12px 0;
      }
      carry-artwork {
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
      .controls {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-inline-end: -10px;
      }
      .state {
        grid-column: 2 / -1;
        display: grid;
        gap: 6px;
        padding-top: 8px;
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
      @media (max-width: 479px) {
        .state {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: DownloadView;
  @property({ attribute: false }) place: number | null = null;
  @property({ type: Boolean }) playing = false;

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
    const { episode, status } = view.download;
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
        <div>
          <h3><a href=${episodePath(episode.id)}>${episode.title}</a></h3>
          <p class=${complete ? 'here' : 'show'}>${complete ? sentence : episode.showTitle}</p>
        </div>
        <div class="controls">
          ${
            complete
              ? html`<carry-play-button .episode=${episode} ?playing=${this.playing}></carry-play-button>`
              : nothing
          }
          <carry-download-button
            bare
            .episode=${episode}
            .view=${view}
            .place=${place}
          ></carry-download-button>
        </div>
        ${
          complete
            ? nothing
            : html`<div class="state">
                ${view.partCount > 0 ? html`<carry-part-map .view=${view}></carry-part-map>` : nothing}
                <p class="sentence">${sentence}</p>
              </div>`
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-download-row': CarryDownloadRow;
  }
}
