import type { EpisodeSummary } from '../../core/api/episode.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';
import { menuItems, menuStyles, moveInMenu, placePopover } from './popover-menu.ts';
import { sendRequest } from './requests.ts';

/**
 * What is asked of an episode less often: a button with a menu.
 * @fires carry-listening-request
 */
@customElement('carry-episode-menu')
export class CarryEpisodeMenu extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    menuStyles,
    css`
      [role='menuitem'] {
        display: flex;
        align-items: center;
        gap: 12px;
        width: 100%;
        min-width: 208px;
        min-height: var(--carry-target);
        padding: 4px 16px 4px 12px;
      }
      [role='menuitem']:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @property({ attribute: false }) episode!: EpisodeSummary;
  @property({ type: Boolean }) played = false;
  /** What it offers is made when it opens: there is one menu for each row. */
  @state() private open = false;
  @query('.more') private readonly button!: HTMLButtonElement;
  @query('[popover]') private readonly menu!: HTMLElement;

  #scrolling: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scrolling?.abort();
  }

  override render() {
    const name = `More for ${this.episode.title}`;
    return html`
      <button
        class="icon-button more"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-label=${name}
        title=${name}
      >
        ${icon('more', 22)}
      </button>
      <div
        id="menu"
        popover
        role="menu"
        aria-label=${name}
        @beforetoggle=${this.#prepare}
        @toggle=${this.#toggle}
        @keydown=${(event: KeyboardEvent) => moveInMenu(event, this.menu)}
      >
        ${
          this.open
            ? html`<button role="menuitem" tabindex="-1" @click=${this.#setPlayed}>
                ${icon(this.played ? 'retry' : 'check', 20)}
                <span>${this.played ? 'Mark not played' : 'Mark played'}</span>
              </button>`
            : nothing
        }
      </div>
    `;
  }

  readonly #prepare = (event: ToggleEvent): void => {
    this.open = event.newState === 'open';
  };

  readonly #toggle = (event: ToggleEvent): void => {
    this.#scrolling?.abort();
    if (event.newState !== 'open') return;
    placePopover(this.menu, this.button);
    menuItems(this.menu)[0]?.focus({ preventScroll: true });
    // It stands still on the screen, so it goes when what it belongs to moves away.
    this.#scrolling = new AbortController();
    const { signal } = this.#scrolling;
    addEventListener('scroll', () => this.menu.hidePopover(), { signal, capture: true });
  };

  readonly #setPlayed = (): void => {
    const { episode, played } = this;
    this.menu.hidePopover();
    this.button.focus({ preventScroll: true });
    sendRequest(this, 'carry-listening-request', {
      action: 'set-played',
      episodes: [episode],
      played: !played,
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-episode-menu': CarryEpisodeMenu;
  }
}
