import type { HistoryEntry } from '../../core/downloads/history.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { buttonStyles, foldStyles, resetStyles } from '../styles/shared.ts';
import { formatDate, formatTime } from '../text/format.ts';
import { historyText } from '../text/history-text.ts';
import { icon } from './icons.ts';

const STEP = 40;

/**
 * What happened to the downloads, folded up until somebody wants to know.
 * @fires carry-history-toggled - it was opened (`detail` true) or closed
 */
@customElement('carry-history')
export class CarryHistory extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    foldStyles,
    css`
      .filter {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 8px 0;
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      li {
        display: grid;
        grid-template-columns: 116px minmax(0, 1fr);
        gap: 0 16px;
        padding: 10px 0;
        font-size: var(--carry-text-s);
      }
      li + li {
        border-top: 1px solid var(--carry-line);
      }
      time {
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .title {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .sentence {
        grid-column: 2;
        color: var(--carry-ink-soft);
        text-wrap: pretty;
      }
      .stopped {
        color: var(--carry-warn);
      }
      .failed {
        color: var(--carry-danger);
      }
      .none {
        padding: 8px 0;
        color: var(--carry-ink-soft);
      }
      @media (max-width: 479px) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
        .sentence {
          grid-column: 1;
        }
      }
    `,
  ];

  /** The latest first; null until they were read. */
  @property({ attribute: false }) entries: readonly HistoryEntry[] | null = null;

  @query('details') private readonly details!: HTMLDetailsElement;
  @query('summary') private readonly summary!: HTMLElement;
  /** Shows this one's alone. */
  @state() private only: { readonly id: string; readonly title: string } | null = null;
  @state() private shown = STEP;

  /** Opens it with what happened to one download, and goes there. */
  async showOnly(id: string, title: string): Promise<void> {
    this.only = { id, title };
    this.shown = STEP;
    this.details.open = true;
    await this.updateComplete;
    this.summary.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'start' });
  }

  override render() {
    const { entries, only } = this;
    const wanted = entries?.filter(({ episodeId }) => only === null || episodeId === only.id) ?? [];
    return html`
      <details @toggle=${this.#toggle}>
        <summary>${icon('chevronRight', 20)} What happened</summary>
        ${
          only === null
            ? nothing
            : html`<p class="filter">
                Only ${only.title}
                <button class="button quiet" @click=${() => (this.only = null)}>Show all downloads</button>
              </p>`
        }
        ${
          entries !== null && wanted.length === 0
            ? html`<p class="none">
                ${only === null ? 'Nothing yet. What happens to your downloads is told here.' : 'Nothing is known of it any more.'}
              </p>`
            : nothing
        }
        <ul>
          ${wanted.slice(0, this.shown).map((entry) => this.#entry(entry))}
        </ul>
        ${
          wanted.length > this.shown
            ? html`<button class="button" @click=${() => (this.shown += STEP)}>Show older</button>`
            : nothing
        }
      </details>
    `;
  }

  #entry(entry: HistoryEntry) {
    const nowMs = Date.now();
    const mood = entry.status === 'failed' ? 'failed' : entry.event === 'stopped' ? 'stopped' : '';
    return html`
      <li>
        <time datetime=${new Date(entry.at).toISOString()}
          >${formatDate(entry.at, nowMs)}, ${formatTime(entry.at)}</time
        >
        <span class="title">${entry.title}</span>
        <span class="sentence ${mood}">${historyText(entry, nowMs)}</span>
      </li>
    `;
  }

  readonly #toggle = (): void => {
    this.dispatchEvent(new CustomEvent('carry-history-toggled', { detail: this.details.open }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-history': CarryHistory;
  }
}
