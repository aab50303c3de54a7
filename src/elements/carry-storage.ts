import type { Capability } from '../../engine/downloads-port.ts';
import type { StorageView } from '../../engine/downloads-port.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cssProperties } from './css-properties.ts';
import { buttonStyles, lineStyles, resetStyles } from '../styles/shared.ts';
import { capabilityText } from '../text/capability.ts';
import { formatBytes } from '../text/format.ts';
import { icon } from './icons.ts';

/**
 * How much room Carryon takes, whether the browser will keep it, and how downloads run here.
 * @slot - more that is known of what is stored, in items of their own
 * @fires carry-keep-requested
 */
@customElement('carry-storage')
export class CarryStorage extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    lineStyles,
    css`
      .item,
      ::slotted(*) {
        display: block;
        padding: 14px 0;
      }
      .line.item {
        display: flex;
      }
      .item:not(:first-child),
      ::slotted(*) {
        border-top: 1px solid var(--carry-line);
      }
      .kept {
        display: inline-flex;
        gap: 6px;
        align-items: center;
        color: var(--carry-accent);
        font-weight: 600;
      }
      .bar {
        height: 8px;
        border-radius: 4px;
        background: var(--carry-sunken);
        overflow: hidden;
        margin: 10px 0 6px;
      }
      .bar span {
        display: block;
        height: 100%;
        min-width: 4px;
        border-radius: inherit;
        background: var(--carry-accent);
        width: calc(var(--used) * 100%);
      }
      .bar.over span {
        background: var(--carry-danger);
      }
      .none .name {
        color: var(--carry-danger);
      }
      @media (forced-colors: active) {
        .bar {
          border: 1px solid CanvasText;
        }
        .bar span {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) storage: StorageView | null = null;
  /** What the listener lets all downloads take; null for no limit. */
  @property({ attribute: false }) budgetBytes: number | null = null;
  @property({ attribute: false }) capability: Capability | undefined;

  override render() {
    const { capability, storage } = this;
    return html`
      <div class="card">
        ${storage === null ? nothing : this.#usage(storage)}
        <slot></slot>
        ${storage === null || capability === 'none' ? nothing : this.#keeping(storage)}
        ${capability === undefined ? nothing : this.#capability(capability)}
      </div>
    `;
  }

  #usage({ quotaBytes, usageBytes }: StorageView) {
    const { budgetBytes } = this;
    const freeBytes = Math.max(0, quotaBytes - usageBytes);
    // A limit beyond what the device has limits nothing, and would draw the rest too small to see.
    const limited = budgetBytes !== null && budgetBytes < quotaBytes;
    const wholeBytes = limited ? budgetBytes : quotaBytes;
    const used = wholeBytes === 0 ? 0 : Math.min(1, usageBytes / wholeBytes);
    return html`
      <div class="item">
        <p class="name">
          ${
            limited
              ? `${formatBytes(usageBytes)} used by Carryon, of your limit of ${formatBytes(budgetBytes)}`
              : `${formatBytes(usageBytes)} used by Carryon`
          }
        </p>
        <div
          class="bar ${limited && usageBytes > budgetBytes ? 'over' : ''}"
          ${cssProperties({ '--used': used.toFixed(4) })}
        >
          <span></span>
        </div>
        <p class="sentence">
          ${formatBytes(freeBytes)} are free
          ${limited ? 'on this device' : 'for more'}.${
            budgetBytes === null || limited
              ? ''
              : ` Your limit of ${formatBytes(budgetBytes)} is more than there is.`
          }
        </p>
      </div>
    `;
  }

  #keeping({ persisted }: StorageView) {
    return html`
      <div class="item line">
        <div class="words">
          <p class="name">Keep downloads</p>
          <p class="sentence">
            ${
              persisted
                ? 'The browser keeps what you downloaded, also when the device runs out of space.'
                : 'When the device runs out of space, the browser may throw downloads away. Ask it to keep them.'
            }
          </p>
        </div>
        ${
          persisted
            ? html`<span class="kept">${icon('check', 20)} Kept</span>`
            : html`<button
                class="button"
                @click=${() => this.dispatchEvent(new CustomEvent('carry-keep-requested'))}
              >
                Keep downloads
              </button>`
        }
      </div>
    `;
  }

  #capability(capability: Capability) {
    const { sentence, title } = capabilityText(capability);
    return html`
      <div class="item ${capability}">
        <p class="name">${title}</p>
        <p class="sentence">${sentence}</p>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-storage': CarryStorage;
  }
}
