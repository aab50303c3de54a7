import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { showPath } from '../router/routes.ts';
import type { FollowState } from '../services/subscriptions.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * Follows the feed at an address; then it leads to the show.
 * @fires carry-follow-request
 */
@customElement('carry-follow-button')
export class CarryFollowButton extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      :host {
        flex: none;
      }
      /* As wide as the longest of its words, so that nothing moves. */
      .button {
        min-width: 124px;
        padding: 0 14px;
        gap: 6px;
      }
      .following {
        background: none;
        color: var(--carry-accent);
      }
      [aria-disabled='true'] {
        cursor: default;
        color: var(--carry-ink-soft);
      }
      .turning {
        width: 16px;
        height: 16px;
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
    `,
  ];

  /** The address of the feed. */
  @property({ attribute: false }) url = '';
  /** What the show is called. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) state: FollowState | undefined;

  #hadFocus = false;

  override willUpdate(): void {
    this.#hadFocus = this.renderRoot?.querySelector(':focus') !== null && this.hasUpdated;
  }

  override updated(): void {
    const control = this.renderRoot.querySelector<HTMLElement>('.button');
    if (this.#hadFocus && this.renderRoot.querySelector(':focus') === null) control?.focus();
  }

  override render() {
    const { label, state } = this;
    if (state?.status === 'followed') {
      return html`<a class="button following" href=${showPath(state.showId)} aria-label="Following ${label}">
        ${icon('check', 20)} Following
      </a>`;
    }
    const isReading = state?.status === 'reading';
    return html`
      <button
        class="button"
        aria-label=${isReading ? `Reading the feed of ${label}` : `Follow ${label}`}
        aria-disabled=${isReading ? 'true' : 'false'}
        @click=${this.#follow}
      >
        ${isReading ? html`<span class="turning"></span> Reading` : html`${icon('follow', 20)} Follow`}
      </button>
    `;
  }

  readonly #follow = (): void => {
    if (this.state?.status === 'reading') return;
    sendRequest(this, 'carry-follow-request', { action: 'follow', url: this.url });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-follow-button': CarryFollowButton;
  }
}
