import type { EpisodeSummary } from '../../core/api/episode.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { episodePath } from '../router/routes.ts';
import { resetStyles } from '../styles/shared.ts';
import { formatDate } from '../text/format.ts';
import type { Snippet } from '../views/snippet.ts';
import './carry-artwork.ts';
import './carry-play-button.ts';

/**
 * An episode that was found, with the piece of its notes in which it was.
 * @csspart moving-artwork - its artwork, while it moves to another page
 * @fires carry-player-request
 */
@customElement('carry-episode-hit')
export class CarryEpisodeHit extends LitElement {
  static override styles = [
    resetStyles,
    css`
      .hit {
        position: relative;
        display: grid;
        grid-template-columns: 56px minmax(0, 1fr) auto;
        align-items: start;
        gap: 0 14px;
        padding: 10px 0;
      }
      carry-artwork {
        width: 56px;
        --carry-artwork-radius: 10px;
      }
      .words {
        align-self: center;
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
        outline-offset: -2px;
        border-radius: var(--carry-radius-s);
      }
      .facts,
      .snippet {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .facts {
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .snippet {
        margin-top: 2px;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      mark {
        background: none;
        color: var(--carry-ink);
        font-weight: 600;
      }
      carry-play-button {
        position: relative;
        z-index: 1;
        align-self: center;
      }
      @media (hover: hover) {
        h3 a:hover {
          text-decoration: underline;
          text-decoration-thickness: 1px;
          text-underline-offset: 3px;
        }
      }
    `,
  ];

  @property({ attribute: false }) episode!: EpisodeSummary;
  @property({ attribute: false }) snippet: Snippet | null = null;
  @property({ type: Boolean }) playing = false;

  override render() {
    const { episode, snippet } = this;
    return html`
      <div class="hit">
        <carry-artwork
          .src=${episode.artworkUrl}
          .color=${episode.artworkColor}
          .subject=${episodePath(episode.id)}
          .size=${96}
        ></carry-artwork>
        <div class="words">
          <p class="facts">${episode.showTitle} · ${formatDate(episode.publishedAt, Date.now())}</p>
          <h3><a href=${episodePath(episode.id)}>${episode.title}</a></h3>
          ${
            snippet === null
              ? nothing
              : html`<p class="snippet">
                  ${snippet.map(({ isHit, text }) => (isHit ? html`<mark>${text}</mark>` : text))}
                </p>`
          }
        </div>
        <carry-play-button .episode=${episode} ?playing=${this.playing}></carry-play-button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-episode-hit': CarryEpisodeHit;
  }
}
