import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { EpisodeSummary } from '../../../core/api/episode.ts';
import type { EpisodePage } from '../../../core/api/page.ts';
import type { Subscription, SubscriptionList } from '../../../core/api/subscription.ts';
import type { ServerConfig } from '../../config.ts';
import { openDatabase } from '../../database/open-database.ts';
import type { Database } from '../../database/schema.ts';
import type { ServerOptions } from '../../start-server.ts';
import { until } from '../../testing/open-files.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';
import { whenOver } from '../../testing/when-over.ts';

/** A server that may ask 127.0.0.1, and what a listener does with it. */
export interface FollowingServer extends TestServer {
  /** Its database, for what only time would bring about. */
  readonly db: Kysely<Database>;
  post(path: string, body: string, headers: Record<string, string>): Promise<Response>;
  subscribe(url: string): Promise<Response>;
  /** Subscribes to what has to be a feed. */
  follow(url: string): Promise<Subscription>;
  unfollow(showId: string): Promise<number>;
  refresh(showId: string): Promise<Subscription>;
  importOpml(opml: string): Promise<Response>;
  subscriptions(): Promise<SubscriptionList>;
  /** The newest first. */
  episodesOf(showId: string): Promise<EpisodeSummary[]>;
}

export async function startFollowingServer(
  config: Partial<ServerConfig> = {},
  options: ServerOptions = {},
): Promise<FollowingServer> {
  const running = await startTestServer(undefined, { allowPrivate: ['127.0.0.1/32'], ...config }, options);
  const db = openDatabase(join(running.dataFolder, 'carryon.sqlite'));
  whenOver(() => db.destroy());
  const server: FollowingServer = {
    ...running,
    db,
    post: (path, body, headers) => fetch(running.url + path, { method: 'POST', body, headers }),
    subscribe: (url) =>
      server.post('/api/subscriptions', JSON.stringify({ url }), { 'content-type': 'application/json' }),
    async follow(url) {
      const response = await server.subscribe(url);
      if (!response.ok) throw new Error(`${url} is not followed: ${await response.text()}`);
      return (await response.json()) as Subscription;
    },
    unfollow: async (showId) =>
      (await fetch(`${running.url}/api/subscriptions/${showId}`, { method: 'DELETE' })).status,
    refresh: async (showId) =>
      (await (await server.post(`/api/subscriptions/${showId}/refresh`, '', {})).json()) as Subscription,
    importOpml: (opml) => server.post('/api/opml', opml, { 'content-type': 'text/x-opml' }),
    subscriptions: () => server.json<SubscriptionList>('/api/subscriptions'),
    episodesOf: async (showId) =>
      (await server.json<EpisodePage>(`/api/shows/${showId}/episodes?limit=200`)).items,
  };
  return server;
}

/** An OPML file with these feeds. */
export const opmlOf = (urls: readonly string[]): string =>
  `<opml version="2.0"><body>${urls
    .map(
      (url, index) => `<outline type="rss" text="Feed ${index}" xmlUrl="${url.replaceAll('&', '&amp;')}"/>`,
    )
    .join('\n')}</body></opml>`;

/** Waits until every feed was read or has failed. */
export const allRead = (server: FollowingServer, timeoutMs = 10_000): Promise<void> =>
  until(async () => (await server.subscriptions()).unread === 0, timeoutMs);
