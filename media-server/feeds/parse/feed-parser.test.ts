import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../../testing/open-files.ts';
import { FeedError } from './feed-error.ts';
import { FeedParser, type FeedParserOptions } from './feed-parser.ts';
import { parseFeed } from './parse-feed.ts';
import { FEED_URL, FIXTURES, readFixture, rssOf } from './testing/feed-documents.ts';
import { largeFeed } from './testing/large-feed.ts';

const CONTEXT = { url: FEED_URL, contentType: null };
const MISBEHAVING = new URL('./testing/misbehaving-thread.ts', import.meta.url);
const SMALL = Buffer.from(rssOf('<item><guid>1</guid></item>'));

function startParser(options: Partial<FeedParserOptions> = {}): FeedParser {
  const parser = new FeedParser(options);
  onTestFinished(() => parser.close());
  return parser;
}

/** How many threads run now, of all parsers. */
const threads = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length;

/** What came of it: the code of the error, the message when it has none, or the title. */
const outcomeOf = async (parser: FeedParser, body: string | Uint8Array): Promise<string> =>
  parser.parse(typeof body === 'string' ? Buffer.from(body) : body, CONTEXT).then(
    ({ title }) => title,
    (error: unknown) => (error instanceof FeedError ? error.code : String(error)),
  );

describe('a parser of feeds', () => {
  it('gives what parsing gives, and leaves the bytes as they are', async () => {
    const parser = startParser();
    for (const name of FIXTURES) {
      const bytes = readFixture(name);
      const copy = Buffer.from(bytes);
      expect(await parser.parse(bytes, CONTEXT)).toEqual(parseFeed(copy, CONTEXT));
      expect(bytes.equals(copy)).toBe(true);
    }
  });

  it('refuses with the code that parsing refuses with', async () => {
    const parser = startParser();
    expect(await outcomeOf(parser, '')).toBe('empty');
    expect(await outcomeOf(parser, '<html>')).toBe('is-html');
    expect(await outcomeOf(parser, 'x')).toBe('not-a-feed');
    expect(await outcomeOf(parser, Buffer.alloc(33 * 1024 * 1024))).toBe('too-large');
  });

  it('parses many at once, each as it is, in two threads', async () => {
    const parser = startParser();
    const before = threads();
    const titles = Array.from({ length: 60 }, (_, index) => `Feed ${index}`);
    const pending = titles.map((title) =>
      outcomeOf(parser, `<rss><channel><title>${title}</title></channel></rss>`),
    );
    expect(threads() - before).toBe(2);
    expect(await Promise.all(pending)).toEqual(titles);
    expect(threads() - before).toBe(2);
  });

  it('ends its threads when there is nothing to do, and starts them again', async () => {
    const parser = startParser({ idleMs: 100 });
    const before = threads();
    for (let round = 0; round < 3; round++) {
      expect(await outcomeOf(parser, SMALL)).toBe('T');
      expect(threads()).toBe(before + 1);
      await until(() => threads() === before);
    }
  });
});

describe('a feed that is too complex', () => {
  const misbehaving = (options: Partial<FeedParserOptions> = {}) =>
    startParser({ entry: MISBEHAVING, ...options });

  it.each(['throw', 'exit'])('is one whose thread fails: %s', async (command) => {
    const parser = misbehaving();
    const outcomes = await Promise.all(
      [command, SMALL, command, SMALL, SMALL].map((body) => outcomeOf(parser, body)),
    );
    expect(outcomes).toEqual(['too-complex', 'T', 'too-complex', 'T', 'T']);
  });

  it('is one that never ends, which holds up no other', async () => {
    const parser = misbehaving({ timeoutMs: 60_000 });
    const hanging = outcomeOf(parser, 'hang');
    for (let index = 0; index < 5; index++) expect(await outcomeOf(parser, SMALL)).toBe('T');
    await parser.close();
    expect(await hanging).toBe('Error: The parser of feeds was closed.');
  });

  it('is given up in time, and those that wait for it are parsed then', async () => {
    const parser = misbehaving({ timeoutMs: 2_500 });
    const outcomes = await Promise.all(['hang', 'hang', SMALL].map((body) => outcomeOf(parser, body)));
    expect(outcomes).toEqual(['too-complex', 'too-complex', 'T']);
  });

  it('is one that fills the memory', async () => {
    const parser = misbehaving({ maxHeapMb: 48 });
    const outcomes = await Promise.all(['fill', SMALL].map((body) => outcomeOf(parser, body)));
    expect(outcomes).toEqual(['too-complex', 'T']);
    expect(await outcomeOf(parser, SMALL)).toBe('T');
  });

  it('is one that is too much for the limits, in the thread that is used', async () => {
    const large = Buffer.from(largeFeed(5_000));
    const hasty = startParser({ timeoutMs: 1 });
    expect(await outcomeOf(hasty, large)).toBe('too-complex');
    const small = startParser({ maxHeapMb: 16 });
    expect(await outcomeOf(small, large)).toBe('too-complex');
    expect(await outcomeOf(small, SMALL)).toBe('T');
  });
});

describe('closing', () => {
  it('rejects what is being parsed and what waits, and what comes later', async () => {
    const parser = startParser({ entry: MISBEHAVING });
    const before = threads();
    const pending = ['hang', 'hang', SMALL, SMALL].map((body) => outcomeOf(parser, body));
    expect(threads()).toBe(before + 2);
    await parser.close();
    const closed = 'Error: The parser of feeds was closed.';
    expect(await Promise.all(pending)).toEqual([closed, closed, closed, closed]);
    expect(await outcomeOf(parser, SMALL)).toBe(closed);
    expect(threads()).toBe(before);
    await parser.close();
  });
});
