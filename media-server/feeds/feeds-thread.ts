import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../database/open-database.ts';
import { AppleDirectory } from '../directory/apple-directory.ts';
import { DirectorySearch } from '../directory/directory-search.ts';
import { JobRepository } from '../jobs/job-repository.ts';
import { JobRunner, type JobLog } from '../jobs/job-runner.ts';
import { lowerThreadPriority } from '../threads/thread-priority.ts';
import { Outbound } from '../outbound/outbound.ts';
import { FeedRepository } from './feed-repository.ts';
import type { FeedsCommand, FeedsMessage, FeedsThreadOptions } from './feeds-messages.ts';
import { FeedParser } from './parse/feed-parser.ts';
import { FeedFailure } from './refresh/feed-failure.ts';
import { refreshFeed } from './refresh/refresh-feed.ts';
import { REFRESH_FEED, refreshJob } from './refresh/refresh-job.ts';
import { HubRepository } from './websub/hub-repository.ts';
import { subscribe, type SubscribeContext } from './subscribe/subscribe.ts';

/** Most of the time is spent in waiting for others. */
const CONCURRENCY = 12;
const PER_HOST = 2;
/** Less than the thread is given to end. */
const STOP_MS = 1_000;

const { databaseFile, outbound: settings, appleUrl, publicUrl } = workerData as FeedsThreadOptions;
const db = openDatabase(databaseFile);
const outbound = new Outbound(settings);
const reader = new FeedParser();
const jobs = new JobRepository(db);
const directories = new DirectorySearch({
  apple: appleUrl === null ? null : new AppleDirectory(outbound, appleUrl),
  'podcast-index': null,
});
const stopping = new AbortController();

const context: SubscribeContext = {
  db,
  outbound,
  reader,
  jobs,
  feeds: new FeedRepository(db),
  hubs: new HubRepository(db),
  publicUrl,
  now: Date.now,
  random: Math.random,
  lookUpApple,
};

async function lookUpApple(id: string, signal: AbortSignal): Promise<string | null> {
  const { hit, state } = await directories.lookUp(id, signal);
  if (state !== 'ready' && state !== 'not-configured') throw new FeedFailure('unreachable');
  return hit?.feedUrl ?? null;
}

const tell = (message: FeedsMessage): void => parentPort?.postMessage(message);

const log: JobLog = {
  warn: (details, message) => tell({ type: 'log', level: 'warn', details: plain(details), message }),
  error: (details, message) => tell({ type: 'log', level: 'error', details: plain(details), message }),
};

/** Errors lose their stack on the way to another thread. */
const plain = (details: object): object =>
  Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      value instanceof Error ? (value.stack ?? String(value)) : value,
    ]),
  );

const runner = new JobRunner({
  repository: jobs,
  log,
  concurrency: CONCURRENCY,
  perGroup: PER_HOST,
  stopMs: STOP_MS,
  handlers: {
    [REFRESH_FEED]: async ({ key: showId }, signal) => {
      const result = await refreshFeed(context, showId, signal);
      if (result === null) return;
      if (result.added > 0) {
        tell({
          type: 'log',
          level: 'info',
          details: { showId, added: result.added },
          message: 'new episodes',
        });
      }
      return { runAgainAtMs: result.nextAtMs };
    },
  },
});

async function answer(command: FeedsCommand): Promise<void> {
  switch (command.type) {
    case 'look':
      runner.poke();
      return;
    case 'subscribe': {
      const { requestId, listenerId, pasted } = command;
      const outcome = await subscribe(context, listenerId, pasted, stopping.signal).catch(
        (error: unknown) => {
          log.error({ err: error }, 'a subscription failed');
          return 'error' as const;
        },
      );
      tell({ type: 'subscribed', requestId, outcome });
      runner.poke();
      return;
    }
    case 'refresh': {
      const { requestId, showId } = command;
      const outcome = await refreshFeed(context, showId, stopping.signal).then(
        () => 'refreshed' as const,
        (error: unknown) => {
          log.error({ err: error }, 'a refresh failed');
          return 'error' as const;
        },
      );
      tell({ type: 'refreshed', requestId, outcome });
      return;
    }
    case 'stop':
      return close();
  }
}

async function close(): Promise<void> {
  stopping.abort();
  await runner.stop();
  await outbound.close();
  await reader.close();
  await db.destroy();
  parentPort?.close();
}

parentPort?.on('message', (command: FeedsCommand) => void answer(command));
lowerThreadPriority();
for (const { showId, url } of await context.feeds.listForgotten()) {
  await jobs.enqueue(refreshJob(showId, url, Date.now()), Date.now());
}
await runner.start();
