import {
  EPISODE_CHOICES,
  EPISODE_ORDERS,
  type EpisodeChoice,
  type EpisodeFilter,
  type EpisodeOrder,
} from '../views/episode-filter.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';

const CHOICE_LABELS: Record<EpisodeChoice, string> = {
  all: 'All',
  'not-played': 'Not played',
  'in-progress': 'In progress',
  downloaded: 'Downloaded',
};
const ORDER_LABELS: Record<EpisodeOrder, string> = { newest: 'Newest first', oldest: 'Oldest first' };

/**
 * Which episodes of a show are listed, and in which order.
 * @fires carry-filter-changed - with the filter that is asked for
 */
@customElement('carry-list-filter')
export class CarryListFilter extends LitElement {
  static override styles = [
    resetStyles,
    css`
      .controls {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .field {
        position: relative;
        flex: 1 1 240px;
        min-width: 0;
      }
      svg {
        position: absolute;
        inset: 12px auto auto 12px;
        color: var(--carry-ink-soft);
        pointer-events: none;
      }
      input,
      select {
        min-height: var(--carry-target);
        border: 1px solid var(--carry-line-strong);
        border-radius: var(--carry-radius-m);
        background: var(--carry-surface);
      }
      input {
        width: 100%;
        padding: 0 8px 0 40px;
      }
      input::placeholder {
        color: var(--carry-ink-soft);
        opacity: 1;
      }
      input::-webkit-search-cancel-button {
        filter: grayscale(1);
      }
      .selects {
        display: flex;
        flex: 0 1 auto;
        gap: 8px;
        min-width: 0;
      }
      .select {
        position: relative;
        flex: 1 1 auto;
        min-width: 0;
      }
      .select svg {
        inset: 14px 12px auto auto;
      }
      select {
        appearance: none;
        width: 100%;
        padding: 0 36px 0 14px;
        font-weight: 600;
        text-overflow: ellipsis;
        cursor: pointer;
      }
      select.chosen {
        border-color: var(--carry-accent);
        color: var(--carry-accent);
        box-shadow: inset 0 0 0 1px var(--carry-accent);
      }
      option {
        color: var(--carry-ink);
      }
      @media (max-width: 599px) {
        .field,
        .selects {
          flex: 1 0 100%;
        }
        .select {
          flex: 1 1 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) filter!: EpisodeFilter;
  @property({ attribute: false }) defaultOrder: EpisodeOrder = 'newest';

  override render() {
    const { choice, order, text } = this.filter;
    return html`
      <div class="controls" role="group" aria-label="Which episodes are listed">
        <div class="field">
          ${icon('search', 20)}
          <input
            type="search"
            aria-label="Find in this show"
            placeholder="Find in this show"
            autocomplete="off"
            enterkeyhint="search"
            .value=${text}
            @input=${(event: Event) => this.#change({ text: (event.target as HTMLInputElement).value })}
          />
        </div>
        <div class="selects">
          <div class="select">
            <select
              aria-label="Which episodes"
              class=${choice === 'all' ? '' : 'chosen'}
              @change=${(event: Event) => this.#change({ choice: EPISODE_CHOICES[indexOf(event)] ?? 'all' })}
            >
              ${EPISODE_CHOICES.map(
                (one) => html`<option .selected=${one === choice}>${CHOICE_LABELS[one]}</option>`,
              )}
            </select>
            ${icon('chevronDown', 16)}
          </div>
          <div class="select">
            <select
              aria-label="Order"
              class=${order === this.defaultOrder ? '' : 'chosen'}
              @change=${(event: Event) => this.#change({ order: EPISODE_ORDERS[indexOf(event)] ?? 'newest' })}
            >
              ${EPISODE_ORDERS.map(
                (one) => html`<option .selected=${one === order}>${ORDER_LABELS[one]}</option>`,
              )}
            </select>
            ${icon('chevronDown', 16)}
          </div>
        </div>
      </div>
    `;
  }

  #change(change: Partial<EpisodeFilter>): void {
    const detail: EpisodeFilter = { ...this.filter, ...change };
    this.dispatchEvent(new CustomEvent('carry-filter-changed', { detail }));
  }
}

const indexOf = (event: Event): number => (event.target as HTMLSelectElement).selectedIndex;

declare global {
  interface HTMLElementEventMap {
    'carry-filter-changed': CustomEvent<EpisodeFilter>;
  }
  interface HTMLElementTagNameMap {
    'carry-list-filter': CarryListFilter;
  }
}
