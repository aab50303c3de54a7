import type { EpisodeSummary } from '../../core/api/episode.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { MenuController } from '../controllers/menu-controller.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';
import { menuStyles } from './popover-menu.ts';
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
  readonly #menu = new MenuController(this);

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
        @beforetoggle=${this.#menu.prepare}
        @toggle=${this.#menu.toggle}
        @keydown=${this.#menu.move}
      >
        ${
          this.#menu.isOpen
            ? html`<button role="menuitem" tabindex="-1" @click=${this.#setPlayed}>
                ${icon(this.played ? 'retry' : 'check', 20)}
                <span>${this.played ? 'Mark not played' : 'Mark played'}</span>
              </button>`
            : nothing
        }
      </div>
    `;
  }

  readonly #setPlayed = (): void => {
    const { episode, played } = this;
    this.#menu.close();
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
