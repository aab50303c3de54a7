import { expect, it } from 'vitest';
import { FeedError } from './feed-error.ts';
import { parseFeed } from './parse-feed.ts';
import { FEED_URL, FIXTURES, readFixture } from './testing/feed-documents.ts';
import { mutate, randomOf } from './testing/mutate.ts';

const RUNS = Number(process.env['CARRYON_FUZZ_RUNS'] ?? 500);
const SEED = Number(process.env['CARRYON_FUZZ_SEED'] ?? 20_240_501);
const CONTENT_TYPES = [
  null,
  'text/xml; charset=utf-8',
  'text/xml; charset=utf-16',
  'text/html; charset=shift_jis',
];
/** Of feeds of a few kilobytes, on a machine that is busy. */
const MAX_MS = 1_000;
const ADDRESS = /^https?:\/\/[^/@]+(?:\/|$)/;

/** What came of it: `read` or `refused`, and anything else is a failure. */
function outcomeOf(bytes: Uint8Array, contentType: string | null): string {
  try {
    const { items, link } = parseFeed(bytes, { url: FEED_URL, contentType });
    const files = items.flatMap(({ enclosures }) => enclosures.map(({ url }) => url));
    const wrong = [link ?? FEED_URL, ...files].filter((url) => !ADDRESS.test(url));
    return wrong.length === 0 ? 'read' : `has the address ${wrong[0]}`;
  } catch (error) {
    return error instanceof FeedError && error.code !== 'too-complex' ? 'refused' : String(error);
  }
}

it(
  `reads or refuses whatever becomes of a feed (${RUNS} of them)`,
  () => {
    const originals = FIXTURES.map(readFixture);
    let read = 0;
    let slowest = { ms: 0, seed: 0 };
    for (let run = 0; run < RUNS; run++) {
      const seed = SEED + run;
      const random = randomOf(seed);
      const bytes = mutate(originals, random);
      const contentType = CONTENT_TYPES[random(CONTENT_TYPES.length)] ?? null;
      const startedMs = performance.now();
      const outcome = outcomeOf(bytes, contentType);
      const ms = performance.now() - startedMs;
      if (ms > slowest.ms) slowest = { ms, seed };
      expect(['read', 'refused'], `CARRYON_FUZZ_SEED=${seed} CARRYON_FUZZ_RUNS=1`).toContain(outcome);
      if (outcome === 'read') read++;
    }
    expect(slowest.ms, `CARRYON_FUZZ_SEED=${slowest.seed} CARRYON_FUZZ_RUNS=1`).toBeLessThan(MAX_MS);
    if (RUNS > 100) expect(read).toBeGreaterThan(RUNS / 2);
    console.info(`${read} of ${RUNS} read; slowest: ${slowest.ms.toFixed(0)} ms, seed ${slowest.seed}`);
  },
  RUNS * 100,
);
