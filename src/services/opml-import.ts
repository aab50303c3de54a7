import type { OpmlResult, Subscription, SubscriptionList } from '../../core/api/subscription.ts';
import type { FollowProblem } from '../text/follow-text.ts';
import type { Catalogue } from './catalogue.ts';
import { Listeners, type Observable } from './observable.ts';
import { newestEpisodesResource, readOpmlResult, showsResource, subscriptionsResource } from './resources.ts';
import { keepSessionValue, sessionValue } from './session-value.ts';
import { followProblemOf } from './subscriptions.ts';

/** What an import is counted by. */
export interface ImportProgress {
  /** How many feeds the server has to read. */
  readonly total: number;
  /** How many of them it did, or could not. */
  readonly read: number;
  /** Feeds that could not be read yet. */
  readonly failed: readonly Subscription[];
  /** What the server said of the file; null for an import that this tab did not begin. */
  readonly result: OpmlResult | null;
}

export type ImportState =
  | { readonly status: 'idle' }
  | { readonly status: 'sending' }
  | { readonly status: 'failed'; readonly problem: FollowProblem }
  | { readonly status: 'reading' | 'done'; readonly progress: ImportProgress };

type Server = Pick<Catalogue, 'load' | 'renew' | 'send'>;

/** Example row, in the session storage: `carryon.import` → `{"total":3000,"result":{"added":3000,"known":2,"problems":[]}}` */
const KEY = 'carryon.import';
const ASK_AGAIN_MS = 1_500;
/** A list of thousands is long, and asked for less often. */
const ASK_AGAIN_LONG_MS = 5_000;
const LONG = 500;

interface Begun {
  readonly total: number;
  readonly result: OpmlResult | null;
}

/** Sends a list of feeds to the server, and tells how far it has read them. The page may be left meanwhile, and loaded again. */
export class OpmlImport implements Observable {
  readonly #server: Server;
  readonly #listeners = new Listeners();
  #state: ImportState = { status: 'idle' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run = 0;

  readonly subscribe = this.#listeners.add;

  constructor(server: Server) {
    this.#server = server;
  }

  get state(): ImportState {
    return this.#state;
  }

  /** Imports a file; never rejects. */
  async start(file: Blob): Promise<void> {
    if (this.#state.status === 'sending') return;
    const run = this.#begin({ status: 'sending' });
    try {
      const answer = await this.#server.send('POST', '/api/opml', { type: 'text/x-opml', data: file });
      const result = readOpmlResult(answer);
      const begun = { total: result.added, result };
      keepSessionValue(KEY, begun);
      const progress = { total: result.added, read: 0, failed: [], result };
      if (run === this.#run) this.#set({ status: 'reading', progress });
      await this.#follow(run, begun);
    } catch (error) {
      if (run === this.#run) this.#set({ status: 'failed', problem: followProblemOf(error) });
    }
  }

  /** Looks whether the server still reads feeds of an import, of this tab or another one; never rejects. */
  async resume(): Promise<void> {
    if (this.#state.status !== 'idle') return;
    const begun = begunOf(sessionValue(KEY));
    const run = this.#run;
    const list = await this.#list();
    if (run !== this.#run || list === null) return;
    if (list.unread > 0 || begun !== null)
      this.#take(run, begun ?? { total: list.unread, result: null }, list);
  }

  /** Forgets what is told of an import that is over. */
  close(): void {
    keepSessionValue(KEY, null);
    this.#begin({ status: 'idle' });
  }

  /** Ends what is under way. Returns the number of what begins. */
  #begin(state: ImportState): number {
    clearTimeout(this.#timer);
    this.#run += 1;
    this.#set(state);
    return this.#run;
  }

  async #follow(run: number, begun: Begun): Promise<void> {
    const list = await this.#list();
    if (run !== this.#run) return;
    if (list === null) this.#askAgain(run, begun, ASK_AGAIN_LONG_MS);
    else this.#take(run, begun, list);
  }

  #take(run: number, { result, total: announced }: Begun, { items, unread }: SubscriptionList): void {
    const total = Math.max(announced, unread);
    const failed = items.filter(({ feed }) => feed.readAt === null && feed.failure !== null);
    const progress = { total, read: total - unread, failed, result };
    this.#set({ status: unread === 0 ? 'done' : 'reading', progress });
    if (unread === 0) void this.#server.renew(showsResource(), newestEpisodesResource());
    else this.#askAgain(run, { total, result }, items.length >= LONG ? ASK_AGAIN_LONG_MS : ASK_AGAIN_MS);
  }

  #askAgain(run: number, begun: Begun, afterMs: number): void {
    this.#timer = setTimeout(() => void this.#follow(run, begun), afterMs);
  }

  /** Null while the server cannot be reached. */
  async #list(): Promise<SubscriptionList | null> {
    try {
      return await this.#server.load(subscriptionsResource());
    } catch {
      return null;
    }
  }

  #set(state: ImportState): void {
    this.#state = state;
    this.#listeners.notify();
  }
}

function begunOf(value: unknown): Begun | null {
  if (typeof value !== 'object' || value === null || !('total' in value) || !('result' in value)) return null;
  if (typeof value.total !== 'number') return null;
  try {
    return { total: value.total, result: value.result === null ? null : readOpmlResult(value.result) };
  } catch {
    return null;
  }
}
