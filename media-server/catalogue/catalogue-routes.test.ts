import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { EpisodePage, ShowList } from '../../core/api/page.ts';
import type { Problem } from '../../core/api/problem.ts';
import { placeWav } from '../testing/media-files.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const UNKNOWN = '01a1fba6-1996-70ec-912e-19600f18d1cc';
const COUNT = 23;

/** None of the tests changes the library. */
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(async (library) => {
    for (let index = 1; index <= COUNT; index++) {
      const date = `2026-01-${String(index).padStart(2, '0')}`;
      await placeWav(library, `${index % 2 ? 'Odd' : 'Even'}/${date} Day ${index}.wav`, 300, index);
    }
  });
  await server.settled(({ episodes }) => episodes === COUNT);
});

async function allPages(path: string, limit: number): Promise<EpisodeSummary[]> {
  const found: EpisodeSummary[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: EpisodePage = await server.json(`${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

const problemAt = async (path: string): Promise<Problem> => {
  const response = await server.get(path);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({ status: response.status, type: `/problems/${problem.code}` });
  return problem;
};

describe('lists', () => {
  it('pages through all episodes, newest first, whatever the size of a page', async () => {
    const days = Array.from({ length: COUNT }, (_, index) => `Day ${COUNT - index}`);
    for (const limit of [1, 7, COUNT, 200]) {
      expect((await allPages('/api/episodes', limit)).map(({ title }) => title)).toEqual(days);
    }
    const { items: shows } = await server.json<ShowList>('/api/shows');
    expect(shows).toMatchObject([
      { title: 'Odd', episodeCount: 12, latestPublishedAt: Date.UTC(2026, 0, 23) },
      { title: 'Even', episodeCount: 11, latestPublishedAt: Date.UTC(2026, 0, 22) },
    ]);
    const odd = await allPages(`/api/shows/${shows[0]?.id}/episodes`, 5);
    expect(odd.map(({ title }) => title)).toEqual(days.filter((_, index) => index % 2 === 0));
  });

  it('refuses a cursor or a limit that it did not give', async () => {
    const { nextCursor } = await server.json<EpisodePage>('/api/episodes?limit=2');
    for (const cursor of ['x', '%00', `${nextCursor}A`, Buffer.from("' OR 1=1 --").toString('base64url')]) {
      expect((await problemAt(`/api/episodes?cursor=${cursor}`)).code).toBe('bad-cursor');
    }
    for (const limit of ['0', '201', '-1', 'many', '1.5']) {
      expect(await problemAt(`/api/episodes?limit=${limit}`)).toMatchObject({
        status: 400,
        code: 'bad-request',
      });
    }
  });
});

describe('answers', () => {
  it('have an entity tag, and are not sent again to who has them', async () => {
    const [episode] = await server.episodes();
    const paths = ['/api/shows', '/api/episodes', `/api/episodes/${episode?.id}`, '/api/library', '/healthz'];
    for (const path of [...paths, `/api/episodes/${episode?.id}/manifest`, '/api/openapi.json']) {
      const first = await rawRequest(server.url + path);
      expect(first.header('etag'), path).toMatch(/^W\/"[\w-]+"$/);
      expect(first.header('cache-control')).toBe('no-cache');
      const again = await rawRequest(server.url + path, 'GET', {
        'if-none-match': `"x", ${first.header('etag')}`,
      });
      expect([again.status, again.body.length, again.header('etag')]).toEqual([304, 0, first.header('etag')]);
      const head = await rawRequest(server.url + path, 'HEAD');
      expect([head.status, head.header('etag'), head.body.length]).toEqual([200, first.header('etag'), 0]);
    }
  });

  it('are compressed as the client wants them', async () => {
    const plain = await rawRequest(`${server.url}/api/episodes`, 'GET', { 'accept-encoding': 'identity' });
    expect(plain.header('content-encoding')).toBeNull();
    const decoders = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };
    for (const [encoding, decode] of Object.entries(decoders)) {
      const answer = await rawRequest(`${server.url}/api/episodes`, 'GET', { 'accept-encoding': encoding });
      expect(answer.header('content-encoding')).toBe(encoding);
      expect(answer.header('vary')).toMatch(/accept-encoding/i);
      expect(answer.header('etag')).toBe(plain.header('etag'));
      expect(decode(answer.body).equals(plain.body)).toBe(true);
      expect(answer.body.length).toBeLessThan(plain.body.length / 2);
    }
  });

  it('carry the security headers', async () => {
    for (const path of ['/api/shows', '/nothing', `/media/${UNKNOWN}`]) {
      const { headers } = await rawRequest(server.url + path);
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      });
    }
  });
});

describe('problems', () => {
  it.each([
    [`/api/shows/${UNKNOWN}`, 404, 'show-not-found'],
    [`/api/shows/${UNKNOWN}/episodes`, 404, 'show-not-found'],
    [`/api/episodes/${UNKNOWN}`, 404, 'episode-not-found'],
    [`/api/episodes/${UNKNOWN}/manifest`, 404, 'episode-not-found'],
    [`/api/episodes/${UNKNOWN}/chapters`, 404, 'episode-not-found'],
    [`/api/episodes/${UNKNOWN}/transcripts/0`, 404, 'episode-not-found'],
    ['/api/episodes/one', 400, 'bad-request'],
    ['/api/episodes/%2e%2e%2f', 400, 'bad-request'],
    ['/api/nothing', 404, 'not-found'],
    ['/api', 404, 'not-found'],
    ['/api/%zz', 400, 'bad-request'],
    [`/api/episodes/${'a'.repeat(300)}`, 414, 'uri-too-long'],
    ['/artwork/none', 400, 'bad-request'],
    [`/artwork/${'0'.repeat(32)}`, 404, 'artwork-not-found'],
  ])('%s is %i %s', async (path, status, code) => {
    expect(await problemAt(path)).toMatchObject({ status, code });
  });

  it('are answered to an episode without chapters or transcripts', async () => {
    const [episode] = await server.episodes();
    expect((await problemAt(`/api/episodes/${episode?.id}/chapters`)).code).toBe('chapters-not-found');
    expect((await problemAt(`/api/episodes/${episode?.id}/transcripts/0`)).code).toBe('transcript-not-found');
  });

  it('are answered to methods and types that are not there', async () => {
    for (const [method, path] of [
      ['POST', '/api/shows'],
      ['DELETE', `/api/episodes/${UNKNOWN}`],
      ['PUT', '/healthz'],
    ]) {
      const { status, header, body } = await rawRequest(`${server.url}${path}`, method);
      expect([status, header('allow'), (JSON.parse(body.toString()) as Problem).code]).toEqual([
        405,
        'GET, HEAD',
        'method-not-allowed',
      ]);
    }
    const accepting = async (accept: string) =>
      (await rawRequest(`${server.url}/api/shows`, 'GET', { accept })).status;
    expect(await accepting('text/html')).toBe(406);
    expect(await accepting('application/json;q=0, */*')).toBe(406);
    expect(await accepting('text/html, */*;q=0.1')).toBe(200);
    expect(await accepting('application/*')).toBe(200);
  });

  it('are answered to what is no HTTP, and to a body that is too long', async () => {
    const { hostname, port } = new URL(server.url);
    const exchange = (bytes: string) =>
      new Promise<string>((resolve) => {
        let answer = '';
        const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(bytes));
        socket.on('data', (chunk) => (answer += chunk.toString()));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(answer));
      });
    expect(await exchange('NONSENSE\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400 [^]*application\/problem\+json[^]*"bad-request"/,
    );
    expect(await exchange(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 Request Header Fields Too Large\r\n[^]*"status":431/,
    );
  });
});

it('describes itself as OpenAPI 3.1', async () => {
  const api = await server.json<{
    openapi: string;
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    components: { schemas: Record<string, unknown> };
  }>('/api/openapi.json');
  expect(api.openapi).toBe('3.1.0');
  expect(Object.keys(api.paths).toSorted()).toEqual([
    '/api/directory',
    '/api/episodes',
    '/api/episodes/{episodeId}',
    '/api/episodes/{episodeId}/chapters',
    '/api/episodes/{episodeId}/manifest',
    '/api/episodes/{episodeId}/transcripts/{position}',
    '/api/library',
    '/api/opml',
    '/api/search',
    '/api/shows',
    '/api/shows/{showId}',
    '/api/shows/{showId}/episodes',
    '/api/subscriptions',
    '/api/subscriptions/{showId}',
    '/api/subscriptions/{showId}/refresh',
    '/artwork/{artworkId}',
    '/healthz',
    '/media/{episodeId}',
  ]);
  const references = JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  const names = [...references].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(api.components.schemas).toHaveProperty(name);
  expect(JSON.stringify(api)).not.toContain('"$id"');
});
