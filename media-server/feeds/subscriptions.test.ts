import { join } from 'node:path';
import { Writable } from 'node:stream';
import { CompiledQuery } from 'kysely';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Problem } from '../../core/api/problem.ts';
import type { OpmlResult, Subscription } from '../../core/api/subscription.ts';
import { migrateDatabase, openDatabase } from '../database/open-database.ts';
import { FeedRepository } from './feed-repository.ts';
import { DEFAULT_LISTENER } from '../listeners/listener.ts';
import { until } from '../testing/open-files.ts';
import {
  answerStatus,
  contentFrom,
  contentOf,
  fileAnswer,
  hang,
  redirectTo,
  rssOf,
  StandInPublisher,
  withPassword,
  type FeedData,
} from '../testing/stand-in-publisher.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { Feeds } from './feeds.ts';
import { allRead, opmlOf, startFollowingServer, type FollowingServer } from './testing/following-server.ts';

const DAY_MS = 24 * 3_600_000;
const PASSWORD = 's3cret-pässword';

const episodes = (...titles: string[]): FeedData => ({
  title: 'Night Trains',
  items: titles.map((title) => ({ title, url: `/${encodeURIComponent(title)}.mp3` })),
});

const problemCode = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;

const idsByTitle = async (server: FollowingServer, showId: string): Promise<Record<string, string>> =>
  Object.fromEntries((await server.episodesOf(showId)).map(({ title, id }) => [title, id]));

let publisher: StandInPublisher;
let server: FollowingServer;
beforeAll(async () => {
  publisher = await StandInPublisher.start();
  server = await startFollowingServer();
});

