import type { ShowSummary } from '../../core/api/show.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { showPath } from '../router/routes.ts';
import { resetStyles } from '../styles/shared.ts';
import { formatCount } from '../text/format.ts';
import './carry-artwork.ts';

/**
 * A show in the grid.
 * @csspart moving-artwork - its artwork, while it moves to another page
 */
@customElement('carry-show-card')
export class CarryShowCard extends LitElement {
  static override styles = [
    resetStyles,
    css`
      a {
        display: block;
        position: relative;
        border-radius: var(--carry-radius-m);
      }
      .new {
        position: absolute;
        top: 8px;
        inset-inline-end: 8px;
        padding: 2px 8px;
        border-radius: 999px;
        background: var(--carry-accent);
        color: var(--carry-accent-ink);
        font-size: var(--carry-text-xs);
        font-weight: 700;
        font-variant-numeric: tabular-nums;
        box-shadow: var(--carry-shadow-1);
      }
      carry-artwork {
        width: 100%;
        box-shadow: var(--carry-shadow-1);
        transition: transform var(--carry-calm) var(--carry-ease);
      }
      h3 {
        font-size: var(--carry-text-m);
        font-weight: 600;
        line-height: 1.3;
        margin-top: 10px;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      p {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      :host([dimmed]) carry-artwork {
        opacity: 0.45;
        filter: saturate(0.4);
      }
      @media (hover: hover) {
        a:hover carry-artwork {
          transform: translateY(-3px);
        }
      }
    `,
  ];

  @property({ attribute: false }) show!: ShowSummary;
  /** How many episodes were added since it was last opened on this device. */
  @property({ attribute: false }) newEpisodes = 0;
  /** Out of reach at the moment. */
  @property({ type: Boolean, reflect: true }) dimmed = false;

  override render() {
    const { artworkColor, artworkUrl, author, episodeCount, id, title } = this.show;
    return html`
      <a href=${showPath(id)}>
        <carry-artwork
          .src=${artworkUrl}
          .color=${artworkColor}
          .subject=${showPath(id)}
          .size=${256}
        ></carry-artwork>
        <h3>${title}</h3>
        ${
          this.newEpisodes === 0
            ? nothing
            : html`<span class="new">
                ${this.newEpisodes} new<span class="visually-hidden">
                  ${this.newEpisodes === 1 ? 'episode' : 'episodes'}</span
                >
              </span>`
        }
        <p>${author === '' ? formatCount(episodeCount, 'episode', 'episodes') : author}</p>
      </a>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-show-card': CarryShowCard;
  }
}
