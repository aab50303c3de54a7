/** How high the rows of a long list are, in CSS pixels: what was measured, and for the rest a guess. */
export class RowHeights {
  readonly #measured = new Map<string, number>();
  #keys: readonly string[] = [];
  #guessPx: number;
  #indices: ReadonlyMap<string, number> | null = null;
  /** The top of each row, and last the height of all; null when something changed since. */
  #tops: Float64Array | null = null;

  constructor(guessPx: number) {
    this.#guessPx = guessPx;
  }

  get count(): number {
    return this.#keys.length;
  }

  get keys(): readonly string[] {
    return this.#keys;
  }

  /** The rows from top to bottom, each with a key of its own. */
  set keys(keys: readonly string[]) {
    if (keys === this.#keys) return;
    this.#keys = keys;
    this.#indices = null;
    this.#tops = null;
  }

  /** Null where there is no such row. */
  indexOf(key: string): number | null {
    this.#indices ??= new Map(this.#keys.map((one, index) => [one, index]));
    return this.#indices.get(key) ?? null;
  }

  /** What a row is taken for until it was measured. */
  set guessPx(guessPx: number) {
    this.#guessPx = guessPx;
    this.#tops = null;
  }

  get totalPx(): number {
    return this.topOf(this.count);
  }

  heightOf(key: string): number {
    return this.#measured.get(key) ?? this.#guessPx;
  }

  isMeasured(key: string): boolean {
    return this.#measured.has(key);
  }

  measure(key: string, heightPx: number): void {
    if (this.#measured.get(key) === heightPx) return;
    this.#measured.set(key, heightPx);
    this.#tops = null;
  }

  /** Forgets what was measured, for rows that were as wide as they are no more. */
  forget(): void {
    this.#measured.clear();
    this.#tops = null;
  }

  /** Where the row begins, from the top of the list; for `count`, where the last one ends. */
  topOf(index: number): number {
    return (this.#tops ??= this.#sum())[index] ?? 0;
  }

  /** The row at this distance from the top of the list; the first or the last one beyond its ends. */
  rowAt(topPx: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.topOf(middle) <= topPx) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #sum(): Float64Array {
    const tops = new Float64Array(this.count + 1);
    let topPx = 0;
    this.#keys.forEach((key, index) => {
      topPx += this.heightOf(key);
      tops[index + 1] = topPx;
    });
    return tops;
  }
}
