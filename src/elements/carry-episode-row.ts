import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import type { ListeningEntry } from '../services/listening.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cssProperties } from './css-properties.ts';
import { episodePath } from '../router/routes.ts';
import { heardFraction } from '../services/listening.ts';
import { resetStyles } from '../styles/shared.ts';
import { formatDate, formatDuration } from '../text/format.ts';
import { icon } from './icons.ts';
import './carry-artwork.ts';
import './carry-download-button.ts';
import './carry-episode-menu.ts';
import './carry-play-button.ts';

/**
 * An episode in a list: what it is, how far it was heard, and its two actions.
 * @csspart moving-artwork - its artwork, while it moves to another page
 * @fires carry-player-request
 * @fires carry-download-request
 * @fires carry-listening-request
 */
@customElement('carry-episode-row')
export class CarryEpisodeRow extends LitElement {
  static override styles = [
    resetStyles,
    css`
      :host {
        container-type: inline-size;
        border-bottom: 1px solid var(--carry-line);
      }
      .row {
        display: grid;
        grid-template-columns: 64px minmax(0, 1fr);
        column-gap: 14px;
        padding: 14px 0 8px;
        position: relative;
      }
      :host(:not([with-artwork])) .row {
        grid-template-columns: minmax(0, 1fr);
      }
      carry-artwork {
        width: 64px;
        --carry-artwork-radius: 10px;
      }
      .facts {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        display: block;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .title {
        font-weight: 600;
        font-size: 1rem;
        line-height: 1.3;
        letter-spacing: -0.005em;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      .title a::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      .title a:focus-visible {
        outline: none;
      }
      .title a:focus-visible::after {
        outline: 2px solid var(--carry-accent);
        outline-offset: -2px;
        border-radius: var(--carry-radius-s);
      }
      .actions {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        gap: 16px;
        padding-top: 8px;
      }
      .actions > * {
        position: relative;
        z-index: 1;
      }
      .play {
        display: flex;
        align-items: center;
        gap: 8px;
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
        pointer-events: none;
        flex: none;
        white-space: nowrap;
        min-width: clamp(100px, 36cqi, 124px);
      }
      .play carry-play-button {
        pointer-events: auto;
      }
      .heard {
        display: none;
        width: 44px;
        height: 4px;
        border-radius: 2px;
        background: var(--carry-line);
        overflow: hidden;
      }
      .heard span {
        display: block;
        height: 100%;
        width: calc(var(--heard) * 100%);
        background: var(--carry-accent);
      }
      .played,
      :host([dimmed]) {
        --carry-play-color: var(--carry-ink-soft);
        --carry-play-background: var(--carry-sunken);
      }
      :host([dimmed]) carry-artwork {
        opacity: 0.45;
        filter: saturate(0.4);
      }
      :host([dimmed]) .title {
        color: var(--carry-ink-soft);
        font-weight: 500;
      }
      .played .title {
        color: var(--carry-ink-soft);
        font-weight: 500;
      }
      .done {
        display: inline-flex;
        align-items: center;
        gap: 3px;
      }
      carry-episode-menu {
        margin-inline: auto -10px;
      }
      @media (hover: hover) {
        .title a:hover {
          text-decoration: underline;
          text-decoration-thickness: 1px;
          text-underline-offset: 3px;
        }
      }
      @media (forced-colors: active) {
        .heard {
          height: 8px;
          border: 1px solid CanvasText;
          forced-color-adjust: none;
          background: Canvas;
        }
      }
      @container (max-width: 339px) {
        .title {
          padding-inline-end: 36px;
        }
        .actions carry-episode-menu {
          position: absolute;
          inset: 10px 0 auto auto;
        }
      }
      @container (min-width: 620px) {
        .row,
        :host(:not([with-artwork])) .row {
          grid-template-columns: 64px minmax(0, 1fr) auto;
          align-items: center;
          padding: 12px 0;
        }
        :host(:not([with-artwork])) .row {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .actions {
          grid-column: -2;
          padding: 0;
          gap: 8px;
        }
        .heard {
          display: block;
        }
        .play {
          width: 180px;
        }
        carry-download-button {
          width: 216px;
        }
      }
    `,
  ];

  @property({ attribute: false }) episode!: EpisodeSummary;
  @property({ attribute: false }) view: DownloadView | undefined;
  @property({ attribute: false }) entry: ListeningEntry | undefined;
  @property({ attribute: false }) place: number | null = null;
  @property({ type: Boolean }) playing = false;
  @property({ type: Boolean, attribute: 'with-artwork' }) withArtwork = false;
  /** Out of reach at the moment. */
  @property({ type: Boolean, reflect: true }) dimmed = false;

  override render() {
    const { entry, episode, view } = this;
    const date = formatDate(episode.publishedAt, Date.now());
    return html`
      <div class="row ${entry?.played ? 'played' : ''}">
        ${
          this.withArtwork
            ? html`<carry-artwork
                .src=${episode.artworkUrl}
                .color=${episode.artworkColor}
                .subject=${episodePath(episode.id)}
                .size=${96}
              ></carry-artwork>`
            : nothing
        }
        <div>
          <span class="facts"
            >${this.withArtwork ? `${episode.showTitle} · ${date}` : this.#numbered(date)}</span
          >
          <h3 class="title"><a href=${episodePath(episode.id)}>${episode.title}</a></h3>
        </div>
        <div class="actions">
          <span class="play">
            <carry-play-button .episode=${episode} ?playing=${this.playing}></carry-play-button>
            ${this.#length()}
          </span>
          <carry-download-button
            .episode=${episode}
            .view=${view}
            .place=${this.place}
          ></carry-download-button>
          <carry-episode-menu .episode=${episode} ?played=${entry?.played ?? false}></carry-episode-menu>
        </div>
      </div>
    `;
  }

  #numbered(date: string): string {
    const { episode, season } = this.episode;
    if (episode === null) return date;
    return season === null
      ? `${date} · Episode ${episode}`
      : `${date} · Season ${season}, episode ${episode}`;
  }

  #length() {
    const { entry, episode } = this;
    const seconds = entry?.durationSeconds ?? episode.durationSeconds;
    if (entry?.played) return html`<span class="done">${icon('check', 16)}Played</span>`;
    if (seconds === null) return nothing;
    if (entry === undefined || entry.positionSeconds < 1) return formatDuration(seconds);
    return html`
      <span class="heard" ${cssProperties({ '--heard': String(heardFraction(entry)) })}><span></span></span>
      ${formatDuration(seconds - entry.positionSeconds)} left
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-episode-row': CarryEpisodeRow;
  }
}
