import { createHash } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Manifest } from '../../core/api/manifest.ts';
import type { Problem } from '../../core/api/problem.ts';
import {
  differences,
  RANGE_TABLE,
  rangeFile,
  requestHeaders,
  type RangeTarget,
} from '../../tests/conformance/range-table.ts';
import { Random } from '../../tests/faults/random.ts';
import { startFollowingServer, type FollowingServer } from '../feeds/testing/following-server.ts';
import { Outbound } from '../outbound/outbound.ts';
import { until } from '../testing/open-files.ts';
import { rawRequest } from '../testing/raw-request.ts';
import {
  answerStatus,
  contentFrom,
  contentOf,
  redirectTo,
  sha256Of,
  StandInPublisher,
  type Content,
  type FileOptions,
} from '../testing/stand-in-publisher.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { RemoteMedia } from './remote-media.ts';

const MIB = 1024 * 1024;
const LAST_MODIFIED_MS = Date.UTC(2026, 0, 2, 3, 4, 5);
const DAY_MS = 24 * 3_600_000;

let publisher: StandInPublisher;
let server: FollowingServer;
beforeAll(async () => {
  publisher = await StandInPublisher.start();
  server = await startFollowingServer();
});

let paths = 0;
/** A path of its own for each test. */
const newPath = (): string => `/episode-${++paths}.mp3`;

/** The id of an episode whose file is at an address. */
async function episodeAt(url: string, on = server): Promise<string> {
  const feed = publisher.feed(`/feed-${++paths}.xml`, { items: [{ title: `Episode ${paths}`, url }] });
  const { showId } = await on.follow(feed);
  return (await on.episodesOf(showId))[0]?.id ?? '';
}

/** The id of an episode whose file is at a new path, and the path. */
async function episodeOf(options: FileOptions | (() => FileOptions), on = server) {
  const path = newPath();
  return { id: await episodeAt(publisher.file(path, options), on), path };
}

const manifestOf = (id: string, on = server) => on.json<Manifest>(`/api/episodes/${id}/manifest`);
const media = (id: string, headers: Record<string, string> = {}, on = server) =>
  on.get(`/media/${id}`, headers);
const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
const bytesOf = (content: Content): Buffer => content.read(0, content.bytes);

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const { code } = (await response.json()) as Problem;
  return { status: response.status, code, retryAfter: response.headers.get('retry-after') };
}

const spooledFiles = async (on = server): Promise<string[]> => readdir(join(on.dataFolder, 'spool'));
const isSpooled = async (id: string, on = server): Promise<boolean> =>
  (await spooledFiles(on)).some((name) => name.startsWith(id));

const pinnedAgo = (id: string, ms: number) =>
  server.db
    .updateTable('remote_media')
    .set({ pinned_at_ms: Date.now() - ms })
    .where('episode_id', '=', id)
    .execute();

/** Downloads as the app does: by ranges of one version, begun again when there is another. */
async function download(id: string, rangeBytes: number, onRange = () => {}): Promise<Buffer> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const response = await server.get(`/api/episodes/${id}/manifest`);
    expect([200, 503]).toContain(response.status);
    if (response.status === 503) continue;
    const { bytes, etag } = (await response.json()) as Manifest;
    const body = await downloadVersion(id, { bytes, etag }, rangeBytes, onRange);
    if (body !== null) return body;
  }
  throw new Error('There was another version each time.');
}

async function downloadVersion(
  id: string,
  { bytes, etag }: Pick<Manifest, 'bytes' | 'etag'>,
  rangeBytes: number,
  onRange: () => void,
): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes; start += rangeBytes) {
    const range = `bytes=${start}-${Math.min(start + rangeBytes, bytes) - 1}`;
    const response = await media(id, { range, 'if-match': etag });
    const body = await bodyOf(response);
    if (response.status === 412) return null;
    expect([response.status, response.headers.get('etag')]).toEqual([206, etag]);
    pieces.push(body);
    onRange();
  }
  return Buffer.concat(pieces);
}

