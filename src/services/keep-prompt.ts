import type { DownloadsPort } from '../../engine/downloads-port.ts';
import { KEEP_REFUSED_TEXT, KEEP_REASON_TEXT } from '../text/capability.ts';
import type { Toasts } from './toasts.ts';

/** Set when somebody has answered, either way. Example row: `carryon.keep-answered` → `1` */
const ANSWERED_KEY = 'carryon.keep-answered';
const LIFE_MS = 20_000;
/** So that the question does not come in the same moment as what was asked for. */
const AFTER_MS = 1_500;

/** Asks, once something was downloaded, whether the browser shall keep it; never again when that was answered. */
export class KeepPrompt {
  readonly #downloads: DownloadsPort;
  readonly #toasts: Toasts;
  #asked = false;

  constructor(downloads: DownloadsPort, toasts: Toasts) {
    this.#downloads = downloads;
    this.#toasts = toasts;
  }

  /** To be called when a download was asked for. */
  offer(): void {
    if (this.#asked || this.#downloads.capability() === 'none' || wasAnswered()) return;
    this.#asked = true;
    setTimeout(() => void this.#ask(), AFTER_MS);
  }

  async #ask(): Promise<void> {
    const storage = await this.#downloads.storage().catch(() => null);
    if (storage === null || storage.persisted) return;
    const keep = { label: 'Keep downloads', run: () => void this.#keep() };
    this.#toasts.show(KEEP_REASON_TEXT, [keep, { label: 'No, thanks', run: rememberAnswer }], LIFE_MS);
  }

  async #keep(): Promise<void> {
    rememberAnswer();
    if (!(await this.#downloads.requestPersistence())) this.#toasts.show(KEEP_REFUSED_TEXT, [], 8_000);
  }
}

function wasAnswered(): boolean {
  try {
    return localStorage.getItem(ANSWERED_KEY) !== null;
  } catch {
    return true;
  }
}

function rememberAnswer(): void {
  try {
    localStorage.setItem(ANSWERED_KEY, '1');
  } catch {
    // Then it is asked again some day.
  }
}
