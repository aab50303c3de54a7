import { CatalogueError, type CatalogueProblem } from './catalogue.ts';
import type { Resource } from './resources.ts';

export type Load = <T>(resource: Resource<T>, signal: AbortSignal) => Promise<T>;

export interface LookUpSnapshot<T> {
  /** The latest answer; that of the words before until the one to these is here. Null when there is none. */
  readonly value: T | null;
  /** The answer to what was asked last is still to come. */
  readonly pending: boolean;
  /** It takes long enough to show that something is coming. */
  readonly slow: boolean;
  readonly problem: CatalogueProblem | null;
}

const SLOW_AFTER_MS = 200;

export const NOTHING_LOOKED_UP = { value: null, pending: false, slow: false, problem: null } as const;

/** Asks when what is asked for has not changed for a while. An answer to an earlier question is never shown after a later one. */
export class QuietLookUp<T> {
  readonly #load: Load;
  readonly #onChange: () => void;
  #asked: Resource<T> | null = null;
  #abort: AbortController | null = null;
  #begin: (() => void) | null = null;
  #snapshot: LookUpSnapshot<T> = NOTHING_LOOKED_UP;

  constructor(load: Load, onChange: () => void) {
    this.#load = load;
    this.#onChange = onChange;
  }

  get snapshot(): LookUpSnapshot<T> {
    return this.#snapshot;
  }

  /** @param quietMs how long to wait for another question; null asks for nothing and forgets what was found */
  ask(resource: Resource<T> | null, quietMs: number): void {
    if (resource !== null && resource.path === this.#asked?.path && this.#snapshot.problem === null) {
      if (quietMs === 0) this.#begin?.();
      return;
    }
    this.close();
    this.#asked = resource;
    if (resource === null) {
      this.#set(NOTHING_LOOKED_UP);
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ ...this.#snapshot, pending: true, slow: false, problem: null });
    const begin = (): void => {
      clearTimeout(timer);
      this.#begin = null;
      void this.#run(resource, abort.signal);
    };
    const timer = setTimeout(begin, quietMs);
    abort.signal.addEventListener('abort', () => clearTimeout(timer));
    this.#begin = begin;
    if (quietMs === 0) begin();
  }

  /** Gives up what is under way. */
  close(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#begin = null;
    this.#asked = null;
  }

  async #run(resource: Resource<T>, signal: AbortSignal): Promise<void> {
    const timer = setTimeout(() => this.#set({ ...this.#snapshot, slow: true }), SLOW_AFTER_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
    try {
      const value = await this.#load(resource, signal);
      if (!signal.aborted) this.#set({ value, pending: false, slow: false, problem: null });
    } catch (error) {
      if (signal.aborted) return;
      const problem = error instanceof CatalogueError ? error.problem : 'bad-answer';
      this.#set({ value: null, pending: false, slow: false, problem });
    } finally {
      clearTimeout(timer);
    }
  }

  #set(snapshot: LookUpSnapshot<T>): void {
    this.#snapshot = snapshot;
    this.#onChange();
  }
}
