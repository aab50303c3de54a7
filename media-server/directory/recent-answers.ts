const KEPT_FOR_MS = 10 * 60_000;
const MAX_ANSWERS = 200;

/** Answers of the last ten minutes in memory, the 200 last used. */
export class RecentAnswers<T> {
  readonly #nowMs: () => number;
  readonly #answers = new Map<string, { readonly answer: T; readonly atMs: number }>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get(key: string): T | null {
    const kept = this.#answers.get(key);
    if (!kept) return null;
    this.#answers.delete(key);
    if (this.#nowMs() - kept.atMs >= KEPT_FOR_MS) return null;
    this.#answers.set(key, kept);
    return kept.answer;
  }

  set(key: string, answer: T): void {
    this.#answers.delete(key);
    this.#answers.set(key, { answer, atMs: this.#nowMs() });
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MAX_ANSWERS) break;
      this.#answers.delete(oldest);
    }
  }
}
