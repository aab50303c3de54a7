import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { placeFile } from '../testing/media-files.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { startTestServer, temporaryFolder, type TestServer } from '../testing/test-server.ts';

const INDEX = '<!doctype html><title>Carryon</title>';
const SCRIPT = `export const text = '${'carry on '.repeat(500)}';`;

let server: TestServer;

beforeAll(async () => {
  const appFolder = await temporaryFolder();
  await placeFile(join(appFolder, 'index.html'), INDEX);
  await placeFile(join(appFolder, 'sw.js'), 'self.skip = 1;');
  await placeFile(join(appFolder, 'manifest.webmanifest'), '{"name":"Carryon"}');
  await placeFile(join(appFolder, 'assets/app-1a2b3c4d.js'), SCRIPT);
  await placeFile(join(appFolder, 'icons/icon.png'), Buffer.alloc(5_000, 7));
  await placeFile(join(appFolder, '.secret'), 'no');
  server = await startTestServer(undefined, { appFolder });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  rawRequest(server.url + path, 'GET', headers);

it.each([
  ['/', 'no-cache', 'text/html; charset=utf-8'],
  ['/index.html', 'no-cache', 'text/html; charset=utf-8'],
  ['/sw.js', 'no-cache', 'text/javascript; charset=utf-8'],
  ['/manifest.webmanifest', 'no-cache', 'application/manifest+json'],
  ['/assets/app-1a2b3c4d.js', 'public, max-age=31536000, immutable', 'text/javascript; charset=utf-8'],
  ['/icons/icon.png', 'no-cache', 'image/png'],
])('%s is kept: %s', async (path, cacheControl, type) => {
  const first = await get(path);
  expect(first.status).toBe(200);
  expect(first.header('cache-control')).toBe(cacheControl);
  expect(first.header('content-type')?.replace('application/javascript', 'text/javascript')).toBe(type);
  expect(first.header('content-security-policy')).toContain("script-src 'self'");
  const again = await get(path, { 'if-none-match': first.header('etag') ?? '' });
  expect([again.status, again.body.length, again.header('cache-control')]).toEqual([304, 0, cacheControl]);
});

it('opens a page of the client by its address', async () => {
  for (const path of [
    '/downloads',
    '/shows/01a1fba6-1996-70ec-912e-19600f18d1cc',
    '/episodes/x?from=y',
    '/apiary',
  ]) {
    const { status, body, header } = await get(path, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect([status, body.toString(), header('cache-control')]).toEqual([200, INDEX, 'no-cache']);
  }
});

it('does not take other requests for pages', async () => {
  const html = { accept: 'text/html' };
  const cases: [string, Record<string, string>][] = [
    ['/downloads', { accept: 'application/json' }],
    ['/downloads', { accept: '*/*' }],
    ['/assets/gone.js', html],
    ['/api/nothing', html],
    ['/media/', html],
    ['/artwork', html],
    ['/.secret', {}],
    ['/../package.json', {}],
    ['/%2e%2e/package.json', {}],
    ['/assets/..%2f..%2fpackage.json', {}],
  ];
  for (const [path, headers] of cases) {
    const { status, header } = await get(path, headers);
    expect([400, 403, 404, 406], path).toContain(status);
    expect(header('content-type'), path).toBe('application/problem+json');
  }
  expect((await rawRequest(`${server.url}/downloads`, 'POST', html)).status).toBe(404);
});

it('compresses text, and neither pictures nor ranges', async () => {
  const script = await get('/assets/app-1a2b3c4d.js', { 'accept-encoding': 'gzip' });
  expect(script.header('content-encoding')).toBe('gzip');
  expect(script.header('vary')).toMatch(/accept-encoding/i);
  expect(gunzipSync(script.body).toString()).toBe(SCRIPT);
  const picture = await get('/icons/icon.png', { 'accept-encoding': 'gzip' });
  expect([picture.header('content-encoding'), picture.body.length]).toEqual([null, 5_000]);
  const range = await get('/assets/app-1a2b3c4d.js', { 'accept-encoding': 'gzip', range: 'bytes=0-9' });
  expect([range.status, range.header('content-range')]).toEqual([200, null]);
});
