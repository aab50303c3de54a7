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

/** The latest so many answers are kept: a search asks with every word. */
const MAX_VALUES = 400;

/** What the server has. Answers are kept while the page lives, so that going back shows a page at once. */
export class Catalogue {
  readonly #options: CatalogueOptions;
  readonly #values = new Map<string, unknown>();
  readonly #summaries = new Map<string, EpisodeSummary>();
  readonly #lists = new Map<string, EpisodeList>();
  readonly #updateListeners = new Set<(path: string) => void>();
  readonly #loadListeners = new Set<(path: string) => void>();

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  /** What was loaded last, if anything. */
  peek<T>(resource: Resource<T>): T | undefined {
    return this.#values.get(resource.path) as T | undefined;
  }

  /** @throws CatalogueError, or the reason of the abort signal. */
  load<T>(resource: Resource<T>, signal?: AbortSignal): Promise<T> {
    return this.#load(resource, signal === undefined ? {} : { signal });
  }

  /** Asks the server itself, past what is stored, and tells what shows these that they were replaced; never fails. */
  async renew(...resources: readonly Resource<unknown>[]): Promise<void> {
    await Promise.all(
      resources.map(async (resource) => {
        await this.#load(resource, { cache: 'reload' }).catch(() => undefined);
        this.announceUpdated(resource.path);
      }),
    );
  }

  /**
   * Asks the server to do something.
   * @returns what it answers as JSON; undefined when it answers nothing
   * @throws CatalogueError
   */
  async send(
    method: 'POST' | 'DELETE',
    path: string,
    body?: { type: string; data: BodyInit },
  ): Promise<unknown> {
    const response = await this.#ask(path, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': body.type }) },
      ...(body === undefined ? {} : { body: body.data }),
    });
    if (response.status === 204) return undefined;
    try {
      return (await response.json()) as unknown;
    } catch (error) {
      throw new CatalogueError('bad-answer', null, { cause: error });
    }
  }

  async #load<T>({ body, path, read }: Resource<T>, init: RequestInit): Promise<T> {
    const accept = body === 'json' ? 'application/json' : 'text/vtt, text/plain';
    const response = await this.#ask(path, { ...init, headers: { accept } });
    let value: T;
    try {
      value = read(body === 'json' ? await response.json() : await response.text());
    } catch (error) {
      init.signal?.throwIfAborted();
      throw new CatalogueError('bad-answer', null, { cause: error });
    }
    this.#keep(path, value);
    this.#options.onReached(true);
    for (const listener of this.#loadListeners) listener(path);
    return value;
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await this.#options.fetch(path, init);
    } catch (error) {
      init.signal?.throwIfAborted();
      this.#options.onReached(false);
      throw new CatalogueError('offline', null, { cause: error });
    }
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  #keep(path: string, value: unknown): void {
    this.#values.delete(path);
    this.#values.set(path, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > MAX_VALUES && oldest !== undefined) this.#values.delete(oldest);
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

  /** Calls back with the path of each answer that was read. */
  onLoaded(listener: (path: string) => void): () => void {
    this.#loadListeners.add(listener);
    return () => this.#loadListeners.delete(listener);
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