/** Reads some of a body, and then no more. */
function readSome(url: string): Promise<{ destroy: () => void }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent: false }, (response) => {
      response.once('readable', () => {
        response.read(16);
        resolve({ destroy: () => outgoing.destroy() });
      });
      response.on('error', () => undefined);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('a publisher that sends ranges of a version that can be told from others', () => {
  it('has the file, and we do not: each range is asked for there, of the same version', async () => {
    const content = contentOf(9 * MIB);
    const { id, path } = await episodeOf({ content, lastModifiedMs: LAST_MODIFIED_MS });
    const manifest = await manifestOf(id);
    const part = (start: number, end: number) => ({ start, end, sha256: null });
    expect(manifest).toEqual({
      bytes: 9 * MIB,
      type: 'audio/mpeg',
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
      lastModifiedAt: LAST_MODIFIED_MS,
      partBytes: 4 * MIB,
      parts: [part(0, 4 * MIB), part(4 * MIB, 8 * MIB), part(8 * MIB, 9 * MIB)],
    });
    const { media: listed } = await server.json<{ media: object }>(`/api/episodes/${id}`);
    expect(listed).toEqual({ url: `/media/${id}`, type: 'audio/mpeg', bytes: 9 * MIB, etag: manifest.etag });

    const ask = async (range: string) => bodyOf(await media(id, { range, 'if-match': manifest.etag }));
    expect((await ask('bytes=4194304-8388607')).equals(content.read(4 * MIB, 8 * MIB))).toBe(true);
    expect((await ask('bytes=-100')).equals(content.read(9 * MIB - 100, 9 * MIB))).toBe(true);
    const several = (await ask('bytes=0-9,5000000-5000009')).toString('latin1');
    for (const start of [0, 5_000_000]) {
      expect(several).toContain(content.read(start, start + 10).toString('latin1'));
    }
    expect((await rawRequest(`${server.url}/media/${id}`, 'HEAD')).header('content-length')).toBe(
      String(9 * MIB),
    );
    expect((await media(id, { range: 'bytes=99999999-' })).status).toBe(416);
    expect((await media(id, { range: 'bytes=0-9', 'if-match': '"another"' })).status).toBe(412);

    const own = `"${content.id}"`;
    const seen = publisher
      .seen(path)
      .map(({ method, headers }) => [method, headers.range, headers['if-range']]);
    expect(seen).toEqual([
      ['GET', 'bytes=0-0', undefined],
      ['GET', 'bytes=4194304-8388607', own],
      ['GET', 'bytes=9437084-9437183', own],
      ['GET', 'bytes=0-9', own],
      ['GET', 'bytes=5000000-5000009', own],
    ]);
    expect(publisher.seen(path)[0]?.headers['accept-encoding']).toBe('identity');
    expect(await isSpooled(id)).toBe(false);
    const whole = await bodyOf(await media(id));
    expect(createHash('sha256').update(whole).digest('hex')).toBe(sha256Of(content));
  });

  it.each<[string, Partial<FileOptions>]>([
    ['tag and date', {}],
    ['date alone', { etag: null }],
    ['date and a weak tag', { etag: 'weak' }],
  ])('answers every row of the range table: one with %s', async (_, options) => {
    const content = contentFrom(rangeFile());
    const { id } = await episodeOf({
      content,
      type: 'audio/wav',
      lastModifiedMs: LAST_MODIFIED_MS,
      ...options,
    });
    const { etag } = await manifestOf(id);
    const target: RangeTarget = { etag, lastModifiedMs: LAST_MODIFIED_MS, type: 'audio/wav' };
    const failures: string[] = [];
    for (const row of RANGE_TABLE) {
      const answer = await rawRequest(`${server.url}/media/${id}`, row.method, requestHeaders(row, target));
      for (const difference of differences(row, answer, target)) failures.push(`${row.name}: ${difference}`);
    }
    expect(failures).toEqual([]);
    expect(await isSpooled(id)).toBe(false);
  });

  it('is asked once by many who ask together, and not again for a while', async () => {
    let asked = 0;
    const content = contentOf(50_000);
    const { id, path } = await episodeOf(() => ({ content, delayMs: ++asked === 1 ? 1_000 : 0 }));
    const manifests = await Promise.all(Array.from({ length: 20 }, () => manifestOf(id)));
    expect(new Set(manifests.map(({ etag }) => etag)).size).toBe(1);
    expect(publisher.seen(path)).toHaveLength(1);
    await media(id, { range: 'bytes=0-9' });
    await media(id, { range: 'bytes=10-19' });
    expect(publisher.seen(path)).toHaveLength(3);
    await pinnedAgo(id, 11 * 60_000);
    await media(id, { range: 'bytes=20-29' });
    expect(
      publisher
        .seen(path)
        .map(({ headers }) => headers.range)
        .slice(3),
    ).toEqual(['bytes=0-0', 'bytes=20-29']);
  });

  it('may send less than it is asked for, and is asked for the rest', async () => {
    const content = contentOf(100_000);
    const { id, path } = await episodeOf({ content, maxRangeBytes: 30_000 });
    expect((await bodyOf(await media(id))).equals(bytesOf(content))).toBe(true);
    const ranges = publisher.seen(path).map(({ headers }) => headers.range);
    expect(ranges.slice(1)).toEqual([
      'bytes=0-99999',
      'bytes=30000-99999',
      'bytes=60000-99999',
      'bytes=90000-99999',
    ]);
  });

  it('passes on nothing but the bytes, under headers of ours', async () => {
    const { id } = await episodeOf({
      content: contentOf(5_000),
      type: 'Audio/MPEG; charset=utf-8',
      headers: {
        'set-cookie': 'a=b',
        'content-disposition': 'attachment',
        'content-security-policy': 'sandbox allow-scripts',
        'access-control-allow-origin': '*',
        link: '</evil.css>; rel=stylesheet',
        refresh: '0; url=https://attacker.example',
        'x-other': 'y',
      },
    });
    const { headers } = await rawRequest(`${server.url}/media/${id}`);
    expect(headers).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
    });
    const passed = [
      'set-cookie',
      'content-disposition',
      'access-control-allow-origin',
      'link',
      'refresh',
      'x-other',
    ];
    expect(Object.keys(headers).filter((name) => passed.includes(name))).toEqual([]);
  });
});

