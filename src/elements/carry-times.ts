import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { resetStyles } from '../styles/shared.ts';
import { formatClock, formatSpokenTime } from '../text/format.ts';

/**
 * How much was heard, and how much is left or how long it is in all: a tap changes between the two.
 * @slot - what stands between the two, such as a seek bar
 */
@customElement('carry-times')
export class CarryTimes extends LitElement {
  static override styles = [
    resetStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        gap: 0 8px;
        font-size: var(--carry-text-xs);
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
      }
      :host([stacked]) slot {
        display: block;
        grid-row: 1;
        grid-column: 1 / -1;
      }
      :host([stacked]) button {
        grid-column: 3;
      }
      span {
        min-width: 3.4em;
      }
      button {
        min-width: 4em;
        min-height: 32px;
        border: 0;
        padding: 0;
        background: none;
        color: inherit;
        text-align: end;
        cursor: pointer;
        border-radius: 4px;
      }
    `,
  ];

  @property({ attribute: false }) positionSeconds = 0;
  @property({ attribute: false }) durationSeconds: number | null = null;
  @state() private showsWhole = false;

  override render() {
    const duration = this.durationSeconds;
    const left = duration === null ? null : Math.max(0, duration - this.positionSeconds);
    const name =
      duration === null || left === null
        ? 'Length not known'
        : this.showsWhole
          ? `${formatSpokenTime(duration)} in all. Show the time left`
          : `${formatSpokenTime(left)} left. Show the whole length`;
    return html`
      <span>${formatClock(this.positionSeconds)}</span>
      <slot></slot>
      <button aria-label=${name} @click=${() => (this.showsWhole = !this.showsWhole)}>
        ${duration === null || left === null ? '–:––' : this.showsWhole ? formatClock(duration) : `−${formatClock(left)}`}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-times': CarryTimes;
  }
}
