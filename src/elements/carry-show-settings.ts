import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  DEFAULT_SHOW_SETTINGS,
  EPISODE_COUNTS,
  SHOW_SPEEDS,
  SKIP_SECONDS,
  type ShowSettings,
  type ShowSettingsChange,
} from '../../core/shows/show-settings.ts';
import { choiceStyles, foldStyles, lineStyles, resetStyles } from '../styles/shared.ts';
import { formatCount, formatRate } from '../text/format.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

interface Option<T> {
  readonly value: T;
  readonly label: string;
}

interface Choice<K extends keyof ShowSettingsChange> {
  readonly field: K;
  readonly name: string;
  readonly sentence: string;
  readonly options: readonly Option<ShowSettings[K]>[];
  readonly disabled?: boolean;
}

const NEWEST = EPISODE_COUNTS.map((value) => ({
  value,
  label: value === 1 ? 'The newest' : `The newest ${value}`,
}));
const SKIPS = SKIP_SECONDS.map((value) => ({
  value,
  label: value === 0 ? 'Nothing' : formatCount(value, 'second', 'seconds'),
}));

/** The speeds that can be chosen, and the one that is, if it was chosen in the player. */
function speedsWith(chosen: number | null): Option<number | null>[] {
  const speeds = new Set<number>(SHOW_SPEEDS);
  if (chosen !== null) speeds.add(chosen);
  const sorted = [...speeds].toSorted((a, b) => a - b);
  return [
    { value: null, label: 'As usual' },
    ...sorted.map((value) => ({ value, label: formatRate(value) })),
  ];
}

/**
 * What a listener can choose for one show, folded up until somebody wants to.
 * @fires carry-show-settings-request
 */
@customElement('carry-show-settings')
export class CarryShowSettings extends LitElement {
  static override styles = [
    resetStyles,
    lineStyles,
    choiceStyles,
    foldStyles,
    css`
      .card {
        margin-top: var(--carry-space-2);
      }
      select:disabled {
        border-color: var(--carry-line);
        color: var(--carry-ink-soft);
        opacity: 1;
        cursor: default;
      }
    `,
  ];

  @property({ attribute: false }) showId = '';
  @property({ attribute: false }) settings: ShowSettings = DEFAULT_SHOW_SETTINGS;

  override render() {
    return html`
      <details>
        <summary id="heading">${icon('chevronRight', 20)} For this show</summary>
        <div class="card" role="group" aria-labelledby="heading">
          ${this.#choice({
            field: 'autoDownload',
            name: 'Download by itself',
            sentence: 'While Carryon is open. What you remove does not come again.',
            options: [{ value: null, label: 'Off' }, ...NEWEST],
          })}
          ${this.#choice({
            field: 'keep',
            name: 'How many stay',
            sentence:
              'Of these, older ones go when newer ones are here. What you downloaded yourself or chose to keep stays.',
            options: [{ value: null, label: 'All' }, ...NEWEST],
            disabled: this.settings.autoDownload === null,
          })}
          ${this.#choice({
            field: 'speed',
            name: 'Speed',
            sentence: 'While one is chosen here, the player changes it for this show alone.',
            options: speedsWith(this.settings.speed),
          })}
          ${this.#choice({
            field: 'skipIntroSeconds',
            name: 'Skip at the start',
            sentence: 'When an episode plays from its beginning.',
            options: SKIPS,
          })}
          ${this.#choice({
            field: 'skipOutroSeconds',
            name: 'Skip at the end',
            sentence: 'The episode counts as played there. Short ones play whole.',
            options: SKIPS,
          })}
        </div>
      </details>
    `;
  }

  #choice<K extends keyof ShowSettingsChange>({
    disabled = false,
    field,
    name,
    options,
    sentence,
  }: Choice<K>) {
    const chosen = this.settings[field];
    const onChange = (event: Event): void => {
      const option = options[(event.target as HTMLSelectElement).selectedIndex];
      if (option !== undefined) this.#change({ [field]: option.value });
    };
    return html`
      <label>
        <span>
          <span class="name">${name}</span>
          <span class="sentence" id=${field}>${sentence}</span>
        </span>
        <select aria-label=${name} aria-describedby=${field} ?disabled=${disabled} @change=${onChange}>
          ${options.map(({ label, value }) => html`<option .selected=${value === chosen}>${label}</option>`)}
        </select>
      </label>
    `;
  }

  #change(change: ShowSettingsChange): void {
    sendRequest(this, 'carry-show-settings-request', { showId: this.showId, change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-show-settings': CarryShowSettings;
  }
}
