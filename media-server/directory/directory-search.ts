import { addressKey } from '../feeds/discovery/web-address.ts';
import { cleanLine } from '../library/clean-text.ts';
import {
  DirectoryError,
  type Directory,
  type DirectoryHit,
  type DirectoryName,
  type DirectoryState,
  type SearchOptions,
} from './directory.ts';
import { RecentAnswers } from './recent-answers.ts';

/** What there is to search; null for a directory that the operator has not set up. */
export type Directories = Readonly<Record<DirectoryName, Directory | null>>;

export interface DirectoryReport {
  readonly name: DirectoryName;
  readonly state: DirectoryState;
}

export interface SearchAnswer {
  /** The best first, each feed once. */
  readonly hits: readonly DirectoryHit[];
  /** How it went with each directory, always in the same order. */
  readonly directories: readonly DirectoryReport[];
}

export interface LookUpAnswer {
  /** Null when no directory knows the show. */
  readonly hit: DirectoryHit | null;
  readonly state: DirectoryState;
}

export interface DirectorySearchOptions {
  /** How long each directory may take. */
  readonly timeLimitMs?: number;
  readonly nowMs?: () => number;
}

interface Outcome<T> {
  readonly state: DirectoryState;
  readonly found: T;
}

const NAMES = ['apple', 'podcast-index'] as const satisfies readonly DirectoryName[];
const TIME_LIMIT_MS = 8_000;
const MAX_TERM_LENGTH = 200;
const MAX_LIMIT = 100;

/** Searches all directories side by side. One that fails, is slow or lies costs its own hits only. */
export class DirectorySearch {
  readonly #directories: Directories;
  readonly #timeLimitMs: number;
  readonly #recent: RecentAnswers<readonly DirectoryHit[]>;

  constructor(directories: Directories, options: DirectorySearchOptions = {}) {
    this.#directories = directories;
    this.#timeLimitMs = options.timeLimitMs ?? TIME_LIMIT_MS;
    this.#recent = new RecentAnswers(options.nowMs ?? Date.now);
  }

  /**
   * Searches for words. A limit is at most 100.
   * @throws The reason of the signal, when it is aborted.
   */
  async search(words: string, { limit, signal }: SearchOptions): Promise<SearchAnswer> {
    const term = cleanLine(words, MAX_TERM_LENGTH);
    const options = { limit: Math.min(limit, MAX_LIMIT), signal };
    const outcomes = await Promise.all(NAMES.map((name) => this.#searchOne(name, term, options)));
    signal.throwIfAborted();
    return {
      hits: interleaved(outcomes.map(({ found }) => found)).slice(0, options.limit),
      directories: NAMES.map((name, index) => ({ name, state: outcomes[index]?.state ?? 'unreachable' })),
    };
  }

  /**
   * The show with an id of Apple Podcasts.
   * @throws The reason of the signal, when it is aborted.
   */
  async lookUp(id: string, signal: AbortSignal): Promise<LookUpAnswer> {
    const { apple } = this.#directories;
    if (!apple?.lookUp) return { hit: null, state: 'not-configured' };
    const outcome = await this.#within(signal, null, async (limited) => apple.lookUp?.(id, limited) ?? null);
    signal.throwIfAborted();
    return { hit: outcome.found, state: outcome.state };
  }

  async #searchOne(
    name: DirectoryName,
    term: string,
    { limit, signal }: SearchOptions,
  ): Promise<Outcome<readonly DirectoryHit[]>> {
    const directory = this.#directories[name];
    if (!directory) return { state: 'not-configured', found: [] };
    if (term === '') return { state: 'ready', found: [] };
    const key = `${name} ${limit} ${term.toLowerCase()}`;
    const recent = this.#recent.get(key);
    if (recent) return { state: 'ready', found: recent };
    const outcome = await this.#within<readonly DirectoryHit[]>(signal, [], (limited) =>
      directory.search(term, { limit, signal: limited }),
    );
    if (outcome.state === 'ready') this.#recent.set(key, outcome.found);
    return outcome;
  }

  async #within<T>(
    signal: AbortSignal,
    nothing: T,
    ask: (limited: AbortSignal) => Promise<T>,
  ): Promise<Outcome<T>> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(this.#timeLimitMs)]);
    try {
      return { state: 'ready', found: await unlessAborted(ask(limited), limited) };
    } catch (error) {
      return { state: error instanceof DirectoryError ? error.code : 'unreachable', found: nothing };
    }
  }
}

/** The best of each list, then the second of each, and so on; of the same feed, the first. */
function interleaved(lists: readonly (readonly DirectoryHit[])[]): DirectoryHit[] {
  const byFeed = new Map<string, DirectoryHit>();
  const length = Math.max(0, ...lists.map((list) => list.length));
  for (let rank = 0; rank < length; rank++) {
    for (const list of lists) {
      const hit = list[rank];
      const key = hit && addressKey(hit.feedUrl);
      if (hit && key !== undefined && !byFeed.has(key)) byFeed.set(key, hit);
    }
  }
  return [...byFeed.values()];
}

/** Ends with the signal, even when what it waits for does not heed it. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const onAbort = () => ended.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, ended.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
