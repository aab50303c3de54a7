import type { Toast } from '../services/toasts.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';

/** The short messages above the player, and the one live region that speaks for the app. */
@customElement('carry-toasts')
export class CarryToasts extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      .stack {
        position: fixed;
        z-index: 40;
        inset-inline: var(--carry-rail-width) 0;
        bottom: calc(var(--carry-nav-height) + var(--carry-player-height) + var(--carry-safe-bottom) + 12px);
        display: grid;
        justify-items: center;
        gap: 8px;
        padding: 0 12px;
        pointer-events: none;
      }
      .toast {
        pointer-events: auto;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
        max-width: 560px;
        background: var(--carry-ink);
        color: var(--carry-bg);
        border-radius: var(--carry-radius-m);
        padding: 4px 8px 4px 16px;
        box-shadow: var(--carry-shadow-2);
        animation: arrive var(--carry-calm) var(--carry-ease);
      }
      .text {
        padding: 8px 0;
        flex: 1 1 auto;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .button.quiet {
        color: inherit;
        text-decoration: underline;
        text-underline-offset: 3px;
        text-decoration-thickness: 1px;
      }
      .button.quiet:focus-visible {
        outline-color: currentColor;
        outline-offset: -4px;
      }
      @media (hover: hover) {
        .button.quiet:hover:not(:disabled) {
          background: color-mix(in oklab, currentColor 16%, transparent);
        }
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      @media (forced-colors: active) {
        .toast {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) items: readonly Toast[] = [];
  @property({ attribute: false }) spoken = '';

  override render() {
    return html`
      <div class="visually-hidden" role="status">${this.spoken}</div>
      <section class="stack" aria-label="Messages">
        ${repeat(
          this.items,
          ({ id }) => id,
          ({ actions, text }) => html`
            <div class="toast" role="group" aria-label="Message">
              <span class="text">${text}</span>
              ${actions.map(
                ({ label, run }) => html`<button class="button quiet" @click=${run}>${label}</button>`,
              )}
            </div>
          `,
        )}
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-toasts': CarryToasts;
  }
}
