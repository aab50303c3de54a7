import type { DownloadStatus } from '../../core/downloads/download.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { MenuController } from '../controllers/menu-controller.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';
import { menuStyles } from './popover-menu.ts';
import { sendRequest } from './requests.ts';

/** In these there is something that "now" would change. */
const CAN_COME_SOONER: ReadonlySet<DownloadStatus> = new Set(['queued', 'waiting', 'paused', 'failed']);

/**
 * What is asked of a download less often: a button with a menu.
 * @fires carry-download-request
 * @fires carry-page-request
 */
@customElement('carry-download-menu')
export class CarryDownloadMenu extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    menuStyles,
    css`
      [role^='menuitem'] {
        display: flex;
        align-items: center;
        gap: 12px;
        width: 100%;
        min-width: 208px;
        min-height: var(--carry-target);
        padding: 4px 16px 4px 12px;
      }
      [role^='menuitem']:focus-visible {
        outline-offset: -2px;
      }
      [aria-checked='true'] {
        color: var(--carry-accent);
      }
      small {
        display: block;
        font-size: var(--carry-text-xs);
        color: var(--carry-ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) view!: DownloadView;
  /** What it offers is made when it opens: there is one menu for each row. */
  readonly #menu = new MenuController(this);

  override render() {
    const name = `More for ${this.view.download.episode.title}`;
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
        ${this.#menu.isOpen ? this.#items() : nothing}
      </div>
    `;
  }

  #items() {
    const { episode, pinned, status } = this.view.download;
    return html`
      ${
        CAN_COME_SOONER.has(status)
          ? html`<button role="menuitem" tabindex="-1" @click=${this.#downloadNow}>
              ${icon('arrowDown', 20)}
              <span>Download now<small>First in line, over any connection</small></span>
            </button>`
          : nothing
      }
      ${
        status === 'complete'
          ? html`<button
              role="menuitemcheckbox"
              tabindex="-1"
              aria-checked=${pinned ? 'true' : 'false'}
              @click=${this.#togglePin}
            >
              ${icon(pinned ? 'check' : 'keep', 20)}
              <span>Keep<small>It is never removed by itself</small></span>
            </button>`
          : nothing
      }
      <button
        role="menuitem"
        tabindex="-1"
        aria-label="History of ${episode.title}"
        @click=${this.#showHistory}
      >
        ${icon('history', 20)} <span>History<small>Each step of it</small></span>
      </button>
    `;
  }

  readonly #downloadNow = (): void => {
    const { episode } = this.view.download;
    sendRequest(this, 'carry-download-request', { action: 'download-now', episode });
    this.#menu.close();
  };

  readonly #togglePin = (): void => {
    const { episode, pinned } = this.view.download;
    sendRequest(this, 'carry-download-request', { action: 'pin', episode, pinned: !pinned });
    this.#menu.close();
  };

  readonly #showHistory = (): void => {
    this.#menu.close();
    sendRequest(this, 'carry-page-request', { type: 'show-history', episode: this.view.download.episode });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-download-menu': CarryDownloadMenu;
  }
}
