import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * How loud it plays.
 * @fires carry-player-request
 */
@customElement('carry-volume')
export class CarryVolume extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: center;
      }
      input {
        width: 88px;
        min-height: 24px;
        margin: 0;
        accent-color: var(--carry-accent);
        cursor: pointer;
      }
    `,
  ];

  /** From 0 to 1. */
  @property({ attribute: false }) volume = 1;
  @property({ type: Boolean }) muted = false;

  override render() {
    const silent = this.muted || this.volume === 0;
    const name = silent ? 'Unmute' : 'Mute';
    return html`
      <button class="icon-button" aria-label=${name} title="${name} (M)" @click=${this.#toggle}>
        ${icon(silent ? 'muted' : 'volume')}
      </button>
      <input
        type="range"
        aria-label="Volume"
        aria-valuetext="${Math.round((silent ? 0 : this.volume) * 100)} %"
        min="0"
        max="1"
        step="0.05"
        .value=${String(silent ? 0 : this.volume)}
        @input=${this.#change}
      />
    `;
  }

  readonly #toggle = (): void => {
    if (this.volume === 0) sendRequest(this, 'carry-player-request', { type: 'set-volume', volume: 0.5 });
    else sendRequest(this, 'carry-player-request', { type: 'toggle-mute' });
  };

  readonly #change = (event: Event): void => {
    const volume = Number((event.target as HTMLInputElement).value);
    sendRequest(this, 'carry-player-request', { type: 'set-volume', volume });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-volume': CarryVolume;
  }
}
