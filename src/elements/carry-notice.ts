import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { resetStyles } from '../styles/shared.ts';
import { icon, type IconName } from './icons.ts';

/**
 * Says in the place of content why there is none, and what to do.
 * @slot - what to do: buttons or links
 */
@customElement('carry-notice')
export class CarryNotice extends LitElement {
  static override styles = [
    resetStyles,
    css`
      .notice {
        display: grid;
        justify-items: center;
        text-align: center;
        gap: 8px;
        padding: 48px 24px;
        max-width: 480px;
        margin: 0 auto;
      }
      .mark {
        display: grid;
        place-items: center;
        width: 72px;
        height: 72px;
        border-radius: 24px;
        color: var(--carry-accent);
        background: var(--carry-accent-soft);
        margin-bottom: 8px;
      }
      .heading {
        font-size: var(--carry-text-l);
        font-weight: 700;
        line-height: 1.3;
        text-wrap: balance;
      }
      .text {
        color: var(--carry-ink-soft);
        text-wrap: pretty;
      }
      .way {
        margin-top: 8px;
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) icon: IconName = 'downloads';
  @property({ attribute: false }) heading = '';
  @property({ attribute: false }) text = '';

  override render() {
    return html`
      <div class="notice">
        <span class="mark">${icon(this.icon, 34)}</span>
        <p class="heading">${this.heading}</p>
        ${this.text === '' ? nothing : html`<p class="text">${this.text}</p>`}
        <div class="way"><slot></slot></div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-notice': CarryNotice;
  }
}