describe('another version', () => {
  it('is another one for those who download: what was begun is refused, and begun again it is whole', async () => {
    const [before, after] = [contentOf(9 * MIB, 1), contentOf(9 * MIB, 2)];
    const { id, path } = await episodeOf({ content: before });
    const first = await manifestOf(id);
    const part = await bodyOf(await media(id, { range: 'bytes=0-4194303', 'if-match': first.etag }));
    expect(part.equals(before.read(0, 4 * MIB))).toBe(true);
    publisher.file(path, { content: after });
    for (let times = 0; times < 2; times++) {
      const refused = await media(id, { range: 'bytes=4194304-8388607', 'if-match': first.etag });
      expect([refused.status, await refused.text()]).toEqual([412, '']);
    }
    const second = await manifestOf(id);
    expect(second.etag).not.toBe(first.etag);
    const whole = await bodyOf(await media(id, { range: 'bytes=0-', 'if-range': first.etag }));
    expect(createHash('sha256').update(whole).digest('hex')).toBe(sha256Of(after));
    expect((await download(id, 4 * MIB)).equals(bytesOf(after))).toBe(true);
  });

  it('is told from the one before when several ranges are asked for', async () => {
    const [before, after] = [contentOf(50_000, 1), contentOf(50_000, 2)];
    const { id, path } = await episodeOf({ content: before });
    const { etag } = await manifestOf(id);
    publisher.file(path, { content: after });
    const refused = await media(id, { range: 'bytes=0-9,100-109', 'if-match': etag });
    expect(refused.status).toBe(412);
    const answered = await media(id, { range: 'bytes=0-9,100-109' });
    expect(answered.headers.get('etag')).not.toBe(etag);
    expect((await bodyOf(answered)).toString('latin1')).toContain(after.read(100, 110).toString('latin1'));
  });

  it.each<[string, Partial<FileOptions>]>([
    ['asks for the version', {}],
    ['asks, and is not heard', { ignoresIfRange: true }],
    ['asks by the date, and is not heard', { ignoresIfRange: true, etag: null }],
  ])(
    'never comes in the middle of an answer: the connection ends instead, when it %s',
    async (_, options) => {
      const before = { ...options, content: contentOf(400_000, 1), lastModifiedMs: LAST_MODIFIED_MS };
      const after = { ...options, content: contentOf(400_000, 2), lastModifiedMs: LAST_MODIFIED_MS + 5_000 };
      let asked = 0;
      // After the first byte, the first piece of 100,000 is of the version that was asked for.
      const { id } = await episodeOf(() => ({ ...(++asked <= 2 ? before : after), maxRangeBytes: 100_000 }));
      const received: Buffer[] = [];
      await expect(
        (async () => {
          for await (const chunk of (await media(id)).body ?? [])
            received.push(Buffer.from(chunk as Uint8Array));
        })(),
      ).rejects.toThrow();
      const body = Buffer.concat(received);
      expect(body.equals(before.content.read(0, body.length))).toBe(true);
      expect(body.length).toBeLessThanOrEqual(100_000);
    },
  );

  it('comes at any time, and no download has bytes of two', async () => {
    const seed = 20_261_121;
    const random = new Random(seed);
    const versions = Array.from({ length: 8 }, (_, index) =>
      contentOf(random.int(60_000, 90_000), index + 1),
    );
    const { id, path } = await episodeOf({ content: versions[0] ?? contentOf(1) });
    let current = 0;
    const mayChange = () => {
      const next = versions[current + 1];
      if (next === undefined || random.next() > 0.25) return;
      current++;
      publisher.file(path, { content: next });
    };
    for (let downloads = 0; downloads < 8; downloads++) {
      const body = await download(id, 10_000, mayChange);
      const isOne = versions.some((version) => body.equals(bytesOf(version)));
      expect([`seed ${seed}`, downloads, isOne]).toEqual([`seed ${seed}`, downloads, true]);
    }
    expect(current).toBeGreaterThan(3);
  });

  it('is there when the feed names another file', async () => {
    const [before, after] = [contentOf(50_000, 1), contentOf(50_000, 2)];
    const [first, second] = [newPath(), newPath()];
    publisher.file(first, { content: before });
    publisher.file(second, { content: after });
    const feed = (url: string) => publisher.feed('/renamed.xml', { items: [{ title: 'E', guid: 'e', url }] });
    const { showId } = await server.follow(feed(first));
    const id = (await server.episodesOf(showId))[0]?.id ?? '';
    const { etag } = await manifestOf(id);
    feed(second);
    await server.refresh(showId);
    expect((await media(id, { 'if-match': etag })).status).toBe(412);
    expect((await bodyOf(await media(id))).equals(bytesOf(after))).toBe(true);
    // And is the same when only its address is another one.
    publisher.file(first, { content: after });
    const { etag: same } = await manifestOf(id);
    feed(first);
    await server.refresh(showId);
    expect((await manifestOf(id)).etag).toBe(same);
  });
});

