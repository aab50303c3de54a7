import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import { readBackup, writeBackup, type Backup } from './backup-file.ts';

const EMPTY: Backup = {
  savedAt: 1_766_000_000_000,
  subscriptions: [],
  listening: [],
  marks: [],
  downloads: [],
  settings: {},
  preferences: {},
};

const ids = fc.stringMatching(/^[\da-f-]{1,36}$/);
const times = fc.nat({ max: 4_000_000_000_000 });
const amounts = fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => value + 0);
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const paths = fc.stringMatching(/^\/artwork\/[\w-]{1,20}$/);

const episodes = fc.record({
  id: ids,
  showId: ids,
  showTitle: text,
  title: text,
  publishedAt: times,
  durationSeconds: fc.option(amounts),
  kind: fc.constantFrom('audio' as const, 'video' as const),
  season: fc.option(fc.nat()),
  episode: fc.option(fc.nat()),
  episodeType: fc.constantFrom('full' as const, 'trailer' as const, 'bonus' as const),
  media: fc.record({
    url: ids.map((id) => `/media/${id}`),
    type: text,
    bytes: fc.nat(),
    etag: fc.option(text),
  }),
  artworkUrl: fc.oneof(paths, fc.constant('')),
  artworkColor: fc.stringMatching(/^#[\da-f]{6}$/),
});

const backups: fc.Arbitrary<Backup> = fc.record({
  savedAt: times,
  subscriptions: fc.array(fc.record({ title: text, url: fc.webUrl().map((url) => new URL(url).href) })),
  listening: fc.array(
    fc.record({
      episode: episodes,
      positionSeconds: amounts,
      durationSeconds: fc.option(amounts),
      played: fc.boolean(),
      updatedAt: times,
    }),
  ),
  marks: fc.array(fc.record({ episodeId: ids, showId: ids, markedAt: times })),
  downloads: fc.array(fc.record({ episode: episodes, pinned: fc.boolean() })),
  settings: fc.record(
    {
      theme: fc.constantFrom('system' as const, 'light' as const, 'dark' as const),
      speed: fc.constantFrom(0.5, 1, 3),
      volume: fc.constantFrom(0, 0.5, 1),
      captionsOn: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  preferences: fc.record(
    {
      unmeteredOnly: fc.boolean(),
      concurrent: fc.integer({ min: 1, max: 4 }),
      budgetBytes: fc.option(fc.nat()),
      removePlayedAfterMs: fc.option(fc.nat()),
    },
    { requiredKeys: [] },
  ),
});

const codeOf = (content: string): string | null => {
  try {
    readBackup(content);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const reading = (fields: object): Backup =>
  readBackup(JSON.stringify({ format: 'carryon-backup', version: 1, ...fields }));

test('what was written is read again, whatever it holds', () => {
  fc.assert(
    fc.property(backups, (backup) => {
      expect(readBackup(writeBackup(backup))).toEqual(backup);
    }),
    { numRuns: 60 },
  );
});

test('fields of later days change nothing', () => {
  fc.assert(
    fc.property(backups, fc.jsonValue(), (backup, more) => {
      const withMore = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(withMore);
        if (typeof value !== 'object' || value === null) return value;
        return {
          ...Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withMore(one)])),
          ofLaterDays: more,
        };
      };
      const content = JSON.stringify(withMore(JSON.parse(writeBackup(backup))));
      expect(readBackup(content)).toEqual(backup);
    }),
    { numRuns: 40 },
  );
});

test('a backup of anything is read without an error of another kind', () => {
  const anything = fc.record(
    {
      savedAt: fc.jsonValue(),
      subscriptions: fc.jsonValue(),
      listening: fc.jsonValue(),
      marks: fc.jsonValue(),
      downloads: fc.jsonValue(),
      settings: fc.jsonValue(),
      preferences: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anything, (fields) => {
      const backup = reading(fields);
      expect(readBackup(writeBackup(backup))).toEqual(backup);
    }),
  );
});

describe('a wrong file', () => {
  test.each([
    ['', 'not-a-backup'],
    ['<opml/>', 'not-a-backup'],
    ['null', 'not-a-backup'],
    ['[]', 'not-a-backup'],
    ['{}', 'not-a-backup'],
    ['{"format":"carryon-backup"}', 'not-a-backup'],
    ['{"format":"carryon-backup","version":"1"}', 'not-a-backup'],
    ['{"format":"carryon-backup","version":0}', 'not-a-backup'],
    ['{"format":"carryon-backup","version":2}', 'too-new'],
    ['{"format":"carryon-backup","version":1}', null],
  ])('%s: %s', (content, code) => expect(codeOf(content)).toBe(code));
});

describe('what cannot be used is left out', () => {
  const progress = { positionSeconds: 1, durationSeconds: null, played: false, updatedAt: 5 };
  const withMedia = (url: string) =>
    makeEpisode({ media: { url, type: 'audio/mpeg', bytes: 1, etag: null } });

  test.each([
    'https://elsewhere.example/x.mp3',
    '//elsewhere.example/x',
    '/\\elsewhere',
    'javascript:alert(1)',
    '',
  ])('media at %j', (url) => {
    const { downloads, listening } = reading({
      listening: [
        { ...progress, episode: withMedia(url) },
        { ...progress, episode: withMedia('/media/e1') },
      ],
      downloads: [{ episode: withMedia(url) }],
    });
    expect(listening.map(({ episode }) => episode.media.url)).toEqual(['/media/e1']);
    expect(downloads).toEqual([]);
  });

  test.each(['ftp://example.com/x', 'javascript:alert(1)', 'example.com', 7])(
    'a subscription to %j',
    (url) => {
      expect(reading({ subscriptions: [{ title: 'x', url }] }).subscriptions).toEqual([]);
    },
  );

  test('a picture that is elsewhere, but not its episode', () => {
    const episode = makeEpisode({ artworkUrl: 'https://elsewhere.example/x.png', artworkColor: 'red;' });
    const [entry] = reading({ listening: [{ ...progress, episode }] }).listening;
    expect(entry?.episode).toMatchObject({ id: episode.id, artworkUrl: '', artworkColor: '#808080' });
  });

  test('settings out of bounds', () => {
    const { preferences, settings } = reading({
      settings: { theme: 'pink', speed: 100, volume: 2, captionsOn: 'yes' },
      preferences: { concurrent: 99, budgetBytes: -1, unmeteredOnly: 1 },
    });
    expect(settings).toEqual({});
    expect(preferences).toEqual({});
  });
});

test('names and passwords are never written', () => {
  const url = 'https://anna:s3cret@example.com/feed';
  const content = writeBackup({ ...EMPTY, subscriptions: [{ title: 'x', url }] });
  expect(content).not.toContain('s3cret');
  expect(readBackup(content).subscriptions).toEqual([{ title: 'x', url: 'https://example.com/feed' }]);
});
