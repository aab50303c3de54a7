import type { FeedState } from '../../core/api/feed.ts';
import type { Show } from '../../core/api/show.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { MenuController } from '../controllers/menu-controller.ts';
import { downloadViews, isOnline } from '../controllers/service-snapshots.ts';
import { SnapshotController } from '../controllers/snapshot-controller.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { feedTroubleText } from '../text/follow-text.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import { downloadsOfShow } from '../views/downloads-of-show.ts';
import { dialogHead, dialogStyles } from './dialog.ts';
import { icon } from './icons.ts';
import { menuStyles } from './popover-menu.ts';
import { sendRequest } from './requests.ts';

/**
 * That a show is followed, what can be done about it, and what is wrong with its feed. Nothing for a folder of the library.
 * @fires carry-follow-request
 */
@customElement('carry-subscription')
export class CarrySubscription extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    menuStyles,
    dialogStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }
      .following {
        padding: 0 12px 0 14px;
        color: var(--carry-accent);
      }
      .following .open {
        color: var(--carry-ink-soft);
      }
      .turning {
        width: 16px;
        height: 16px;
        margin: 2px;
        border: 2px solid currentColor;
        border-right-color: transparent;
        border-radius: 50%;
        animation: turn 900ms linear infinite;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .turning {
          animation: none;
        }
      }
      .trouble {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        font-size: var(--carry-text-s);
        color: var(--carry-warn);
      }
      .button.quiet {
        font-size: var(--carry-text-s);
        padding: 0 8px;
      }
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
      [role='menuitem']:disabled {
        opacity: 0.45;
        cursor: default;
      }
      .content {
        display: grid;
        gap: 12px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: var(--carry-target);
        cursor: pointer;
      }
      input {
        width: 20px;
        height: 20px;
        margin: 0;
        flex: none;
        accent-color: var(--carry-accent);
      }
    `,
  ];

  @property({ attribute: false }) show!: Show;

  readonly #menu = new MenuController(this);
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('input') private readonly removes!: HTMLInputElement | null;

  readonly #views = downloadViews(this);
  readonly #online = isOnline(this);
  readonly #subscriptions = new SnapshotController(this, {
    from: ({ subscriptions }) => subscriptions,
    select: ({ subscriptions }) => subscriptions.snapshot,
  });
  override render() {
    const { feed, source, title } = this.show;
    if (source !== 'feed' || feed === null) return nothing;
    const isRefreshing = this.#subscriptions.value?.refreshing.has(this.show.id) ?? false;
    return html`
      <div class="line">
        <button
          class="button following"
          popovertarget="menu"
          aria-haspopup="menu"
          aria-label="Following ${title}: more"
        >
          ${isRefreshing ? html`<span class="turning"></span>` : icon('check', 20)} Following
          <span class="open">${icon('chevronDown', 16)}</span>
        </button>
        ${this.#trouble(feed, isRefreshing)}
      </div>
      <div
        id="menu"
        popover
        role="menu"
        aria-label="Following ${title}"
        @beforetoggle=${this.#menu.prepare}
        @toggle=${this.#menu.toggle}
        @keydown=${this.#menu.move}
      >
        ${this.#menu.isOpen ? this.#items(isRefreshing) : nothing}
      </div>
      ${this.#question()}
    `;
  }

  #trouble(feed: FeedState, isRefreshing: boolean) {
    const text = feedTroubleText(feed, Date.now());
    if (text === null) return nothing;
    return html`<p class="trouble">
      ${text}
      <button class="button quiet" ?disabled=${isRefreshing || !this.#online()} @click=${this.#refresh}>
        ${isRefreshing ? 'Trying' : 'Try again'}
      </button>
    </p>`;
  }

  #items(isRefreshing: boolean) {
    return html`
      <button
        role="menuitem"
        tabindex="-1"
        ?disabled=${isRefreshing || !this.#online()}
        @click=${this.#refresh}
      >
        ${icon('retry', 20)} Refresh now
      </button>
      <button role="menuitem" tabindex="-1" @click=${this.#copyAddress}>
        ${icon('copy', 20)} Copy feed address
      </button>
      <button role="menuitem" tabindex="-1" ?disabled=${!this.#online()} @click=${this.#askToUnfollow}>
        ${icon('close', 20)} Unfollow
      </button>
    `;
  }

  #question() {
    const { bytesHere, ids } = downloadsOfShow(this.#views(), this.show.id);
    const count = formatCount(ids.length, 'download', 'downloads');
    return html`
      <dialog aria-labelledby="title">
        ${dialogHead(`Unfollow ${this.show.title}?`)}
        <div class="content">
          <p>New episodes will not come any more, and the show goes from your list.</p>
          ${
            ids.length === 0
              ? nothing
              : html`<label>
                  <input type="checkbox" />
                  Also remove ${count} from this device, ${formatBytes(bytesHere)}
                </label>`
          }
        </div>
        <div class="actions">
          <button class="button" @click=${() => this.dialog.close()}>Not now</button>
          <button class="button primary" @click=${this.#unfollow}>Unfollow</button>
        </div>
      </dialog>
    `;
  }

  readonly #refresh = (): void => {
    sendRequest(this, 'carry-follow-request', { action: 'refresh', show: this.show });
    this.#menu.close();
  };

  readonly #copyAddress = (): void => {
    sendRequest(this, 'carry-follow-request', { action: 'copy-address', show: this.show });
    this.#menu.close();
  };

  readonly #askToUnfollow = (): void => {
    this.#menu.close();
    if (this.removes !== null) this.removes.checked = false;
    this.dialog.showModal();
  };

  readonly #unfollow = (): void => {
    const removeDownloads = this.removes?.checked ?? false;
    this.dialog.close();
    sendRequest(this, 'carry-follow-request', { action: 'unfollow', show: this.show, removeDownloads });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-subscription': CarrySubscription;
  }
}