describe('subscribing', () => {
  it('to a feed brings its episodes, and the picture of the show', async () => {
    const url = publisher.feed('/show.xml', {
      title: 'Night <Trains>',
      description: '<p>On rails.</p><script>alert(1)</script>',
      imageUrl: '/cover.png',
      items: [
        { title: 'Basel', url: '/basel.mp3', publishedAtMs: Date.UTC(2026, 1, 2), imageUrl: '/basel.png' },
        { title: 'A film', url: '/film.mp4', type: 'video/mp4', publishedAtMs: Date.UTC(2026, 1, 1) },
        { title: 'Only a note' },
      ],
    });
    const response = await server.subscribe(url);
    expect(response.status).toBe(201);
    const { showId, ...subscription } = (await response.json()) as Subscription;
    expect(response.headers.get('location')).toBe(`/api/shows/${showId}`);
    expect(subscription).toEqual({
      title: 'Night <Trains>',
      subscribedAt: expect.any(Number),
      feed: { url, hasCredentials: false, readAt: expect.any(Number), failure: null, failingSince: null },
    });
    expect(await server.episodesOf(showId)).toMatchObject([
      { title: 'Basel', kind: 'audio', publishedAt: Date.UTC(2026, 1, 2), showTitle: 'Night <Trains>' },
      { title: 'A film', kind: 'video', media: { type: 'video/mp4', etag: null } },
    ]);
    const show = await server.json<{ descriptionHtml: string; artworkUrl: string; source: string }>(
      `/api/shows/${showId}`,
    );
    expect(show).toMatchObject({
      source: 'feed',
      artworkUrl: expect.stringMatching(/^\/artwork\/[0-9a-f]{32}$/),
    });
    expect(show.descriptionHtml).not.toContain('script');
  });

  it('takes a page that names its feed, an address without a scheme, and a compressed feed', async () => {
    const url = publisher.feed('/feeds/named.xml', episodes('Named'));
    publisher.page(
      '/about',
      '<title>About</title><link rel="alternate" type="application/rss+xml" href="feeds/named.xml">',
    );
    expect((await server.follow(`${publisher.url}/about`)).feed.url).toBe(url);

    const plain = publisher.feed('/plain.xml', episodes('Plain'));
    expect((await server.follow(`${publisher.host}/plain.xml`)).feed.url).toBe(plain);

    for (const encoding of ['gzip', 'br'] as const) {
      const packed = publisher.feed(`/${encoding}.xml`, episodes(`Packed by ${encoding}`), { encoding });
      const { showId } = await server.follow(packed);
      expect(await server.episodesOf(showId)).toMatchObject([{ title: `Packed by ${encoding}` }]);
    }
  });

  it.each([
    [301, 'is remembered'],
    [308, 'is remembered'],
    [302, 'is not'],
    [307, 'is not'],
  ] as const)('follows a redirect with %i, which %s', async (status, remembered) => {
    const there = publisher.feed(`/there-${status}.xml`, episodes(`By ${status}`));
    const asked = publisher.serve(`/here-${status}.xml`, redirectTo(there, status));
    const { showId, feed } = await server.follow(asked);
    expect(feed.url).toBe(remembered === 'is not' ? asked : there);
    expect(await server.episodesOf(showId)).toMatchObject([{ title: `By ${status}` }]);
  });

  it('remembers the permanent redirects before the first temporary one only', async () => {
    publisher.feed('/end.xml', episodes('End'));
    publisher.serve('/third.xml', redirectTo('/end.xml', 301));
    publisher.serve('/second.xml', redirectTo('/third.xml', 302));
    const first = publisher.serve('/first.xml', redirectTo('/second.xml', 301));
    expect((await server.follow(first)).feed.url).toBe(`${publisher.url}/second.xml`);
  });

  it('goes to where the feed says that it lives now, unless nothing is there', async () => {
    const there = publisher.feed('/new.xml', episodes('In the new place'));
    const old = publisher.feed('/old.xml', { ...episodes('In the old place'), newFeedUrl: there });
    const { showId, feed } = await server.follow(old);
    expect(feed.url).toBe(there);
    expect(await server.episodesOf(showId)).toMatchObject([{ title: 'In the new place' }]);

    const newFeedUrl = `${publisher.url}/nothing.xml`;
    const mistaken = publisher.feed('/mistaken.xml', { ...episodes('Still here'), newFeedUrl });
    const stays = await server.follow(mistaken);
    expect(stays.feed.url).toBe(mistaken);
    expect(await server.episodesOf(stays.showId)).toMatchObject([{ title: 'Still here' }]);
  });

  it('tells why it cannot, and then follows nothing', async () => {
    const before = (await server.subscriptions()).items.length;
    const at = (path: string) => publisher.url + path;
    for (const status of [401, 403, 404, 410, 429, 500, 503])
      publisher.serve(`/${status}`, answerStatus(status));
    publisher.page('/no-feed', '<h1>Hello</h1>');
    publisher.page('/dead-end', '<link rel="alternate" type="application/rss+xml" href="/404">');
    publisher.file('/audio', { content: contentOf(5_000) });
    publisher.file('/nothing', { content: contentFrom('') });
    publisher.feed('/notes.xml', { items: [{ title: 'Only a note' }, { title: 'And another' }] });
    publisher.serve('/inwards', redirectTo('http://10.0.0.1/feed'));
    publisher.serve('/round', redirectTo('/round'));
    publisher.serve('/elsewhere', redirectTo('file:///etc/passwd'));
    const cases: [string, number, string][] = [
      [at('/401'), 422, 'feed-needs-password'],
      [at('/403'), 502, 'feed-refused'],
      [at('/404'), 502, 'feed-not-found'],
      [at('/410'), 502, 'feed-gone'],
      [at('/429'), 502, 'feed-too-many-requests'],
      [at('/500'), 502, 'feed-server-error'],
      [at('/503'), 502, 'feed-server-error'],
      [at('/no-feed'), 422, 'no-feed'],
      [at('/dead-end'), 422, 'no-feed'],
      [at('/audio'), 422, 'feed-not-a-feed'],
      [at('/nothing'), 422, 'feed-not-a-feed'],
      [at('/notes.xml'), 422, 'no-episodes'],
      [at('/inwards'), 422, 'feed-not-allowed'],
      [at('/round'), 502, 'feed-server-error'],
      [at('/elsewhere'), 422, 'feed-not-allowed'],
      ['http://192.168.0.1/feed', 422, 'feed-not-allowed'],
      ['http://[::1]:8080/feed', 422, 'feed-not-allowed'],
      ['http://127.0.0.1:25/feed', 422, 'feed-not-allowed'],
      ['http://127.0.0.1:1/', 422, 'feed-not-allowed'],
      ['file:///etc/passwd', 422, 'not-an-address'],
      ['just some words', 422, 'not-an-address'],
    ];
    for (const [url, status, code] of cases) {
      const response = await server.subscribe(url);
      expect([url, response.status, await problemCode(response)]).toEqual([url, status, code]);
    }
    for (const body of ['{}', '{"url": ""}', `{"url": "${'x'.repeat(5_000)}"}`, '[', '']) {
      const response = await server.post('/api/subscriptions', body, { 'content-type': 'application/json' });
      expect([response.status, await problemCode(response)]).toEqual([400, 'bad-request']);
    }
    expect((await server.subscriptions()).items).toHaveLength(before);
  });

  it('twice is once, also at the same time', async () => {
    const url = publisher.feed('/twice.xml', episodes('Once'));
    const answers = await Promise.all([server.subscribe(url), server.subscribe(url), server.subscribe(url)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 201]);
    const again = await server.subscribe(url);
    expect(again.status).toBe(200);
    const ids = await Promise.all(
      [...answers, again].map(async (answer) => ((await answer.json()) as Subscription).showId),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await server.episodesOf(ids[0] ?? '')).toHaveLength(1);
  });

  it('ends, and its episodes with it; begun again, they are the same ones', async () => {
    const url = publisher.feed('/again.xml', episodes('Two', 'One'));
    const { showId } = await server.follow(url);
    const before = await idsByTitle(server, showId);
    expect(await server.unfollow(showId)).toBe(204);
    expect(await server.unfollow(showId)).toBe(404);
    expect((await server.get(`/api/shows/${showId}`)).status).toBe(404);
    expect((await server.get(`/media/${before['One']}`)).status).toBe(410);
    expect((await server.post(`/api/subscriptions/${showId}/refresh`, '', {})).status).toBe(404);
    expect((await server.subscriptions()).items.map((item) => item.showId)).not.toContain(showId);

    publisher.feed('/again.xml', episodes('Three', 'Two', 'One'));
    const response = await server.subscribe(url);
    expect([response.status, ((await response.json()) as Subscription).showId]).toEqual([201, showId]);
    expect(await idsByTitle(server, showId)).toEqual({ ...before, Three: expect.any(String) });
  });

  it('is not for pages of other sites, nor is anything else that changes something', async () => {
    const url = publisher.feed('/forged.xml', episodes('Forged'));
    const { showId } = await server.follow(url);
    const attempts: [string, string, Record<string, string>, string][] = [
      ['POST', '/api/subscriptions', { 'content-type': 'application/json' }, JSON.stringify({ url })],
      ['POST', '/api/opml', { 'content-type': 'text/xml' }, opmlOf([url])],
      ['POST', `/api/subscriptions/${showId}/refresh`, {}, ''],
      ['DELETE', `/api/subscriptions/${showId}`, {}, ''],
    ];
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://attacker.example' },
      { origin: 'null' },
      { origin: server.url, 'sec-fetch-site': 'cross-site' },
    ];
    const seen = publisher.requests.length;
    for (const [method, path, headers, body] of attempts) {
      for (const site of foreign) {
        const response = await fetch(server.url + path, {
          method,
          headers: { ...headers, ...site },
          ...(body && { body }),
        });
        expect([method, path, site, response.status]).toEqual([method, path, site, 403]);
        expect(await problemCode(response)).toBe('cross-site');
      }
    }
    expect(publisher.requests).toHaveLength(seen);
    for (const site of [{ 'sec-fetch-site': 'same-origin' }, { origin: server.url }]) {
      const own = { 'content-type': 'application/json', ...site };
      expect((await server.post('/api/subscriptions', JSON.stringify({ url }), own)).status).toBe(200);
    }
  });
});

