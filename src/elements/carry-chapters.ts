import type { Chapter } from '../services/resources.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { chapterAt } from '../services/player.ts';
import { resetStyles } from '../styles/shared.ts';
import { formatClock } from '../text/format.ts';

/**
 * The chapters of an episode; a click asks to play from there.
 * @fires carry-time-chosen - `detail`: seconds
 */
@customElement('carry-chapters')
export class CarryChapters extends LitElement {
  static override styles = [
    resetStyles,
    css`
      button {
        display: grid;
        grid-template-columns: 3.4em 1fr;
        gap: 8px;
        width: 100%;
        min-height: var(--carry-target);
        align-items: center;
        padding: 6px 12px;
        border: 0;
        border-radius: var(--carry-radius-s);
        background: none;
        text-align: start;
        cursor: pointer;
      }
      time {
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
        font-size: var(--carry-text-s);
      }
      [aria-current='true'] {
        background: var(--carry-accent-soft);
        font-weight: 600;
      }
      @media (hover: hover) {
        button:hover:not([aria-current='true']) {
          background: var(--carry-sunken);
        }
      }
    `,
  ];

  @property({ attribute: false }) chapters: readonly Chapter[] = [];
  /** Where the player is in this episode; null when it has another one. */
  @property({ attribute: false }) positionSeconds: number | null = null;

  override render() {
    const current = this.positionSeconds === null ? null : chapterAt(this.chapters, this.positionSeconds);
    return html`
      <ol>
        ${this.chapters.map(
          (chapter) => html`
            <li>
              <button
                aria-current=${chapter === current ? 'true' : 'false'}
                @click=${() => this.#choose(chapter.startTime)}
              >
                <time>${formatClock(chapter.startTime)}</time><span>${chapter.title}</span>
              </button>
            </li>
          `,
        )}
      </ol>
    `;
  }

  #choose(seconds: number): void {
    this.dispatchEvent(new CustomEvent('carry-time-chosen', { detail: seconds }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-chapters': CarryChapters;
  }
}
