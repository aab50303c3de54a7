import { sameVersion, type FileVersion } from '../file-version.ts';

interface Seen {
  readonly version: FileVersion;
  readonly sinceMs: number;
}

interface Quiet {
  readonly atMs: number;
  readonly changedAtMs: number;
  readonly quietMs: number;
}

/** How many times as long a file has to be quiet that looks as if more of it were to come. */
const PATIENCE = 5;

/**
 * Tells files that are still being written from those that are complete: a file is settled when it did not change for
 * `settleMs`, by its own times or, when they lie ahead of the clock, by what earlier passes saw.
 */
export class Settling {
  readonly #settleMs: number;
  #seen = new Map<string, Seen>();
  #unsettled = new Map<string, Seen>();

  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /** @param atMs when the version was seen */
  isSettled(path: string, version: FileVersion, atMs: number): boolean {
    return this.#isQuiet(path, version, { atMs, changedAtMs: version.mtimeMs, quietMs: this.#settleMs });
  }

  /**
   * As `isSettled`, for what looks as if more of it were to come. Who writes a file may set its time of modification, but not
   * the time of its last change.
   */
  isSettledForLong(path: string, version: FileVersion, atMs: number): boolean {
    const changedAtMs = Math.max(version.mtimeMs, version.ctimeMs);
    return this.#isQuiet(path, version, { atMs, changedAtMs, quietMs: PATIENCE * this.#settleMs });
  }

  /** Ends a pass: forgets the files that settled or went away. Returns how many are still being written. */
  endPass(): number {
    this.#seen = this.#unsettled;
    this.#unsettled = new Map();
    return this.#seen.size;
  }

  #isQuiet(path: string, version: FileVersion, { atMs, changedAtMs, quietMs }: Quiet): boolean {
    if (atMs - changedAtMs >= quietMs) return true;
    const seen = this.#seen.get(path);
    const sinceMs = seen && sameVersion(seen.version, version) ? seen.sinceMs : atMs;
    if (atMs - sinceMs >= quietMs) return true;
    this.#unsettled.set(path, { version, sinceMs });
    return false;
  }
}