describe('a publisher that makes another file for each request', () => {
  /** How the files of visits are, each with other advertisements, and of another length. */
  const visits: Content[] = [];
  const visit = (): Content => {
    const content = contentOf(80_000 + 1_000 * (visits.length % 7), visits.length + 1);
    visits.push(content);
    return content;
  };
  const isOfOneVisit = (body: Buffer): boolean => visits.some((content) => body.equals(bytesOf(content)));

  it.each<[string, Partial<FileOptions>]>([
    ['tags and ranges', {}],
    ['tags alone', { hasRanges: false }],
    ['ranges alone', { etag: null }],
    ['neither tags nor ranges', { etag: null, hasRanges: false }],
    ['neither tags nor ranges nor a length', { etag: null, hasRanges: false, isChunked: true }],
  ])('serves one download with one of them, whole: with %s', async (_, options) => {
    const { id } = await episodeOf(() => ({ content: visit(), ...options }));
    expect(isOfOneVisit(await download(id, 10_000))).toBe(true);
    // Whoever comes later that day gets the same.
    expect((await download(id, 30_000)).equals(await download(id, 10_000))).toBe(true);
  });

  it.each([1, 2, 3, 5])('at addresses of their own, that answer %i times', async (lasts) => {
    const path = newPath();
    const id = await episodeAt(publisher.signedFile(path, { lasts, file: () => ({ content: visit() }) }));
    expect(isOfOneVisit(await download(id, 10_000))).toBe(true);
  });

  it('at addresses that end sooner than a download: the same version is found at the next one', async () => {
    const content = contentOf(200_000);
    const path = newPath();
    const id = await episodeAt(publisher.signedFile(path, { lasts: 3, file: () => ({ content }) }));
    let ranges = 0;
    const { bytes, etag } = await manifestOf(id);
    const body = await downloadVersion(id, { bytes, etag }, 10_000, () => ranges++);
    expect(body?.equals(bytesOf(content))).toBe(true);
    expect(ranges).toBe(20);
    expect(publisher.seen(path).length).toBeGreaterThan(5);
    expect(await isSpooled(id)).toBe(false);
    expect((await manifestOf(id)).etag).toBe(etag);
  });

  it('at an address that ends in the middle of an answer: it goes on at the next one', async () => {
    const content = contentOf(200_000);
    const file = () => ({ content, maxRangeBytes: 30_000 });
    const id = await episodeAt(publisher.signedFile(newPath(), { lasts: 3, file }));
    expect((await bodyOf(await media(id))).equals(bytesOf(content))).toBe(true);
  });
});