describe('a password', () => {
  it('goes to the origin of the feed alone, and is told to nobody', async () => {
    const publisher = await StandInPublisher.start();
    const other = await StandInPublisher.start();
    const secrets = [
      PASSWORD,
      encodeURIComponent(PASSWORD),
      Buffer.from(`ann:${PASSWORD}`).toString('base64'),
    ];
    const guarded = (content = contentOf(5_000)) => withPassword('ann', PASSWORD, fileAnswer({ content }));
    publisher.serve('/own.mp3', guarded());
    other.file('/theirs.mp3', { content: contentOf(6_000) });
    publisher.serve('/away.mp3', redirectTo(`${other.url}/theirs.mp3`));
    const items = [
      { title: 'Own', url: '/own.mp3' },
      { title: 'Theirs', url: `${other.url}/theirs.mp3` },
      { title: 'Away', url: '/away.mp3' },
    ];
    const feed = contentFrom(rssOf({ title: 'Members', items }, publisher.url));
    publisher.serve(
      '/members.xml',
      withPassword('ann', PASSWORD, fileAnswer({ content: feed, type: 'text/xml' })),
    );

    let log = '';
    const logDestination = new Writable({
      write: (chunk: Buffer, _encoding, done) => ((log += chunk.toString()), done()),
    });
    const server = await startFollowingServer({ logLevel: 'trace' }, { logDestination });
    const pasted = (path: string, password = PASSWORD) =>
      `http://ann:${encodeURIComponent(password)}@${publisher.host}${path}`;
    expect(await problemCode(await server.subscribe(`${publisher.url}/members.xml`))).toBe(
      'feed-needs-password',
    );
    expect(await problemCode(await server.subscribe(pasted('/members.xml', 'guess')))).toBe(
      'feed-needs-password',
    );
    const { showId, feed: state } = await server.follow(pasted('/members.xml'));
    expect(state).toMatchObject({ url: `${publisher.url}/members.xml`, hasCredentials: true });
    expect(await server.refresh(showId)).toMatchObject({ feed: { failure: null } });

    const ids = await idsByTitle(server, showId);
    for (const [title, bytes] of [
      ['Own', 5_000],
      ['Theirs', 6_000],
      ['Away', 6_000],
    ] as const) {
      const response = await server.get(`/media/${ids[title]}`);
      expect([title, response.status, (await response.arrayBuffer()).byteLength]).toEqual([
        title,
        200,
        bytes,
      ]);
    }
    expect(other.requests.length).toBeGreaterThan(2);
    expect(other.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);

    const told = await Promise.all(
      [
        '/api/subscriptions',
        '/api/opml',
        '/api/shows',
        `/api/shows/${showId}`,
        `/api/shows/${showId}/episodes`,
        `/api/episodes/${ids['Own']}`,
        `/api/episodes/${ids['Own']}/manifest`,
      ].map(async (path) => (await server.get(path)).text()),
    );
    // A request that is not valid must not come back either.
    const tooLong = await server.subscribe(pasted(`/${'x'.repeat(5_000)}`));
    told.push(await tooLong.text(), log, JSON.stringify(publisher.requests.map(({ path }) => path)));
    expect(log).toContain('/api/subscriptions');
    for (const text of told) for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('does not move with the feed to another origin', async () => {
    const other = await StandInPublisher.start();
    const there = other.feed('/feed.xml', episodes('There'));
    const newFeedUrl = other.feed('/new-home.xml', episodes('New home'));
    publisher.serve('/moved.xml', withPassword('ann', PASSWORD, redirectTo(there, 301)));
    const told = contentFrom(rssOf({ ...episodes('Told'), newFeedUrl }, publisher.url));
    publisher.serve(
      '/told.xml',
      withPassword('ann', PASSWORD, fileAnswer({ content: told, type: 'text/xml' })),
    );
    for (const path of ['/moved.xml', '/told.xml']) {
      const { showId, feed } = await server.follow(
        `http://ann:${encodeURIComponent(PASSWORD)}@${publisher.host}${path}`,
      );
      expect(feed).toMatchObject({ url: publisher.url + path, hasCredentials: true });
      for (let times = 0; times < 2; times++) {
        expect((await server.refresh(showId)).feed).toMatchObject({
          url: publisher.url + path,
          failure: null,
        });
      }
      // As after a week.
      await server.db.updateTable('feeds').set({ full_at_ms: 0 }).where('show_id', '=', showId).execute();
      expect((await server.refresh(showId)).feed).toMatchObject({ url: publisher.url + path, failure: null });
    }
    expect(other.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    expect(other.seen('/feed.xml').length).toBeGreaterThan(2);
  });

  it('goes along with a move within its origin', async () => {
    const inside = (path: string, feed: FeedData) =>
      publisher.serve(
        path,
        withPassword(
          'ann',
          PASSWORD,
          fileAnswer({ content: contentFrom(rssOf(feed, publisher.url)), type: 'text/xml' }),
        ),
      );
    const newest = inside('/newest.xml', episodes('Newest'));
    inside('/newer.xml', { ...episodes('Newer'), newFeedUrl: newest });
    publisher.serve('/older.xml', redirectTo('/newer.xml', 301));
    const { feed } = await server.follow(
      `http://ann:${encodeURIComponent(PASSWORD)}@${publisher.host}/older.xml`,
    );
    expect(feed).toMatchObject({ url: newest, hasCredentials: true });
  });
});

describe('a refresh', () => {
  const item = (title: string, fields: object = {}) => ({ title, url: `/${title}.mp3`, ...fields });
  const refreshed = async (showId: string, path: string, feed: FeedData): Promise<void> => {
    publisher.feed(path, feed);
    expect((await server.refresh(showId)).feed.failure).toBeNull();
  };
  const forceFull = (showId: string) =>
    server.db
      .updateTable('feeds')
      .set({ full_at_ms: Date.now() - 8 * DAY_MS })
      .where('show_id', '=', showId)
      .execute();

  it('brings new episodes and changes; what is gone stays, and all keep their ids', async () => {
    const path = '/changes.xml';
    const dated = (title: string, publishedAtMs: number, fields: object = {}) =>
      item(title, { publishedAtMs, ...fields });
    const [one, two, three] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 2), Date.UTC(2026, 2, 3)];
    const feed = { title: 'Before', items: [dated('Two', two), dated('One', one)] };
    const { showId } = await server.follow(publisher.feed(path, feed));
    const before = await idsByTitle(server, showId);

    const corrected = { title: 'Two, corrected', guid: 'Two', url: '/two-again.mp3', publishedAtMs: two };
    await refreshed(showId, path, {
      title: 'After',
      items: [dated('Three', three), corrected, dated('Three', three)],
    });
    expect(await idsByTitle(server, showId)).toEqual({
      Three: expect.any(String),
      'Two, corrected': before['Two'],
      One: before['One'],
    });
    expect((await server.episodesOf(showId)).map(({ showTitle }) => showTitle)).toEqual(
      Array(3).fill('After'),
    );
  });

  it.each<[string, object[], object[], Record<string, string>]>([
    [
      'guids change and files stay',
      [
        { guid: 'a', title: 'A', url: '/a.mp3?s=1' },
        { guid: 'b', title: 'B', url: '/b.mp3?s=1' },
      ],
      [
        { guid: 'c', title: 'A, renamed', url: '/a.mp3?s=2' },
        { guid: 'd', title: 'B, renamed', url: '/b.mp3?s=2' },
      ],
      { 'A, renamed': 'A', 'B, renamed': 'B' },
    ],
    [
      'guids and files change, and titles and days stay',
      [
        { guid: 'a', title: 'A', url: '/1.mp3', publishedAtMs: DAY_MS * 9 },
        { guid: 'b', title: 'B', url: '/2.mp3' },
      ],
      [
        { guid: 'c', title: 'A', url: '/3.mp3', publishedAtMs: DAY_MS * 9 + 5_000 },
        { guid: 'd', title: 'B', url: '/4.mp3' },
      ],
      { A: 'A', B: 'B' },
    ],
    [
      'there are no guids, and the files differ by their queries alone',
      [
        { guid: null, title: 'Two', url: '/get.mp3?id=2' },
        { guid: null, title: 'One', url: '/get.mp3?id=1' },
      ],
      [
        { guid: null, title: 'Three', url: '/get.mp3?id=3' },
        { guid: null, title: 'Two!', url: '/get.mp3?id=2' },
        { guid: null, title: 'One!', url: '/get.mp3?id=1' },
      ],
      { Three: '', 'Two!': 'Two', 'One!': 'One' },
    ],
    [
      'a guid goes to another file, and an old file comes back under a new guid',
      [
        { guid: 'a', title: 'A', url: '/a.mp3' },
        { guid: 'b', title: 'B', url: '/b.mp3' },
      ],
      [
        { guid: 'b', title: 'B anew', url: '/a2.mp3' },
        { guid: 'z', title: 'A again', url: '/a.mp3' },
      ],
      { 'B anew': 'B', 'A again': 'A' },
    ],
  ])('knows episodes again when %s', async (name, first, second, expected) => {
    const path = `/${name.replaceAll(' ', '-')}.xml`;
    const numbered = (items: object[]) =>
      items.map((fields, index) => ({ title: '', publishedAtMs: DAY_MS * (50 - index), ...fields }));
    const { showId } = await server.follow(publisher.feed(path, { items: numbered(first) }));
    const before = await idsByTitle(server, showId);
    await refreshed(showId, path, { items: numbered(second) });
    const after = await idsByTitle(server, showId);
    for (const [title, was] of Object.entries(expected)) {
      expect([title, Object.entries(before).find(([, id]) => id === after[title])?.[0] ?? '']).toEqual([
        title,
        was,
      ]);
    }
    expect(await server.episodesOf(showId)).toHaveLength(Object.keys(expected).length);
    // Nothing is added by reading the same once more.
    await forceFull(showId);
    await refreshed(showId, path, { items: numbered(second) });
    expect(await idsByTitle(server, showId)).toEqual(after);
  });

  it('writes nothing of a feed that says the same, and asks so that the publisher need not send it', async () => {
    const path = '/same.xml';
    const feed = { items: [item('Same'), item('Old')] };
    const { showId } = await server.follow(
      publisher.feed(path, feed, { lastModifiedMs: Date.UTC(2026, 0, 1) }),
    );
    const tables = ['shows', 'episodes', 'feed_items', 'artworks'];
    await server.db.schema.createTable('writes').addColumn('table_name', 'text').execute();
    for (const table of tables) {
      for (const event of ['insert', 'update', 'delete']) {
        await watchTable(server, table, event);
      }
    }
    const writes = async (): Promise<number> =>
      (
        await server.db
          .withTables<{ writes: { table_name: string } }>()
          .selectFrom('writes')
          .selectAll()
          .execute()
      ).length;

    expect(publisher.seen(path)[0]?.headers['if-none-match']).toBeUndefined();
    const readAt = (await server.refresh(showId)).feed.readAt ?? 0;
    const conditional = publisher.seen(path).at(-1);
    expect(conditional?.headers).toMatchObject({
      'if-none-match': expect.stringMatching(/^"\w+"$/),
      'if-modified-since': new Date(Date.UTC(2026, 0, 1)).toUTCString(),
    });
    expect(conditional?.sentBytes).toBe(0);
    expect((await server.refresh(showId)).feed.readAt).toBeGreaterThan(readAt);
    // The same bytes from a server that knows no conditions.
    publisher.feed(path, feed, { etag: null });
    await server.refresh(showId);
    expect(publisher.seen(path).at(-1)?.sentBytes).toBeGreaterThan(0);
    expect(await writes()).toBe(0);

    publisher.feed(path, { items: [item('New'), item('Same'), item('Old')] });
    await server.refresh(showId);
    // The row of the show, and the two of the new episode.
    expect(await writes()).toBe(3);
  });

  it('asks without conditions once a week, for servers that keep their validators while the feed changes', async () => {
    const path = '/stuck.xml';
    const stuck = (feed: FeedData) => {
      const content = { ...contentFrom(rssOf(feed, publisher.url)), id: 'stuck' };
      return publisher.file(path, { content, type: 'text/xml' });
    };
    const { showId } = await server.follow(stuck({ items: [item('First')] }));
    stuck({ items: [item('Second'), item('First')] });
    await server.refresh(showId);
    expect(await server.episodesOf(showId)).toHaveLength(1);
    await forceFull(showId);
    await server.refresh(showId);
    expect(await server.episodesOf(showId)).toHaveLength(2);
    expect(publisher.seen(path).map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"stuck"',
      undefined,
    ]);
    await server.refresh(showId);
    expect(publisher.seen(path).at(-1)?.headers['if-none-match']).toBe('"stuck"');
  });

  it('follows a feed that moves: by a permanent redirect, and by its own word', async () => {
    const { showId } = await server.follow(publisher.feed('/moving.xml', { items: [item('One')] }));
    const before = await idsByTitle(server, showId);
    const second = publisher.feed('/moving-2.xml', { items: [item('One')] });
    publisher.serve('/moving.xml', redirectTo(second, 301));
    expect((await server.refresh(showId)).feed.url).toBe(second);

    const third = `${publisher.url}/moving-3.xml`;
    publisher.feed('/moving-2.xml', { items: [item('One')], newFeedUrl: third });
    expect((await server.refresh(showId)).feed.url).toBe(second);
    // What was not there when the old feed last changed is looked for again.
    publisher.feed('/moving-3.xml', { items: [item('Two'), item('One')] });
    await forceFull(showId);
    expect((await server.refresh(showId)).feed.url).toBe(third);
    expect(await idsByTitle(server, showId)).toEqual({ ...before, Two: expect.any(String) });
  });

  it('counts failures, tells of the last one, and keeps the episodes', async () => {
    const path = '/failing.xml';
    const { showId } = await server.follow(publisher.feed(path, { items: [item('Kept')] }));
    const failures: [string, () => void][] = [
      ['server-error', () => publisher.serve(path, answerStatus(500))],
      ['not-found', () => publisher.serve(path, answerStatus(404))],
      ['gone', () => publisher.serve(path, answerStatus(410))],
      ['too-many-requests', () => publisher.serve(path, answerStatus(429, { 'retry-after': '7200' }))],
      ['not-a-feed', () => publisher.page(path, '<h1>Parked</h1>')],
      ['unreachable', () => publisher.serve(path, (_, response) => void response.destroy())],
      [
        'unreachable',
        () => publisher.file(path, { content: contentOf(9_000), cutAfterBytes: 100, type: 'text/xml' }),
      ],
    ];
    let failingSince: number | null = null;
    for (const [index, [code, prepare]] of failures.entries()) {
      prepare();
      const { feed } = await server.refresh(showId);
      expect(feed.failure).toBe(code);
      failingSince ??= feed.failingSince;
      expect(feed.failingSince).toBe(failingSince);
      const row = await server.db
        .selectFrom('feeds')
        .selectAll()
        .where('show_id', '=', showId)
        .executeTakeFirst();
      expect(row?.failures).toBe(index + 1);
    }
    expect(failingSince).not.toBeNull();
    expect(await server.episodesOf(showId)).toHaveLength(1);
    await refreshed(showId, path, { items: [item('Kept')] });
    expect((await server.subscriptions()).items.find((found) => found.showId === showId)?.feed).toMatchObject(
      {
        failure: null,
        failingSince: null,
      },
    );
  });
});

