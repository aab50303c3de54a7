import type { DownloadPreferences } from '../../core/downloads/preferences.ts';
import type { MeteredKnowledge } from '../services/metered-knowledge.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { choiceStyles, lineStyles, resetStyles } from '../styles/shared.ts';
import { formatBytes, gigabytes } from '../text/format.ts';
import { sendRequest } from './requests.ts';

const DAY_MS = 86_400_000;
const CONCURRENT = [1, 2, 3, 4];
const BUDGETS_GB = [1, 2, 5, 10, 20, 50];
const REMOVALS = [
  { afterMs: null, label: 'Never' },
  { afterMs: DAY_MS, label: 'After a day' },
  { afterMs: 7 * DAY_MS, label: 'After a week' },
  { afterMs: 30 * DAY_MS, label: 'After a month' },
];

const METERED_TEXTS: Record<MeteredKnowledge, string> = {
  kind: 'Downloads wait while the connection is a mobile one. Each can still be asked for at once.',
  'data-saver':
    'This browser only tells when its data saver is on: downloads wait then, and run over any other connection.',
  nothing: 'This browser does not tell which connections are metered, so downloads run over any.',
};

/**
 * What a listener can choose for the downloads of this browser.
 * @fires carry-download-request
 */
@customElement('carry-download-settings')
export class CarryDownloadSettings extends LitElement {
  static override styles = [
    resetStyles,
    lineStyles,
    choiceStyles,
    css`
      .switch {
        display: grid;
        place-items: center;
        min-width: var(--carry-target);
        min-height: var(--carry-target);
      }
      input {
        appearance: none;
        position: relative;
        width: 52px;
        height: 32px;
        margin: 0;
        border: 2px solid var(--carry-line-strong);
        border-radius: 16px;
        background: var(--carry-sunken);
        cursor: pointer;
        transition: background-color var(--carry-quick);
      }
      input::before {
        content: '';
        position: absolute;
        inset: 4px auto 4px 4px;
        width: 20px;
        border-radius: 50%;
        background: var(--carry-line-strong);
        transition: transform var(--carry-quick) var(--carry-ease);
      }
      input:checked {
        background: var(--carry-accent);
        border-color: var(--carry-accent);
      }
      input:checked::before {
        background: var(--carry-accent-ink);
        transform: translateX(20px);
      }
      @media (forced-colors: active) {
        input {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) preferences!: DownloadPreferences;
  @property({ attribute: false }) meteredKnowledge: MeteredKnowledge = 'nothing';

  override render() {
    const { budgetBytes, concurrent, removePlayedAfterMs, unmeteredOnly } = this.preferences;
    return html`
      <div class="card">
        <label>
          <span>
            <span class="name">Only over unmetered connections</span>
            <span class="sentence">${METERED_TEXTS[this.meteredKnowledge]}</span>
          </span>
          <span class="switch">
            <input
              type="checkbox"
              role="switch"
              .checked=${unmeteredOnly}
              @change=${(event: Event) =>
                this.#change({ unmeteredOnly: (event.target as HTMLInputElement).checked })}
            />
          </span>
        </label>
        ${this.#choice(
          'How many at a time',
          'The others wait in line.',
          CONCURRENT.map((value) => ({ value, label: String(value) })),
          concurrent,
          (value) => this.#change({ concurrent: value }),
        )}
        ${this.#choice<number | null>(
          'Limit for all downloads',
          'A download that would go over it waits for you. Over it, what you played longest ago goes first.',
          [
            { value: null, label: 'No limit' },
            ...BUDGETS_GB.map((count) => ({
              value: gigabytes(count),
              label: formatBytes(gigabytes(count)),
            })),
          ],
          budgetBytes,
          (value) => this.#change({ budgetBytes: value }),
        )}
        ${this.#choice<number | null>(
          'Remove played episodes',
          'Those you chose to keep stay. Each removal can be undone for some seconds.',
          REMOVALS.map(({ afterMs, label }) => ({ value: afterMs, label })),
          removePlayedAfterMs,
          (value) => this.#change({ removePlayedAfterMs: value }),
        )}
      </div>
    `;
  }

  #choice<T>(
    name: string,
    sentence: string,
    options: readonly { readonly value: T; readonly label: string }[],
    chosen: T,
    choose: (value: T) => void,
  ) {
    const onChange = (event: Event): void => {
      const option = options[(event.target as HTMLSelectElement).selectedIndex];
      if (option !== undefined) choose(option.value);
    };
    return html`
      <label>
        <span>
          <span class="name">${name}</span>
          <span class="sentence">${sentence}</span>
        </span>
        <select aria-label=${name} @change=${onChange}>
          ${options.map(({ label, value }) => html`<option .selected=${value === chosen}>${label}</option>`)}
        </select>
      </label>
    `;
  }

  #change(change: Partial<DownloadPreferences>): void {
    sendRequest(this, 'carry-download-request', { action: 'set-preferences', change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-download-settings': CarryDownloadSettings;
  }
}
