import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { showPath } from '../router/routes.ts';
import type { ImportProgress, ImportState } from '../services/opml-import.ts';
import { buttonStyles, lineStyles, resetStyles } from '../styles/shared.ts';
import { followText } from '../text/follow-text.ts';
import { formatCount } from '../text/format.ts';
import { importedText, lineText, readText } from '../text/import-text.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/** More problems than these help nobody; the rest is counted. */
const SHOWN_PROBLEMS = 100;

/**
 * Takes a list of feeds from another app, and tells how far the server has read them.
 * @fires carry-follow-request
 */
@customElement('carry-opml-import')
export class CarryOpmlImport extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    lineStyles,
    css`
      .sentence {
        font-variant-numeric: tabular-nums;
      }
      .failed {
        color: var(--carry-danger);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      progress {
        appearance: none;
        display: block;
        width: 100%;
        height: 6px;
        margin-top: 10px;
        border: 0;
        border-radius: 3px;
        background: var(--carry-line);
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: var(--carry-line);
      }
      progress::-webkit-progress-value {
        background: var(--carry-accent);
      }
      progress::-moz-progress-bar {
        background: var(--carry-accent);
      }
      summary {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: var(--carry-target);
        border-radius: var(--carry-radius-s);
        font-size: var(--carry-text-s);
        font-weight: 600;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary svg {
        margin-inline-start: -4px;
        transition: transform var(--carry-quick);
      }
      [open] summary svg {
        transform: rotate(90deg);
      }
      li {
        padding: 8px 0;
        font-size: var(--carry-text-s);
        overflow-wrap: anywhere;
      }
      li + li {
        border-top: 1px solid var(--carry-line);
      }
      li p {
        color: var(--carry-ink-soft);
      }
      li a {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      @media (forced-colors: active) {
        progress {
          appearance: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) state: ImportState = { status: 'idle' };
  /** The server cannot be reached. */
  @property({ type: Boolean }) offline = false;

  @query('input') private readonly input!: HTMLInputElement;

  override render() {
    const { state } = this;
    const progress = state.status === 'reading' || state.status === 'done' ? state.progress : null;
    return html`
      <div class="line">
        <div class="words">
          <p class="name">Coming from another app?</p>
          <p
            class="sentence ${state.status === 'failed' ? 'failed' : ''}"
            role=${state.status === 'reading' ? nothing : 'status'}
          >
            ${this.#sentence()}
          </p>
        </div>
        ${this.#buttons()}
      </div>
      ${
        state.status === 'reading'
          ? html`<progress
              aria-label="Podcasts read"
              max=${state.progress.total}
              .value=${state.progress.read}
            ></progress>`
          : nothing
      }
      ${progress === null ? nothing : this.#problems(progress)}
      <input
        type="file"
        hidden
        accept=".opml,.xml,text/x-opml,text/xml,application/xml"
        @change=${this.#send}
      />
    `;
  }

  #buttons() {
    const { state } = this;
    const isBusy = state.status === 'sending' || state.status === 'reading';
    return html`
      <div class="buttons">
        ${
          state.status === 'done' || state.status === 'failed'
            ? html`<button class="button quiet" @click=${this.#close}>Close</button>`
            : nothing
        }
        <button class="button" ?disabled=${isBusy || this.offline} @click=${() => this.input.click()}>
          ${icon('import', 20)} Import subscriptions
        </button>
      </div>
    `;
  }

  #sentence(): string {
    const { offline, state } = this;
    switch (state.status) {
      case 'idle':
        return offline
          ? 'Your server cannot be reached. Import them when the network is back.'
          : 'Export your subscriptions there as an OPML file, and choose it here.';
      case 'sending':
        return 'Sending the file';
      case 'reading':
        return `${readText(state.progress)}. You may leave this page.`;
      case 'done':
        return importedText(state.progress);
      case 'failed': {
        const { wayOut, what } = followText(state.problem);
        return `${what} ${wayOut}`;
      }
    }
  }

  #problems({ failed, result }: ImportProgress) {
    const lines = result?.problems ?? [];
    const count = lines.length + failed.length;
    if (count === 0) return nothing;
    return html`
      <details>
        <summary>${icon('chevronRight', 18)} ${formatCount(count, 'problem', 'problems')}</summary>
        <ul>
          ${failed.slice(0, SHOWN_PROBLEMS).map(
            ({ feed, showId, title }) => html`
              <li>
                <a href=${showPath(showId)}>${title}</a>
                <p>${feed.failure === null ? nothing : followText(`feed-${feed.failure}`).what}</p>
              </li>
            `,
          )}
          ${lines.slice(0, SHOWN_PROBLEMS).map(
            (line) => html`
              <li>
                ${line.line === '' ? `Entry ${line.position}` : line.line}
                <p>${lineText(line)}</p>
              </li>
            `,
          )}
        </ul>
      </details>
    `;
  }

  readonly #send = (): void => {
    const [file] = this.input.files ?? [];
    // The same file can be chosen again after it was mended.
    this.input.value = '';
    if (file !== undefined) sendRequest(this, 'carry-follow-request', { action: 'import', file });
  };

  readonly #close = (): void => {
    sendRequest(this, 'carry-follow-request', { action: 'close-import' });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-opml-import': CarryOpmlImport;
  }
}
