import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFeed as parseBare } from 'feedsmith';
import { migrateDatabase, openDatabase } from '../../media-server/database/open-database.ts';
import { FeedRepository } from '../../media-server/feeds/feed-repository.ts';
import { ingestFeed } from '../../media-server/feeds/ingest/ingest-feed.ts';
import { parseFeed } from '../../media-server/feeds/parse/parse-feed.ts';
import { largeFeed } from '../../media-server/feeds/parse/testing/large-feed.ts';
import { timesAsMuch } from '../figure.ts';
import { sampleInTurn } from '../statistics.ts';
import type { NodeMeasure } from '../support/bench.ts';

const URL = 'https://long.example/feed.xml';
const TARGET_TIMES = 2;

/** Reading a large feed into an empty catalogue, against parsing it alone. */
export const readFeed: NodeMeasure = {
  name: 'feed',
  async take(folder, isQuick) {
    const episodes = isQuick ? 500 : 5_000;
    const text = largeFeed(episodes);
    const bytes = Buffer.from(text);
    const database = join(folder, 'feed.sqlite');
    const timed = async (work: () => unknown): Promise<number[]> => {
      const startedMs = performance.now();
      await work();
      return [performance.now() - startedMs];
    };
    const samples = await sampleInTurn(7, {
      bare: () => timed(() => parseBare(text)),
      whole: async () => {
        for (const file of ['', '-wal', '-shm']) await rm(database + file, { force: true });
        const db = openDatabase(database);
        await migrateDatabase(db);
        const showId = await new FeedRepository(db).add({ url: URL, credentials: null, title: '' }, 0);
        const taken = await timed(() =>
          ingestFeed(
            db,
            showId,
            parseFeed(bytes, { url: URL, contentType: 'application/rss+xml' }),
            Date.now(),
          ),
        );
        await db.destroy();
        return taken;
      },
    });
    return [
      timesAsMuch(
        {
          measure: this.name,
          browser: 'Node',
          what: `${episodes} episodes into the catalogue`,
          unit: 'ms',
          samples: samples.whole,
          baselineName: 'feedsmith alone',
          baselineSamples: samples.bare,
        },
        TARGET_TIMES,
      ),
    ];
  },
};
