import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { MOST_HITS } from '../text/find-in-cues.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';

/**
 * A field to search a text, with the count of hits and the way from one to the next.
 * @fires carry-find-changed - `detail`: what is looked for; empty when it was cleared
 * @fires carry-find-moved - `detail`: 1 to the next hit, -1 to the one before
 */
@customElement('carry-find-bar')
export class CarryFindBar extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .bar {
        display: flex;
        align-items: center;
      }
      .field {
        flex: 1;
        min-width: 0;
        display: flex;
        align-items: center;
        min-height: var(--carry-target);
        padding-inline-start: 14px;
        border: 1px solid var(--carry-line-strong);
        border-radius: 999px;
        background: var(--carry-surface);
        color: var(--carry-ink-soft);
      }
      .field:focus-within {
        outline: 2px solid var(--carry-accent);
        outline-offset: -1px;
      }
      input {
        flex: 1;
        min-width: 0;
        height: 42px;
        padding: 0 10px;
        border: 0;
        background: none;
        color: var(--carry-ink);
        font-size: max(16px, 1em);
        appearance: none;
      }
      /* The field around it shows the focus. */
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--carry-ink-soft);
        opacity: 1;
      }
      input::-webkit-search-cancel-button {
        display: none;
      }
      .count {
        flex: none;
        padding-inline-end: 14px;
        font-size: var(--carry-text-s);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .searching .count {
        padding-inline-end: 0;
      }
      .field .icon-button {
        width: 40px;
        min-width: 40px;
        min-height: 42px;
      }
      @container (max-width: 280px) {
        .field > svg {
          display: none;
        }
        .field {
          padding-inline-start: 4px;
        }
        .steps .icon-button {
          width: 36px;
          min-width: 36px;
        }
      }
      .steps {
        display: flex;
      }
    `,
  ];

  /** What the field is called. */
  @property({ attribute: false }) label = 'Search';
  @property({ attribute: false }) query = '';
  @property({ attribute: false }) hits = 0;
  /** The index of the hit that the reader is at. */
  @property({ attribute: false }) current = 0;

  @query('input') private readonly input!: HTMLInputElement | null;

  override render() {
    const searching = this.query !== '';
    return html`
      <div class="bar" @keydown=${this.#key}>
        <div class="field ${searching ? 'searching' : ''}">
          ${icon('search', 20)}
          <input
            type="search"
            aria-label=${this.label}
            placeholder=${this.label}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            enterkeyhint="search"
            .value=${live(this.query)}
            @input=${this.#change}
          />
          <span class="count" role="status">${searching ? this.#count() : nothing}</span>
          ${
            searching
              ? html`<button
                  class="icon-button"
                  aria-label="Clear the search"
                  title="Clear (Esc)"
                  @click=${this.#clear}
                >
                  ${icon('close', 18)}
                </button>`
              : nothing
          }
        </div>
        ${searching ? this.#steps() : nothing}
      </div>
    `;
  }

  #steps() {
    const step = (name: string, key: string, direction: -1 | 1) => html`
      <button
        class="icon-button strong"
        aria-label=${name}
        title="${name} (${key})"
        ?disabled=${this.hits === 0}
        @click=${() => this.#move(direction)}
      >
        ${icon(direction < 0 ? 'chevronUp' : 'chevronDown', 20)}
      </button>
    `;
    return html`<div class="steps">
      ${step('Previous hit', 'Shift+Enter', -1)}${step('Next hit', 'Enter', 1)}
    </div>`;
  }

  #count(): string {
    if (this.hits === 0) return 'No hits';
    const more = this.hits >= MOST_HITS ? '+' : '';
    return `${this.current + 1} of ${this.hits}${more}`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.query !== '') {
      // It clears the search and does not also close what is around it.
      event.preventDefault();
      event.stopPropagation();
      this.#clear();
    } else if (event.key === 'Enter' && event.target === this.input) {
      event.preventDefault();
      this.#move(event.shiftKey ? -1 : 1);
    }
  };

  readonly #change = (): void => this.#look(this.input?.value ?? '');

  readonly #clear = (): void => {
    this.#look('');
    this.input?.focus();
  };

  #look(query: string): void {
    this.dispatchEvent(new CustomEvent('carry-find-changed', { detail: query }));
  }

  #move(direction: -1 | 1): void {
    if (this.hits > 0) this.dispatchEvent(new CustomEvent('carry-find-moved', { detail: direction }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-find-bar': CarryFindBar;
  }
}
