import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { ListeningEntry } from '../services/listening.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { episodePath } from '../router/routes.ts';
import { heardFraction } from '../services/listening.ts';
import { resetStyles } from '../styles/shared.ts';
import { formatDuration } from '../text/format.ts';
import './carry-artwork.ts';
import './carry-play-button.ts';

/**
 * An episode as a card in a shelf, with how far it was heard drawn on its artwork.
 * @csspart moving-artwork - its artwork, while it moves to another page
 * @fires carry-player-request
 */
@customElement('carry-episode-card')
export class CarryEpisodeCard extends LitElement {
  static override styles = [
    resetStyles,
    css`
      .card {
        position: relative;
      }
      carry-artwork {
        width: 100%;
        box-shadow: var(--carry-shadow-1);
      }
      .under {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 8px;
        align-items: start;
        margin-top: 10px;
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
      h3 a::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      h3 a:focus-visible {
        outline: none;
      }
      h3 a:focus-visible::after {
        outline: 2px solid var(--carry-accent);
        outline-offset: 3px;
        border-radius: var(--carry-radius-m);
      }
      p {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      carry-play-button {
        position: relative;
        z-index: 1;
        margin-top: -2px;
      }
      :host([dimmed]) {
        --carry-play-color: var(--carry-ink-soft);
        --carry-play-background: var(--carry-sunken);
      }
      :host([dimmed]) carry-artwork {
        opacity: 0.45;
        filter: saturate(0.4);
      }
    `,
  ];

  @property({ attribute: false }) episode!: EpisodeSummary;
  @property({ attribute: false }) entry: ListeningEntry | undefined;
  @property({ type: Boolean }) playing = false;
  /** Out of reach at the moment. */
  @property({ type: Boolean, reflect: true }) dimmed = false;

  override render() {
    const { entry, episode } = this;
    const seconds = entry?.durationSeconds ?? episode.durationSeconds;
    const left = seconds === null ? null : seconds - (entry?.positionSeconds ?? 0);
    const begun = entry !== undefined && entry.positionSeconds > 0 && !entry.played;
    return html`
      <div class="card">
        <carry-artwork
          .src=${episode.artworkUrl}
          .color=${episode.artworkColor}
          .subject=${episodePath(episode.id)}
          .size=${256}
          .heard=${begun ? heardFraction(entry) : null}
        ></carry-artwork>
        <div class="under">
          <div>
            <h3><a href=${episodePath(episode.id)}>${episode.title}</a></h3>
            <p>
              ${left === null ? episode.showTitle : begun ? `${formatDuration(left)} left` : formatDuration(left)}
            </p>
          </div>
          <carry-play-button .episode=${episode} ?playing=${this.playing}></carry-play-button>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-episode-card': CarryEpisodeCard;
  }
}
