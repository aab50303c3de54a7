const WITHIN_MS = 24 * 3_600_000;
const MAX_REMEMBERED = 10_000;

/**
 * Episodes whose files are others time and again: their publishers put together another one for each request. Ranges that are asked
 * for one after the other would never be of one version.
 */
export class RestlessFiles {
  readonly #changedAtMs = new Map<string, number>();
  readonly #restless = new Set<string>();

  /** A second change within a day makes it one of them. */
  noteChange(episodeId: string, nowMs: number): void {
    if (this.#changedAtMs.size >= MAX_REMEMBERED) this.#forgetAll();
    const lastMs = this.#changedAtMs.get(episodeId) ?? -Infinity;
    if (nowMs - lastMs < WITHIN_MS) this.#restless.add(episodeId);
    this.#changedAtMs.set(episodeId, nowMs);
  }

  has(episodeId: string): boolean {
    return this.#restless.has(episodeId);
  }

  #forgetAll(): void {
    this.#changedAtMs.clear();
    this.#restless.clear();
  }
}
