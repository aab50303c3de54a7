import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';

/**
 * The field in which somebody searches for words, or pastes an address.
 * @fires carry-search-typed - `detail`: what stands in it
 * @fires carry-search-submitted - somebody pressed Enter
 */
@customElement('carry-search-field')
export class CarrySearchField extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      label {
        display: block;
        margin-bottom: 8px;
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .field {
        display: flex;
        align-items: center;
        height: 52px;
        padding-inline-start: 16px;
        border: 1px solid var(--carry-line-strong);
        border-radius: 26px;
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
        height: 100%;
        padding: 0 12px;
        border: 0;
        background: none;
        color: var(--carry-ink);
        /* Smaller ones make a phone zoom in. */
        font-size: 1.0625rem;
        appearance: none;
      }
      /* The field around it shows the focus. */
      input:focus-visible {
        outline: none;
      }
      input::-webkit-search-cancel-button {
        display: none;
      }
      .icon-button {
        margin-inline-end: 4px;
      }
    `,
  ];

  @property({ attribute: false }) text = '';
  @query('input') private readonly input!: HTMLInputElement;

  override focus(options?: FocusOptions): void {
    this.input.focus(options);
  }

  override render() {
    return html`
      <form role="search" @submit=${this.#submit}>
        <label for="words">A podcast, an episode, or the address of a feed</label>
        <div class="field">
          ${icon('search', 20)}
          <input
            id="words"
            type="search"
            autocomplete="off"
            autocapitalize="none"
            autocorrect="off"
            spellcheck="false"
            enterkeyhint="search"
            .value=${live(this.text)}
            @input=${() => this.#tell(this.input.value)}
            @keydown=${this.#key}
          />
          ${
            this.text === ''
              ? nothing
              : html`<button
                  type="button"
                  class="icon-button"
                  aria-label="Clear the search"
                  title="Clear (Esc)"
                  @click=${this.#clear}
                >
                  ${icon('close', 20)}
                </button>`
          }
        </div>
      </form>
    `;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    // Puts the keyboard of a phone away, which covers what was found.
    if (!matchMedia('(hover: hover) and (pointer: fine)').matches) this.input.blur();
    this.dispatchEvent(new CustomEvent('carry-search-submitted'));
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.text === '') return;
    event.preventDefault();
    this.#clear();
  };

  readonly #clear = (): void => {
    this.#tell('');
    this.input.focus();
  };

  #tell(text: string): void {
    this.dispatchEvent(new CustomEvent('carry-search-typed', { detail: text }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-search-field': CarrySearchField;
  }
}
