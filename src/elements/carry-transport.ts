import type { PlayerSnapshot } from '../services/player.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SKIP_AHEAD_SECONDS, SKIP_BACK_SECONDS } from '../services/player.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon, skipIcon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * Back, play or pause, ahead.
 * @fires carry-player-request
 */
@customElement('carry-transport')
export class CarryTransport extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 8px;
      }
      .play {
        position: relative;
        color: var(--carry-accent-ink);
        background: var(--carry-accent);
      }
      :host([large]) {
        gap: 24px;
      }
      :host([large]) .icon-button {
        width: 56px;
        height: 56px;
      }
      :host([large]) .play {
        width: 72px;
        height: 72px;
      }
      :host([large]) .play > svg {
        width: 34px;
        height: 34px;
      }
      :host([large]) .skip > svg {
        width: 36px;
        height: 36px;
      }
      @media (hover: hover) {
        .icon-button.play:hover:not(:disabled) {
          background: var(--carry-accent-strong);
          color: var(--carry-accent-ink);
        }
      }
      .buffering::after {
        content: '';
        position: absolute;
        inset: -4px;
        border-radius: 50%;
        border: 2px solid var(--carry-accent);
        border-top-color: transparent;
        animation: turn 1s linear infinite;
      }
      @keyframes turn {
        to {
          transform: rotate(360deg);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .buffering::after {
          animation-duration: 4s;
        }
      }
      :host([compact]) .back {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: PlayerSnapshot;

  override render() {
    const { buffering, episode, playing } = this.snapshot;
    const name = `${playing ? 'Pause' : 'Play'} ${episode?.title ?? ''}`;
    return html`
      <button
        class="icon-button strong skip back"
        aria-label="Back ${SKIP_BACK_SECONDS} seconds"
        title="Back ${SKIP_BACK_SECONDS} seconds (←)"
        @click=${() => this.#skip(-SKIP_BACK_SECONDS)}
      >
        ${skipIcon(SKIP_BACK_SECONDS, -1)}
      </button>
      <button
        class="icon-button play ${buffering ? 'buffering' : ''}"
        aria-label=${name}
        title=${playing ? 'Pause (space)' : 'Play (space)'}
        @click=${() => sendRequest(this, 'carry-player-request', { type: 'toggle' })}
      >
        ${icon(playing ? 'pause' : 'play')}
      </button>
      <button
        class="icon-button strong skip"
        aria-label="Ahead ${SKIP_AHEAD_SECONDS} seconds"
        title="Ahead ${SKIP_AHEAD_SECONDS} seconds (→)"
        @click=${() => this.#skip(SKIP_AHEAD_SECONDS)}
      >
        ${skipIcon(SKIP_AHEAD_SECONDS, 1)}
      </button>
    `;
  }

  #skip(seconds: number): void {
    sendRequest(this, 'carry-player-request', { type: 'skip', seconds });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-transport': CarryTransport;
  }
}
