import type { Show } from '../../core/api/show.ts';
import type { Subscription } from '../../core/api/subscription.ts';
import { isFollowProblem, type FollowProblem } from '../text/follow-text.ts';
import { CatalogueError, type Catalogue } from './catalogue.ts';
import { Listeners, type Observable } from './observable.ts';
import {
  newestEpisodesResource,
  readSubscription,
  showEpisodesResource,
  showResource,
  showsResource,
} from './resources.ts';
import { writeOpml } from './write-opml.ts';

/** How it is with following what somebody asked to follow. `reading`: the server reads the feed. */
export type FollowState =
  | { readonly status: 'reading' }
  | { readonly status: 'followed'; readonly showId: string }
  | { readonly status: 'failed'; readonly problem: FollowProblem };

export interface SubscriptionsSnapshot {
  /** By the address that was asked for. */
  readonly follows: ReadonlyMap<string, FollowState>;
  /** Ids of the shows that were unfollowed here: answers of before may still name them. */
  readonly unfollowed: ReadonlySet<string>;
  /** Ids of the shows whose feed is being asked for. */
  readonly refreshing: ReadonlySet<string>;
}

type Server = Pick<Catalogue, 'renew' | 'send'>;

/** The feeds that the listener follows, kept by the server. */
export class Subscriptions implements Observable {
  readonly #server: Server;
  readonly #listeners = new Listeners();
  #snapshot: SubscriptionsSnapshot = { follows: new Map(), unfollowed: new Set(), refreshing: new Set() };

  readonly subscribe = this.#listeners.add;

  constructor(server: Server) {
    this.#server = server;
  }

  get snapshot(): SubscriptionsSnapshot {
    return this.#snapshot;
  }

  /** Follows the feed at an address, or the one that a page names; never rejects. */
  async follow(url: string): Promise<FollowState> {
    const before = this.#snapshot.follows.get(url);
    if (before?.status === 'reading') return before;
    this.#setFollow(url, { status: 'reading' });
    const state = await this.#askToFollow(url);
    this.#setFollow(url, state);
    if (state.status === 'followed') {
      this.#setUnfollowed(state.showId, false);
      await this.#server.renew(...listsOfShows());
    }
    return state;
  }

  /** @throws FollowError */
  async unfollow(showId: string): Promise<void> {
    try {
      await this.#server.send('DELETE', `/api/subscriptions/${encodeURIComponent(showId)}`);
    } catch (error) {
      const problem = followProblemOf(error);
      if (problem !== 'subscription-not-found') throw new FollowError(problem, { cause: error });
    }
    const follows = [...this.#snapshot.follows].filter(
      ([, state]) => state.status !== 'followed' || state.showId !== showId,
    );
    this.#set({ follows: new Map(follows) });
    this.#setUnfollowed(showId, true);
    await this.#server.renew(...listsOfShows());
  }

  /**
   * Takes an `unfollow` back. The server remembers the feed, with its name and password, by its address in a list; were it
   * followed as a new one, both would have to be typed again.
   * @throws FollowError
   */
  async followAgain({ feed, id, title }: Show): Promise<void> {
    if (feed === null) return;
    await this.#send('POST', '/api/opml', {
      type: 'text/x-opml',
      data: writeOpml([{ title, url: feed.url }]),
    });
    this.#setUnfollowed(id, false);
    await this.#server.renew(showResource(id), ...listsOfShows());
  }

  /** Asks for the feed of a show at once. @throws FollowError */
  async refresh(showId: string): Promise<Subscription> {
    this.#setRefreshing(showId, true);
    try {
      const path = `/api/subscriptions/${encodeURIComponent(showId)}/refresh`;
      const subscription = readSubscription(await this.#send('POST', path));
      await this.#server.renew(showResource(showId), showEpisodesResource(showId, null), ...listsOfShows());
      return subscription;
    } finally {
      this.#setRefreshing(showId, false);
    }
  }

  async #askToFollow(url: string): Promise<FollowState> {
    try {
      const data = JSON.stringify({ url });
      const answer = await this.#send('POST', '/api/subscriptions', { type: 'application/json', data });
      return { status: 'followed', showId: readSubscription(answer).showId };
    } catch (error) {
      return { status: 'failed', problem: error instanceof FollowError ? error.problem : 'server-error' };
    }
  }

  async #send(...request: Parameters<Server['send']>): Promise<unknown> {
    try {
      return await this.#server.send(...request);
    } catch (error) {
      throw new FollowError(followProblemOf(error), { cause: error });
    }
  }

  #setFollow(url: string, state: FollowState): void {
    this.#set({ follows: new Map(this.#snapshot.follows).set(url, state) });
  }

  #setUnfollowed(showId: string, isMember: boolean): void {
    this.#set({ unfollowed: withMember(this.#snapshot.unfollowed, showId, isMember) });
  }

  #setRefreshing(showId: string, isMember: boolean): void {
    this.#set({ refreshing: withMember(this.#snapshot.refreshing, showId, isMember) });
  }

  #set(change: Partial<SubscriptionsSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#listeners.notify();
  }
}

export class FollowError extends Error {
  override readonly name = 'FollowError';
  readonly problem: FollowProblem;

  constructor(problem: FollowProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}

/** Why the server did not do what was asked of it about feeds. */
export function followProblemOf(error: unknown): FollowProblem {
  if (!(error instanceof CatalogueError)) return 'server-error';
  if (error.problem === 'offline') return 'offline';
  return error.code !== null && isFollowProblem(error.code) ? error.code : 'server-error';
}

const listsOfShows = () => [showsResource(), newestEpisodesResource()] as const;

function withMember(members: ReadonlySet<string>, member: string, isMember: boolean): ReadonlySet<string> {
  const next = new Set(members);
  if (isMember) next.add(member);
  else next.delete(member);
  return next;
}
