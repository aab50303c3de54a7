import { parentPort, workerData } from 'node:worker_threads';
import type { Expression, SqlBool } from 'kysely';
import { openDatabase } from '../../database/open-database.ts';
import { lowerThreadPriority } from '../../threads/thread-priority.ts';
import { hashEpisode } from './hash-episode.ts';
import type { HashCommand, HashMessage, HashThreadOptions } from './hash-messages.ts';

const { databaseFile, libraryFolder, priority } = workerData as HashThreadOptions;
const db = openDatabase(databaseFile);

let stopped = false;
let drainRequested = false;
let work = Promise.resolve();
let commands = 0;
let done = 0;

const tell = (message: HashMessage): void => parentPort?.postMessage(message);

async function hash(episodeId: string): Promise<void> {
  const outcome = await hashEpisode(db, libraryFolder, episodeId).catch(() => 'failed' as const);
  tell({ type: 'done', episodeId, outcome });
}

/** Goes through the library once; an episode that cannot be hashed now is tried again at the next drain. */
async function drain(): Promise<void> {
  drainRequested = false;
  for (let after = ''; !stopped && !drainRequested;) {
    const next = await db
      .selectFrom('library_files as files')
      .innerJoin('episodes', 'episodes.id', 'files.episode_id')
      .select('id')
      .where('missing_since_ms', 'is', null)
      .where('id', '>', after)
      .where((eb) => {
        const stale: Expression<SqlBool>[] = [
          eb('etag', 'is', null),
          eb('hashed_bytes', '!=', eb.ref('files.bytes')),
          eb('hashed_mtime_ms', '!=', eb.ref('mtime_ms')),
          eb('hashed_ctime_ms', '!=', eb.ref('ctime_ms')),
        ];
        return eb.or(stale);
      })
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!next) return;
    after = next.id;
    await hash(next.id);
  }
}

async function close(): Promise<void> {
  await db.destroy();
  parentPort?.close();
}

parentPort?.on('message', (command: HashCommand) => {
  if (command.type === 'stop') stopped = true;
  commands++;
  if (command.type === 'drain') {
    if (drainRequested) {
      done++;
      return;
    }
    drainRequested = true;
  }
  work = work
    .then(() => run(command))
    .then(() => {
      if (++done === commands) tell({ type: 'idle', commands });
    });
});

function run(command: HashCommand): Promise<void> {
  switch (command.type) {
    case 'drain':
      return drain();
    case 'hash':
      return hash(command.episodeId);
    case 'stop':
      return close();
  }
}

if (priority === 'background') lowerThreadPriority();
