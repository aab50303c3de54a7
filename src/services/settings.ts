import { Listeners, type Observable } from './observable.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

export interface SettingsSnapshot {
  readonly theme: ThemeChoice;
  readonly speed: number;
  /** From 0 to 1. */
  readonly volume: number;
  readonly captionsOn: boolean;
}

/** Example row: `carryon.settings` → `{"theme":"dark","speed":1.25,"volume":1,"captionsOn":false}` */
const KEY = 'carryon.settings';
const DEFAULTS: SettingsSnapshot = { theme: 'system', speed: 1, volume: 1, captionsOn: false };
const THEME_COLORS = { light: '#f7f6f3', dark: '#141311' } as const;

/** What the reader chose for this browser. */
export class Settings implements Observable {
  readonly #listeners = new Listeners();
  #snapshot = read();

  readonly subscribe = this.#listeners.add;

  constructor() {
    applyTheme(this.#snapshot.theme);
  }

  get snapshot(): SettingsSnapshot {
    return this.#snapshot;
  }

  change(change: Partial<SettingsSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    if (change.theme !== undefined) applyTheme(change.theme);
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#snapshot));
    } catch {
      // Storage may be refused: the choice then lasts as long as the page.
    }
    this.#listeners.notify();
  }
}

const isThemeChoice = (value: unknown): value is ThemeChoice =>
  value === 'system' || value === 'light' || value === 'dark';

const within = (value: unknown, least: number, most: number, fallback: number): number =>
  typeof value === 'number' && value >= least && value <= most ? value : fallback;

function read(): SettingsSnapshot {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return DEFAULTS;
    const fields = stored as Record<string, unknown>;
    return {
      theme: isThemeChoice(fields['theme']) ? fields['theme'] : DEFAULTS.theme,
      speed: within(fields['speed'], 0.5, 3, DEFAULTS.speed),
      volume: within(fields['volume'], 0, 1, DEFAULTS.volume),
      captionsOn: fields['captionsOn'] === true,
    };
  } catch {
    return DEFAULTS;
  }
}

function applyTheme(theme: ThemeChoice): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = THEME_COLORS[theme === 'system' ? own : theme];
  }
}
