import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { SPEEDS } from '../services/player.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { formatRate } from '../text/format.ts';
import { menuItems, menuStyles, moveInMenu, placePopover } from './popover-menu.ts';
import { sendRequest } from './requests.ts';

/**
 * How fast it plays: a button with a menu.
 * @fires carry-player-request
 */
@customElement('carry-speed-menu')
export class CarrySpeedMenu extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    menuStyles,
    css`
      .speed {
        width: auto;
        min-width: 52px;
        padding: 0 10px;
        font-weight: 700;
        font-size: var(--carry-text-m);
        font-variant-numeric: tabular-nums;
      }
      [role='menuitemradio'] {
        display: block;
        width: 112px;
        min-height: 40px;
        padding: 0 16px;
        font-variant-numeric: tabular-nums;
      }
      [role='menuitemradio'][aria-checked='true'] {
        background: var(--carry-accent-soft);
        color: var(--carry-accent);
        font-weight: 700;
      }
      @media (forced-colors: active) {
        [role='menuitemradio'][aria-checked='true'] {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) speed = 1;
  @query('.speed') private readonly button!: HTMLButtonElement;
  @query('[popover]') private readonly menu!: HTMLElement;

  override render() {
    return html`
      <button
        class="icon-button strong speed"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-label="Speed, ${formatRate(this.speed)}"
        title="Speed"
      >
        ${formatRate(this.speed)}
      </button>
      <div id="menu" popover role="menu" aria-label="Speed" @toggle=${this.#place} @keydown=${this.#move}>
        ${SPEEDS.map(
          (speed) => html`
            <button
              role="menuitemradio"
              tabindex="-1"
              aria-checked=${speed === this.speed ? 'true' : 'false'}
              @click=${() => this.#choose(speed)}
            >
              ${formatRate(speed)}
            </button>
          `,
        )}
      </div>
    `;
  }

  readonly #place = (event: ToggleEvent): void => {
    if (event.newState !== 'open') return;
    placePopover(this.menu, this.button);
    (this.menu.querySelector<HTMLElement>('[aria-checked="true"]') ?? menuItems(this.menu)[0])?.focus();
  };

  readonly #move = (event: KeyboardEvent): void => moveInMenu(event, this.menu);

  #choose(speed: number): void {
    sendRequest(this, 'carry-player-request', { type: 'set-speed', speed });
    this.menu.hidePopover();
    this.button.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-speed-menu': CarrySpeedMenu;
  }
}