describe('a publisher whose file has to be fetched whole', () => {
  it.each<[string, Partial<FileOptions>]>([
    ['sends no ranges', { hasRanges: false }],
    ['tells versions apart by nothing', { etag: null }],
    ['has a weak tag only', { etag: 'weak' }],
    ['has a date only, and changed the file just now', { etag: null, lastModifiedMs: Date.now() }],
    ['tells no length', { hasRanges: false, isChunked: true }],
  ])('since it %s: then ranges work, and hashes are known', async (_, options) => {
    const content = contentOf(5 * MIB);
    const { id, path } = await episodeOf({ content, ...options });
    const { bytes, etag, parts, lastModifiedAt } = await manifestOf(id);
    expect([bytes, lastModifiedAt]).toEqual([5 * MIB, null]);
    expect(parts.map(({ sha256 }) => sha256)).toEqual([
      sha256Of(content, 0, 4 * MIB),
      sha256Of(content, 4 * MIB, 5 * MIB),
    ]);
    const wholes = () =>
      publisher.seen(path).filter(({ sentBytes, state }) => state === 'whole' && sentBytes === 5 * MIB)
        .length;
    expect(wholes()).toBe(1);
    const ranged = await media(id, { range: 'bytes=1000-1999', 'if-match': etag });
    expect(ranged.status).toBe(206);
    expect((await bodyOf(ranged)).equals(content.read(1_000, 2_000))).toBe(true);
    expect((await bodyOf(await media(id))).equals(bytesOf(content))).toBe(true);
    expect((await rawRequest(`${server.url}/media/${id}`, 'HEAD')).header('etag')).toBe(etag);
    expect(wholes()).toBe(1);
    expect(await isSpooled(id)).toBe(true);
    // The next day, a file that is said to be the same is not fetched again.
    await pinnedAgo(id, DAY_MS + 1);
    expect((await manifestOf(id)).etag).toBe(etag);
    const isTold = options.etag !== null || options.lastModifiedMs !== undefined;
    expect(wholes()).toBe(isTold ? 1 : 2);
  });

  it('has another one the next day, which takes the place of the first', async () => {
    const { id, path } = await episodeOf({ content: contentOf(40_000, 1), hasRanges: false });
    const first = await manifestOf(id);
    publisher.file(path, { content: contentOf(40_000, 2), hasRanges: false });
    expect((await manifestOf(id)).etag).toBe(first.etag);
    await pinnedAgo(id, DAY_MS + 1);
    const second = await manifestOf(id);
    expect(second.etag).not.toBe(first.etag);
    expect((await media(id, { 'if-match': first.etag })).status).toBe(412);
    expect((await bodyOf(await media(id))).equals(bytesOf(contentOf(40_000, 2)))).toBe(true);
    expect((await spooledFiles()).filter((name) => name.startsWith(id))).toHaveLength(1);
  });

  it('is fetched once for all, who are told to come back while it takes long', async () => {
    const patient = await startFollowingServer({}, { hashWaitMs: 150 });
    const content = contentOf(100_000);
    const { id, path } = await episodeOf({ content, hasRanges: false, bytesPerSecond: 100_000 }, patient);
    const asked = await Promise.all(
      ['/api/episodes/ID/manifest', '/media/ID', '/media/ID'].map((url) =>
        patient.get(url.replace('ID', id)),
      ),
    );
    for (const response of asked) {
      expect(await problemOf(response)).toEqual({ status: 503, code: 'fetching', retryAfter: '5' });
    }
    await until(async () => (await media(id, {}, patient)).status === 200);
    expect((await bodyOf(await media(id, {}, patient))).equals(bytesOf(content))).toBe(true);
    expect(publisher.seen(path)).toHaveLength(1);
  });

  it('breaks off: nothing is kept of it, and it is fetched again', async () => {
    const content = contentOf(300_000);
    const { id, path } = await episodeOf({ content, hasRanges: false, cutAfterBytes: 200_000 });
    expect(await problemOf(await media(id))).toMatchObject({ status: 503, code: 'media-unreachable' });
    expect(await isSpooled(id)).toBe(false);
    publisher.file(path, { content, hasRanges: false });
    expect((await bodyOf(await media(id))).equals(bytesOf(content))).toBe(true);
  });

  it('stopped to send ranges', async () => {
    const content = contentOf(60_000);
    const { id, path } = await episodeOf({ content });
    const { etag } = await manifestOf(id);
    publisher.file(path, { content, hasRanges: false });
    expect((await media(id, { range: 'bytes=0-9', 'if-match': etag })).status).toBe(412);
    expect((await download(id, 20_000)).equals(bytesOf(content))).toBe(true);
    expect(await isSpooled(id)).toBe(true);
  });

  it('keeps its file here in little room: what was used longest ago goes', async () => {
    const outbound = new Outbound({ allowPrivate: ['127.0.0.1/32'], userAgent: 'Carryon-Test/1' });
    onTestFinished(() => outbound.close());
    const dataFolder = await temporaryFolder();
    const remote = new RemoteMedia({
      db: server.db,
      outbound,
      dataFolder,
      spoolBytes: 25_000,
      waitMs: 5_000,
    });
    await remote.prepare();
    const episodes = await Promise.all(
      [1, 2, 3].map((seed) => episodeOf({ content: contentOf(10_000, seed), hasRanges: false })),
    );
    const open = async (index: number) => {
      const { id = '' } = episodes[index] ?? {};
      await (await remote.open(id, 'now')).close();
      await server.db
        .updateTable('remote_media')
        .set({ used_at_ms: Date.now() })
        .where('episode_id', '=', id)
        .execute();
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    for (const index of [0, 1, 0, 2]) await open(index);
    const kept = (await readdir(join(dataFolder, 'spool'))).map((name) => name.split('.')[0]);
    expect(new Set(kept)).toEqual(new Set([episodes[0]?.id, episodes[2]?.id]));
    expect(episodes.map(({ path }) => publisher.seen(path).length)).toEqual([1, 1, 1]);
    await open(1);
    expect(publisher.seen(episodes[1]?.path ?? '')).toHaveLength(2);
    expect(await readdir(join(dataFolder, 'spool'))).toHaveLength(2);
  });

  it('outlives a restart with its file whole, and without one that was not', async () => {
    const dataFolder = join(await temporaryFolder(), 'data');
    const first = await startFollowingServer({ dataFolder }, { hashWaitMs: 100 });
    const content = contentOf(50_000);
    const whole = await episodeOf({ content, hasRanges: false }, first);
    const slow = await episodeOf({ content, hasRanges: false, bytesPerSecond: 20_000 }, first);
    const { etag } = await manifestOf(whole.id, first);
    expect((await media(slow.id, {}, first)).status).toBe(503);
    await until(async () => (await spooledFiles(first)).some((name) => name.endsWith('.part')));
    const startedMs = performance.now();
    await first.close();
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    await until(() => publisher.seen(slow.path)[0]?.state === 'broken-off');
    for (const name of [`${slow.id}.part`, `${slow.id}.an-older-version`]) {
      await writeFile(join(dataFolder, 'spool', name), 'left over');
    }

    const second = await startFollowingServer({ dataFolder });
    expect(await spooledFiles(second)).toEqual([expect.stringContaining(whole.id)]);
    expect((await manifestOf(whole.id, second)).etag).toBe(etag);
    expect((await bodyOf(await media(whole.id, {}, second))).equals(bytesOf(content))).toBe(true);
    expect(publisher.seen(whole.path)).toHaveLength(1);
    publisher.file(slow.path, { content, hasRanges: false });
    expect((await bodyOf(await media(slow.id, {}, second))).equals(bytesOf(content))).toBe(true);

    // Somebody cleared up the folder while the server ran.
    await rm(
      join(dataFolder, 'spool', (await spooledFiles(second)).find((name) => name.startsWith(whole.id)) ?? ''),
    );
    expect(await problemOf(await media(whole.id, {}, second))).toMatchObject({
      status: 503,
      code: 'fetching',
    });
    expect((await bodyOf(await media(whole.id, {}, second))).equals(bytesOf(content))).toBe(true);
  });
});

describe('what is no file to play', () => {
  const page = contentFrom('<!doctype html><script>alert(document.domain)</script>');
  it.each<[string, Partial<FileOptions>]>([
    ['a page', { type: 'text/html' }],
    ['a page, with ranges', { type: 'text/html; charset=utf-8', hasRanges: true }],
    ['a drawing', { type: 'image/svg+xml' }],
    ['a text', { type: 'text/plain' }],
    ['data', { type: 'application/json' }],
    ['a playlist', { type: 'application/vnd.apple.mpegurl' }],
    ['a playlist that says it is sound', { type: 'audio/x-mpegurl' }],
    ['what has two types', { type: 'audio/mpeg, text/html' }],
  ])('is refused: %s', async (_, options) => {
    const { id } = await episodeOf({ content: page, hasRanges: false, ...options });
    for (const path of [`/media/${id}`, `/api/episodes/${id}/manifest`]) {
      const response = await server.get(path);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const text = await response.text();
      expect(text).toContain('"media-refused"');
      expect(text).not.toContain('alert');
      expect(response.status).toBe(502);
    }
    expect(await isSpooled(id)).toBe(false);
  });

  it('is refused when only the whole is a page', async () => {
    const path = newPath();
    const audio = { content: contentOf(5_000), etag: null };
    publisher.serve(path, () => undefined);
    const id = await episodeAt(publisher.url + path);
    let asked = 0;
    publisher.file(path, () =>
      ++asked === 1 ? audio : { content: page, type: 'text/html', hasRanges: false },
    );
    expect(await problemOf(await media(id))).toMatchObject({ status: 502, code: 'media-refused' });
    expect(await isSpooled(id)).toBe(false);
  });

  it.each([null, 'application/octet-stream', 'binary/octet-stream'])(
    'is taken for what the feed says when its server says %s',
    async (type) => {
      const content = contentOf(5_000);
      const { id } = await episodeOf({ content, type });
      const response = await media(id);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
      expect((await bodyOf(response)).equals(bytesOf(content))).toBe(true);
    },
  );
});

describe('a publisher that fails', () => {
  it('is told of by what it does', async () => {
    const closed = await StandInPublisher.start();
    const nowhere = `${closed.url}/x.mp3`;
    await closed.close();
    const cases: [string, () => string, { status: number; code: string; retryAfter: string | null }][] = [
      ['404', () => publisher.url + newPath(), { status: 404, code: 'media-not-found', retryAfter: null }],
      [
        '410',
        () => publisher.serve(newPath(), answerStatus(410)),
        { status: 404, code: 'media-not-found', retryAfter: null },
      ],
      [
        '403',
        () => publisher.serve(newPath(), answerStatus(403)),
        { status: 502, code: 'media-refused', retryAfter: null },
      ],
      [
        '500',
        () => publisher.serve(newPath(), answerStatus(500)),
        { status: 503, code: 'media-unreachable', retryAfter: '15' },
      ],
      [
        '429',
        () => publisher.serve(newPath(), answerStatus(429, { 'retry-after': '120' })),
        { status: 503, code: 'media-unreachable', retryAfter: '120' },
      ],
      [
        'a wish in no words of HTTP',
        () => publisher.serve(newPath(), answerStatus(503, { 'retry-after': '-1, soon' })),
        { status: 503, code: 'media-unreachable', retryAfter: '15' },
      ],
      [
        'inwards',
        () => publisher.serve(newPath(), redirectTo('http://10.0.0.1/x.mp3')),
        { status: 502, code: 'media-refused', retryAfter: null },
      ],
      [
        'round',
        () => publisher.serve('/round.mp3', redirectTo('/round.mp3')),
        { status: 502, code: 'media-refused', retryAfter: null },
      ],
      ['nobody there', () => nowhere, { status: 503, code: 'media-unreachable', retryAfter: '15' }],
      ['private', () => 'http://192.168.1.1/x.mp3', { status: 502, code: 'media-refused', retryAfter: null }],
    ];
    for (const [name, url, expected] of cases) {
      const id = await episodeAt(url());
      for (const path of [`/media/${id}`, `/api/episodes/${id}/manifest`]) {
        expect([name, await problemOf(await server.get(path))]).toEqual([name, expected]);
      }
    }
  });

  it('for a while keeps the version that it had', async () => {
    const content = contentOf(50_000);
    const path = newPath();
    const signed = publisher.signedFile(path, { lasts: 100, file: () => ({ content }) });
    const id = await episodeAt(signed);
    const { etag } = await manifestOf(id);
    const [address = ''] = publisher.requests
      .map((seen) => seen.path)
      .filter((seen) => seen.endsWith(path) && seen !== path);
    for (const fail of [answerStatus(500), answerStatus(429)]) {
      publisher.serve(address, fail);
      publisher.serve(path, redirectTo(publisher.file(newPath(), { content: contentOf(50_000, 2) })));
      expect(await problemOf(await media(id, { 'if-match': etag }))).toMatchObject({
        status: 503,
        code: 'media-unreachable',
      });
      expect((await server.get(`/api/episodes/${id}/manifest`)).status).toBe(503);
    }
    publisher.file(address, { content });
    expect((await bodyOf(await media(id, { 'if-match': etag }))).equals(bytesOf(content))).toBe(true);
    // But not for ever.
    publisher.serve(address, answerStatus(500));
    await pinnedAgo(id, 2 * 3_600_000);
    expect((await manifestOf(id)).etag).not.toBe(etag);
  });

  it('in the middle of a range ends the connection of the listener, which is never filled up', async () => {
    const content = contentOf(500_000);
    const { id, path } = await episodeOf({ content });
    await manifestOf(id);
    publisher.file(path, { content, cutAfterBytes: 200_000 });
    const received: Buffer[] = [];
    const response = await media(id, { range: 'bytes=0-499999' });
    expect([response.status, response.headers.get('content-length')]).toEqual([206, '500000']);
    await expect(
      (async () => {
        for await (const chunk of response.body ?? []) received.push(Buffer.from(chunk as Uint8Array));
      })(),
    ).rejects.toThrow();
    const body = Buffer.concat(received);
    expect(body.length).toBeLessThanOrEqual(200_000);
    expect(body.equals(content.read(0, body.length))).toBe(true);
    // Before its first byte there is still time to say so.
    publisher.file(path, { content, cutAfterBytes: 0 });
    expect(await problemOf(await media(id, { range: 'bytes=0-99' }))).toMatchObject({
      status: 503,
      code: 'media-unreachable',
    });
    publisher.file(path, { content });
    expect((await bodyOf(await media(id, { range: 'bytes=0-99' }))).equals(content.read(0, 100))).toBe(true);
  });

  it('in what a range is: more of it, another, or nothing', async () => {
    const content = contentOf(50_000);
    const { id, path } = await episodeOf({ content });
    const { etag } = await manifestOf(id);
    const answers: [string, string, Buffer][] = [
      ['more than asked for', 'bytes 100-199/50000', content.read(100, 5_000)],
      ['nothing', 'bytes 100-199/50000', Buffer.alloc(0)],
      ['another range', 'bytes 0-99/50000', content.read(0, 100)],
      ['no range', '', content.read(100, 200)],
    ];
    for (const [name, range, bytes] of answers) {
      publisher.serve(path, (_, response) => {
        response.writeHead(206, {
          etag: `"${content.id}"`,
          'content-type': 'audio/mpeg',
          'content-range': range,
        });
        response.end(bytes);
      });
      const response = await media(id, { range: 'bytes=100-199', 'if-match': etag });
      expect([name, response.status]).toEqual([name, expect.toSatisfy((status: number) => status >= 400)]);
      publisher.file(path, { content });
      expect([name, (await manifestOf(id)).etag]).toEqual([name, etag]);
    }
  });
});

describe('a listener', () => {
  it('that goes away ends what is asked for it, also before the first byte', async () => {
    const content = contentOf(64 * MIB);
    const { id, path } = await episodeOf({ content });
    await manifestOf(id);
    const reader = await readSome(`${server.url}/media/${id}`);
    reader.destroy();
    await until(() => publisher.seen(path).at(-1)?.state === 'broken-off');
    expect(publisher.seen(path).at(-1)?.sentBytes).toBeLessThan(32 * MIB);

    publisher.serve(path, () => undefined);
    const count = publisher.seen(path).length;
    const outgoing = request(`${server.url}/media/${id}`, { agent: false }).on('error', () => undefined);
    outgoing.end();
    await until(() => publisher.seen(path).length > count);
    outgoing.destroy();
    await until(() => publisher.seen(path).at(-1)?.state === 'broken-off', 3_000);
  });

  it('that reads slowly holds the publisher back', async () => {
    const content = contentOf(256 * MIB);
    const { id, path } = await episodeOf({ content });
    await manifestOf(id);
    const before = process.memoryUsage.rss();
    const reader = await readSome(`${server.url}/media/${id}`);
    let sent = -1;
    await until(async () => {
      const last = sent;
      sent = publisher.seen(path).at(-1)?.sentBytes ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return sent === last;
    });
    console.log(
      `${Math.round(sent / MIB)} MiB sent, ${Math.round((process.memoryUsage.rss() - before) / MIB)} MiB more held`,
    );
    expect(sent).toBeLessThan(24 * MIB);
    expect(publisher.seen(path).at(-1)?.state).toBe('open');
    reader.destroy();
    await until(() => publisher.seen(path).at(-1)?.state === 'broken-off');
  });
});
