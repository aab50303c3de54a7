import { sameVersion, type FileVersion } from '../file-version.ts';

/**
 * Tells files that are still being written from those that are complete: a file is settled when it did not change for
 * `settleMs`, by its own time of modification or, when that lies ahead of the clock, by what earlier passes saw.
 */
export class Settling {
  readonly #settleMs: number;
  #seen = new Map<string, { readonly version: FileVersion; readonly sinceMs: number }>();
  #unsettled = new Map<string, { readonly version: FileVersion; readonly sinceMs: number }>();

  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  isSettled(path: string, version: FileVersion, nowMs: number): boolean {
    if (nowMs - version.mtimeMs >= this.#settleMs) return true;
    const seen = this.#seen.get(path);
    const sinceMs = seen && sameVersion(seen.version, version) ? seen.sinceMs : nowMs;
    if (nowMs - sinceMs >= this.#settleMs) return true;
    this.#unsettled.set(path, { version, sinceMs });
    return false;
  }

  /** Ends a pass: forgets the files that settled or went away. Returns how many are still being written. */
  endPass(): number {
    this.#seen = this.#unsettled;
    this.#unsettled = new Map();
    return this.#seen.size;
  }
}