/** Notes each row of a table that is written. */
async function watchTable(server: FollowingServer, table: string, event: string): Promise<void> {
  const trigger = `create trigger watch_${table}_${event} after ${event} on ${table}`;
  await server.db.executeQuery(
    CompiledQuery.raw(`${trigger} begin insert into writes (table_name) values ('${table}'); end`),
  );
}

describe('OPML', () => {
  it('comes in, is read by and by, and goes out again', async () => {
    const publisher = await StandInPublisher.start();
    const server = await startFollowingServer();
    const urls = [1, 2, 3].map((number) =>
      publisher.feed(`/${number}.xml`, { ...episodes('E'), title: `Show ${number}` }),
    );
    const gone = publisher.serve('/gone.xml', answerStatus(410));
    await server.follow(urls[0] ?? '');
    const opml = opmlOf([...urls, gone, urls[1] ?? '', 'no address']);
    const response = await server.importOpml(opml);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      added: 3,
      known: 1,
      problems: [
        { position: 5, line: urls[1] ?? '', reason: 'duplicate' },
        { position: 6, line: 'no address', reason: 'not-an-address' },
      ],
    } satisfies OpmlResult);
    await allRead(server);
    const { items } = await server.subscriptions();
    expect(items.map(({ title, feed }) => [title, feed.failure])).toEqual([
      ['Feed 3', 'gone'],
      ['Show 1', null],
      ['Show 2', null],
      ['Show 3', null],
    ]);

    const exported = await server.get('/api/opml');
    expect(exported.headers.get('content-type')).toBe('text/x-opml; charset=utf-8');
    expect(exported.headers.get('content-disposition')).toContain('attachment');
    const again = await server.importOpml(await exported.text());
    expect(await again.json()).toEqual({ added: 0, known: 4, problems: [] });
  });

  it('is refused when it is none', async () => {
    const before = (await server.subscriptions()).items.length;
    const cases: [string, string, number, string][] = [
      ['text/x-opml', '<html><body>Hello</body></html>', 422, 'not-opml'],
      ['text/x-opml', '', 422, 'not-opml'],
      ['application/xml', '\u0000\u0001\u0002', 422, 'not-opml'],
      ['application/json', '{}', 415, 'unsupported-media-type'],
      ['text/html', opmlOf(['http://127.0.0.1:8080/']), 415, 'unsupported-media-type'],
    ];
    for (const [type, body, status, code] of cases) {
      const response = await server.post('/api/opml', body, { 'content-type': type });
      expect([type, body, response.status, await problemCode(response)]).toEqual([type, body, status, code]);
    }
    expect((await server.subscriptions()).items).toHaveLength(before);
  });

  it('of 3,000 feeds is taken in within seconds, and other requests are answered meanwhile', async () => {
    const publisher = await StandInPublisher.start();
    const server = await startFollowingServer();
    const urls = Array.from({ length: 3_000 }, (_, index) => `${publisher.url}/${index}.xml`);
    const startedMs = performance.now();
    const importing = server.importOpml(opmlOf(urls));
    let isDone = false;
    let slowestMs = 0;
    let answers = 0;
    const watching = (async () => {
      while (!isDone) {
        const askedMs = performance.now();
        expect((await server.get('/healthz')).status).toBe(200);
        slowestMs = Math.max(slowestMs, performance.now() - askedMs);
        answers++;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    const response = await importing;
    isDone = true;
    await watching;
    const tookMs = performance.now() - startedMs;
    console.log(
      `3,000 feeds in ${Math.round(tookMs)} ms; other answers in ${Math.round(slowestMs)} ms at most`,
    );
    expect(await response.json()).toMatchObject({ added: 3_000, known: 0, problems: [] });
    expect(tookMs).toBeLessThan(15_000);
    expect(answers).toBeGreaterThan(10);
    expect(slowestMs).toBeLessThan(2_000);
    const { items, unread } = await server.subscriptions();
    expect(items).toHaveLength(3_000);
    await until(async () => (await server.subscriptions()).unread < unread - 20);
  });
});

describe('whatever feeds do', () => {
  it('those that never answer keep no others waiting', async () => {
    const [silent, lively] = [await StandInPublisher.start(), await StandInPublisher.start()];
    const server = await startFollowingServer();
    const hanging = Array.from({ length: 6 }, (_, index) => silent.serve(`/${index}`, hang));
    const answering = Array.from({ length: 12 }, (_, index) => lively.feed(`/${index}`, episodes('E')));
    await server.importOpml(opmlOf([...hanging, ...answering]));
    await until(async () => (await server.subscriptions()).unread === hanging.length, 5_000);
    // Few of one host at a time.
    expect(silent.requests).toHaveLength(2);
  });

  it('one that lost its job when the process ended is asked for by the next start', async () => {
    const publisher = await StandInPublisher.start();
    const first = await startFollowingServer();
    const { feed } = await first.follow(publisher.feed('/feed.xml', episodes('E')));
    await first.db.deleteFrom('jobs').execute();
    await first.close();
    expect(publisher.seen('/feed.xml')).toHaveLength(1);
    const { dataFolder, library: libraryFolder } = first;
    await startFollowingServer({ dataFolder, libraryFolder });
    await until(() => publisher.seen('/feed.xml').length === 2, 10_000);
    expect(feed.failure).toBeNull();
  });

  it('the thread that follows them is started again when it fails, and goes on', async () => {
    const publisher = await StandInPublisher.start();
    const folder = await temporaryFolder();
    const databaseFile = join(folder, 'carryon.sqlite');
    const db = openDatabase(databaseFile);
    await migrateDatabase(db);
    const failures: string[] = [];
    const feeds = new Feeds(
      {
        databaseFile,
        outbound: { allowPrivate: ['127.0.0.1/32'], userAgent: 'Carryon-Test/1' },
        appleUrl: null,
        publicUrl: null,
      },
      { info: () => undefined, warn: () => undefined, error: (_, message) => failures.push(message) },
      {
        entry: new URL('./testing/crashing-feeds-thread.ts', import.meta.url),
        timing: { restartMs: 50, idleMs: Infinity },
      },
    );
    onTestFinished(async () => {
      await feeds.close();
      await db.destroy();
    });
    for (const [count, how] of ['crash', 'exit'].entries()) {
      const url = publisher.feed(`/after-${count}.xml`, episodes('E'));
      // Whoever waits is told, and need not wait for the thread.
      expect(await feeds.subscribe(DEFAULT_LISTENER, how)).toBe('error');
      expect(failures).toHaveLength(count + 1);
      await until(async () => (await feeds.subscribe(DEFAULT_LISTENER, url)) !== 'error');
    }
    const items = await new FeedRepository(db).listSubscriptions(DEFAULT_LISTENER);
    expect(items.map(({ feed }) => feed.failure)).toEqual([null, null]);
  });
});
