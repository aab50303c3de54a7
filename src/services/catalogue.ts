import type { EpisodeSummary } from '../../core/api/episode.ts';
import { EpisodeList } from './episode-list.ts';
import type { Resource } from './resources.ts';

export type CatalogueProblem = 'offline' | 'not-found' | 'server-error' | 'bad-answer';

export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
  readonly problem: CatalogueProblem;
  /** The code of the problem document, where the server sent one. @see RFC 9457 */
  readonly code: string | null;

  constructor(problem: CatalogueProblem, code: string | null, options?: ErrorOptions) {
    super(code ?? problem, options);
    this.problem = problem;
    this.code = code;
  }
}

interface CatalogueOptions {
  readonly fetch: typeof fetch;
  /** Called when an answer came (true) or the server could not be reached (false). */
  readonly onReached: (reached: boolean) => void;
}

/** What the server has. Answers are kept for the life of the page, so that going back shows a page at once. */
export class Catalogue {
  readonly #options: CatalogueOptions;
  readonly #values = new Map<string, unknown>();
  readonly #summaries = new Map<string, EpisodeSummary>();
  readonly #lists = new Map<string, EpisodeList>();
  readonly #updateListeners = new Set<(path: string) => void>();

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  /** What was loaded last, if anything. */
  peek<T>(resource: Resource<T>): T | undefined {
    return this.#values.get(resource.path) as T | undefined;
  }

  /** @throws CatalogueError, or the reason of the abort signal. */
  async load<T>(resource: Resource<T>, signal?: AbortSignal): Promise<T> {
    const { body, path, read } = resource;
    let response: Response;
    try {
      response = await this.#options.fetch(path, {
        headers: { accept: body === 'json' ? 'application/json' : 'text/vtt, text/plain' },
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      this.#options.onReached(false);
      throw new CatalogueError('offline', null, { cause: error });
    }
    if (!response.ok) throw await errorOf(response);
    try {
      const value = read(body === 'json' ? await response.json() : await response.text());
      this.#values.set(path, value);
      this.#options.onReached(true);
      return value;
    } catch (error) {
      signal?.throwIfAborted();
      throw new CatalogueError('bad-answer', null, { cause: error });
    }
  }

  /** The episodes of a show, page after page; the same object each time, so that what was loaded stays. */
  episodesOf(showId: string): EpisodeList {
    let list = this.#lists.get(showId);
    if (list === undefined) {
      list = new EpisodeList(this, showId);
      this.#lists.set(showId, list);
    }
    return list;
  }

  /** Keeps what a list said of an episode, so that its page has a face before its own answer is here. */
  remember(episodes: Iterable<EpisodeSummary>): void {
    for (const episode of episodes) this.#summaries.set(episode.id, episode);
  }

  recall(episodeId: string): EpisodeSummary | undefined {
    return this.#summaries.get(episodeId);
  }

  /** Calls back with the path of an answer that was replaced behind the page's back. */
  onUpdated(listener: (path: string) => void): () => void {
    this.#updateListeners.add(listener);
    return () => this.#updateListeners.delete(listener);
  }

  announceUpdated(path: string): void {
    for (const listener of this.#updateListeners) listener(path);
  }
}

async function errorOf(response: Response): Promise<CatalogueError> {
  let code: string | null = null;
  try {
    const problem: unknown = await response.json();
    if (
      typeof problem === 'object' &&
      problem !== null &&
      'code' in problem &&
      typeof problem.code === 'string'
    ) {
      code = problem.code;
    }
  } catch {
    code = null;
  }
  if (code === 'offline') return new CatalogueError('offline', code);
  if (response.status === 404 || response.status === 410) return new CatalogueError('not-found', code);
  return new CatalogueError(response.status === 504 ? 'offline' : 'server-error', code);
}
