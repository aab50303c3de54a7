import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FollowState } from '../services/subscriptions.ts';
import { resetStyles } from '../styles/shared.ts';
import { followText } from '../text/follow-text.ts';
import type { TypedAddress } from '../text/looks-like-address.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * Offers to follow the feed at an address that was typed or pasted.
 * @fires carry-follow-request
 */
@customElement('carry-follow-address')
export class CarryFollowAddress extends LitElement {
  static override styles = [
    resetStyles,
    css`
      button {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0 16px;
        width: 100%;
        min-height: 76px;
        padding: 12px 16px;
        border: 1px solid var(--carry-line);
        border-radius: var(--carry-radius-l);
        background: var(--carry-surface);
        text-align: start;
        cursor: pointer;
        transition: background-color var(--carry-quick);
      }
      button[aria-disabled='true'] {
        cursor: default;
      }
      .mark {
        display: grid;
        place-items: center;
        width: 44px;
        height: 44px;
        border-radius: 14px;
        color: var(--carry-accent);
        background: var(--carry-accent-soft);
      }
      .turning {
        width: 20px;
        height: 20px;
        border: 2px solid currentColor;
        border-right-color: transparent;
        border-radius: 50%;
        animation: turn 900ms linear infinite;
      }
      .name,
      .sentence {
        display: block;
      }
      .name {
        font-weight: 600;
        overflow-wrap: anywhere;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }
      .sentence {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      .failed {
        color: var(--carry-danger);
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (hover: hover) {
        button:hover:not([aria-disabled='true']) {
          background: var(--carry-sunken);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .turning {
          animation: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) address!: TypedAddress;
  @property({ attribute: false }) state: FollowState | undefined;

  override render() {
    const { address, state } = this;
    const isReading = state?.status === 'reading';
    return html`
      <button aria-describedby="state" aria-disabled=${isReading ? 'true' : 'false'} @click=${this.#follow}>
        <span class="mark">${isReading ? html`<span class="turning"></span>` : icon('follow', 24)}</span>
        <span>
          <span class="name">Follow ${address.label}</span>
          <span id="state" class="sentence ${state?.status === 'failed' ? 'failed' : ''}">
            ${sentenceOf(state)}
          </span>
        </span>
      </button>
    `;
  }

  readonly #follow = (): void => {
    if (this.state?.status === 'reading') return;
    sendRequest(this, 'carry-follow-request', { action: 'follow', url: this.address.typed });
  };
}

function sentenceOf(state: FollowState | undefined): string {
  switch (state?.status) {
    case undefined:
      return 'The address of a feed, or of the web page of a podcast';
    case 'reading':
      return 'Your server reads the feed. A long one takes some seconds.';
    case 'followed':
      return 'Followed';
    case 'failed': {
      const { wayOut, what } = followText(state.problem);
      return `${what} ${wayOut}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-follow-address': CarryFollowAddress;
  }
}
