import type { EpisodeSummary } from '../../core/api/episode.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * Plays an episode, or pauses it when it is the one that plays.
 * @fires carry-player-request
 * @cssprop --carry-play-color
 * @cssprop --carry-play-background
 */
@customElement('carry-play-button')
export class CarryPlayButton extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      :host {
        display: inline-block;
        flex: none;
      }
      .round {
        color: var(--carry-play-color, var(--carry-accent));
        background: var(--carry-play-background, var(--carry-accent-soft));
      }
      .round svg {
        width: 22px;
        height: 22px;
      }
      @media (hover: hover) {
        .icon-button.round:hover:not(:disabled) {
          background: var(--carry-accent);
          color: var(--carry-accent-ink);
        }
      }
      .big {
        min-height: 48px;
        padding: 0 24px 0 18px;
      }
    `,
  ];

  @property({ attribute: false }) episode!: EpisodeSummary;
  @property({ type: Boolean }) playing = false;
  /** Shows the word beside the icon. */
  @property({ type: Boolean }) labelled = false;
  @property({ attribute: false }) label = 'Play';

  override render() {
    const name = this.playing ? `Pause ${this.episode.title}` : `Play ${this.episode.title}`;
    const face = icon(this.playing ? 'pause' : 'play');
    if (!this.labelled) {
      return html`<button class="icon-button round" aria-label=${name} title=${name} @click=${this.#request}>
        ${face}
      </button>`;
    }
    return html`<button class="button primary big" aria-label=${name} @click=${this.#request}>
      ${face}<span>${this.playing ? 'Pause' : this.label}</span>
    </button>`;
  }

  readonly #request = (): void => {
    if (this.playing) sendRequest(this, 'carry-player-request', { type: 'pause' });
    else sendRequest(this, 'carry-player-request', { type: 'play', episode: this.episode });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-play-button': CarryPlayButton;
  }
}
