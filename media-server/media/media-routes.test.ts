import { createHash } from 'node:crypto';
import { open, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/api/manifest.ts';
import type { Problem } from '../../core/api/problem.ts';
import { placeFile, placeWav, wavOf } from '../testing/media-files.ts';
import { canListOpenFiles, countOpenFiles, until } from '../testing/open-files.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const MIB = 1024 * 1024;
const PART_BYTES = 4 * MIB;

const manifestOf = (server: TestServer, id: string) => server.json<Manifest>(`/api/episodes/${id}/manifest`);

async function serverWithOne(
  bytes: number,
  options = {},
): Promise<TestServer & { id: string; path: string }> {
  const server = await startTestServer(
    async (library) => {
      await placeWav(library, 'Show/One.wav', bytes);
      // A file that changed in this second has no date to be known by.
      const earlier = new Date(Date.now() - 5_000);
      await utimes(join(library, 'Show/One.wav'), earlier, earlier);
    },
    {},
    options,
  );
  await server.settled(({ episodes }) => episodes === 1);
  return { ...server, id: (await server.episode('One')).id, path: join(server.library, 'Show/One.wav') };
}

/** Asks until the file is no longer one that is being written. */
async function whenWritten(ask: () => Promise<Response>): Promise<Response> {
  let response = await ask();
  await until(async () => response.status !== 503 || ((response = await ask()), false));
  return response;
}

/** Reads `bytes` bytes of a body, then no more, leaving the connection open. */
function readSome(
  url: string,
  bytes: number,
): Promise<{ destroy: () => void; readOn: () => Promise<number> }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent: false }, (response) => {
      let read = 0;
      let isEnough = false;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (isEnough || read < bytes) return;
        isEnough = true;
        response.pause();
        resolve({
          destroy: () => outgoing.destroy(),
          readOn: () =>
            new Promise((done) => {
              response.on('close', () => done(read));
              response.on('error', () => undefined);
              response.resume();
            }),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('manifest', () => {
  it('describes the parts of a file, each with its hash', async () => {
    const bytes = 2 * PART_BYTES + 12_345;
    const server = await serverWithOne(bytes);
    const wav = wavOf(bytes);
    const manifest = await manifestOf(server, server.id);
    expect(manifest).toEqual({
      bytes,
      type: 'audio/wav',
      etag: expect.stringMatching(/^"[\w-]{20,}"$/),
      lastModifiedAt: Math.floor((await stat(server.path)).mtimeMs / 1000) * 1000,
      partBytes: PART_BYTES,
      parts: [0, 1, 2].map((index) => {
        const [start, end] = [index * PART_BYTES, Math.min((index + 1) * PART_BYTES, bytes)];
        return { start, end, sha256: createHash('sha256').update(wav.subarray(start, end)).digest('hex') };
      }),
    });
    const { media } = await server.episode('One');
    expect(media).toEqual({ url: `/media/${server.id}`, type: 'audio/wav', bytes, etag: manifest.etag });
    const whole = await server.get(media.url);
    expect(whole.headers.get('etag')).toBe(manifest.etag);
    expect(Buffer.from(await whole.arrayBuffer()).equals(wav)).toBe(true);
    const ranged = await server.get(media.url, { range: `bytes=${PART_BYTES - 5}-${PART_BYTES + 99_999}` });
    expect(ranged.status).toBe(206);
    const piece = wav.subarray(PART_BYTES - 5, PART_BYTES + 100_000);
    expect(Buffer.from(await ranged.arrayBuffer()).equals(piece)).toBe(true);
  });

  it('answers 503 with Retry-After while the file is being hashed', async () => {
    const server = await serverWithOne(64 * MIB, { hashWaitMs: 0 });
    // In one step: a file that is still being written is none yet.
    const written = join(server.library, '..', 'written.wav');
    await writeFile(written, wavOf(64 * MIB, 5));
    await rename(written, server.path);
    for (const path of [`/api/episodes/${server.id}/manifest`, `/media/${server.id}`]) {
      const response = await server.get(path);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      // Until it is scanned, it may still be written.
      expect(['changing', 'hashing']).toContain(((await response.json()) as Problem).code);
    }
    await until(async () => (await server.get(`/media/${server.id}`, { range: 'bytes=0-0' })).status === 206);
  });
});

describe('media', () => {
  it('is sandboxed, of this origin only, and asked for anew each time', async () => {
    const server = await serverWithOne(1_000);
    const { headers } = await rawRequest(`${server.url}/media/${server.id}`, 'GET', {
      'accept-encoding': 'br, gzip',
    });
    expect(headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'audio/wav',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('never sends new bytes under the old tag', async () => {
    const server = await serverWithOne(300_000);
    const before = await manifestOf(server, server.id);
    for (let seed = 2; seed < 8; seed++) {
      await writeFile(server.path, wavOf(300_000, seed));
      const response = await whenWritten(() =>
        server.get(`/media/${server.id}`, { range: 'bytes=0-', 'if-range': before.etag }),
      );
      expect(response.status).toBe(200);
      const body = Buffer.from(await response.arrayBuffer());
      expect(body.equals(wavOf(300_000, seed))).toBe(true);
      const now = await manifestOf(server, server.id);
      expect(response.headers.get('etag')).toBe(now.etag);
      expect(now.etag).not.toBe(before.etag);
      expect(now.parts[0]?.sha256).toBe(createHash('sha256').update(body).digest('hex'));
    }
    await writeFile(server.path, wavOf(300_000));
    const response = await whenWritten(() => server.get(`/api/episodes/${server.id}/manifest`));
    expect(((await response.json()) as Manifest).etag).toBe(before.etag);
  });

  it('breaks off when the file changes while it is sent', async () => {
    const server = await serverWithOne(40 * MIB);
    const reader = await readSome(`${server.url}/media/${server.id}`, MIB);
    const file = await open(server.path, 'r+');
    await file.write(Buffer.alloc(100, 1), 0, 100, 39 * MIB);
    await file.close();
    expect(await reader.readOn()).toBeLessThan(40 * MIB);
    await until(() => server.finished.some(({ aborted, path }) => aborted && path.startsWith('/media/')));
  });

  it('breaks off when the file becomes shorter while it is sent', async () => {
    const server = await serverWithOne(40 * MIB);
    const reader = await readSome(`${server.url}/media/${server.id}`, MIB);
    await (await open(server.path, 'r+').then(async (file) => (await file.truncate(20 * MIB), file))).close();
    expect(await reader.readOn()).toBeLessThan(40 * MIB);
  });

  it('goes on to the end when the file is removed or replaced while it is sent', async () => {
    const server = await serverWithOne(40 * MIB);
    const reader = await readSome(`${server.url}/media/${server.id}`, MIB);
    await placeFile(`${server.library}/Show/.new`, wavOf(1_000, 3));
    await rename(`${server.library}/Show/.new`, server.path);
    expect(await reader.readOn()).toBe(40 * MIB);
  });

  it('answers a problem when the file vanished, and is not fooled by a link in its place', async () => {
    const server = await serverWithOne(1_000);
    const url = `/media/${server.id}`;
    await rename(server.path, join(server.library, '..', 'moved.wav'));
    const gone = await server.get(url);
    expect([404, 410]).toContain(gone.status);
    expect(gone.headers.get('content-type')).toBe('application/problem+json');
    await symlink(join(server.library, '..', 'moved.wav'), server.path);
    expect([404, 410]).toContain((await server.get(url)).status);
    await rm(server.path);
    await rm(join(server.library, 'Show'), { recursive: true });
    await placeWav(join(server.library, '..'), 'elsewhere/One.wav', 1_000);
    await symlink(join(server.library, '..', 'elsewhere'), join(server.library, 'Show'));
    expect([404, 410]).toContain((await server.get(url)).status);
  });

  it('has no Last-Modified that lies ahead, or in this very second', async () => {
    const server = await serverWithOne(1_000);
    const ahead = new Date(Date.now() + 3_600_000);
    await utimes(server.path, ahead, ahead);
    const response = await whenWritten(() => server.get(`/media/${server.id}`));
    expect(response.status).toBe(200);
    expect(response.headers.get('last-modified')).toBeNull();
    await utimes(server.path, new Date(), new Date());
    const { headers } = await whenWritten(() => server.get(`/media/${server.id}`));
    const lastModified = headers.get('last-modified');
    if (lastModified !== null)
      expect(Date.parse(lastModified)).toBeLessThan(Date.parse(headers.get('date') ?? ''));
  });

  it('answers for what is no episode', async () => {
    const server = await startTestServer();
    const unknown = '/media/01a1fba6-1996-70ec-912e-19600f18d1cc';
    expect(((await (await server.get(unknown)).json()) as Problem).code).toBe('episode-not-found');
    expect((await server.get('/media/..%2f..%2fetc%2fpasswd')).status).toBe(400);
    expect((await rawRequest(`${server.url}${unknown}`, 'HEAD')).status).toBe(404);
  });

  it('logs which ranges were fetched, and how much of them was sent', async () => {
    const server = await serverWithOne(40 * MIB);
    const url = `${server.url}/media/${server.id}`;
    await rawRequest(url, 'GET', { range: 'bytes=5-14' });
    await rawRequest(url, 'HEAD', {});
    await rawRequest(url, 'GET', { range: `bytes=0-1${',2-3'.repeat(200)}` });
    await until(() => server.finished.filter(({ path }) => path.startsWith('/media/')).length === 3);
    const entries = server.finished.filter(({ path }) => path === `/media/${server.id}`);
    expect(entries).toMatchObject([
      { method: 'GET', status: 206, range: 'bytes=5-14', bytes: 10, aborted: false },
      { method: 'HEAD', status: 200, range: null, bytes: 0 },
      { method: 'GET', status: 200, bytes: 40 * MIB },
    ]);
    expect(entries[2]?.range).toHaveLength(200);
    const reader = await readSome(url, MIB);
    reader.destroy();
    await until(() => server.finished.some(({ aborted }) => aborted));
    const aborted = server.finished.find((entry) => entry.aborted);
    expect(aborted?.bytes).toBeGreaterThanOrEqual(MIB);
    expect(aborted?.bytes).toBeLessThan(20 * MIB);
  });

  it.skipIf(!canListOpenFiles)(
    'closes its files: at the end, when nobody reads on, and for what has no body',
    async () => {
      const server = await serverWithOne(20 * MIB);
      const url = `${server.url}/media/${server.id}`;
      await rawRequest(url, 'HEAD');
      await rawRequest(url, 'GET', { range: 'bytes=0-9,20-29' });
      await rawRequest(url, 'GET', { range: 'bytes=99999999-' });
      await rawRequest(url, 'GET', { 'if-none-match': '*' });
      await manifestOf(server, server.id);
      await until(() => countOpenFiles(server.library) === 0);
      // These are gone before their file is hashed.
      await writeFile(server.path, wavOf(20 * MIB, 2));
      for (let delayMs = 0; delayMs < 40; delayMs += 4) {
        const outgoing = request(url, { agent: false }).on('error', () => undefined);
        outgoing.end();
        setTimeout(() => outgoing.destroy(), delayMs);
      }
      await whenWritten(() => server.get(`/api/episodes/${server.id}/manifest`));
      await until(() => countOpenFiles(server.library) === 0);

      const readers = await Promise.all(Array.from({ length: 20 }, () => readSome(url, 1)));
      // The library is scanned and hashed in between, which opens the file too.
      await until(() => countOpenFiles(server.library) === readers.length);
      for (const reader of readers) reader.destroy();
      await until(() => countOpenFiles(server.library) === 0);
    },
  );

  it('closes the file of a reader that takes no byte for long, and leaves one that is only slow', async () => {
    const stallMs = 600;
    const server = await serverWithOne(40 * MIB, { stallMs });
    const url = `${server.url}/media/${server.id}`;
    const startedMs = Date.now();
    const stalled = await readSome(url, 1);
    const slow = await fetch(url);
    let read = 0;
    for await (const chunk of slow.body ?? []) {
      const before = read;
      read += (chunk as Uint8Array).length;
      if (Math.floor(read / (5 * MIB)) > Math.floor(before / (5 * MIB)))
        await new Promise((resolve) => setTimeout(resolve, stallMs / 2));
    }
    expect(read).toBe(40 * MIB);
    expect(Date.now() - startedMs).toBeGreaterThan(2 * stallMs);
    await until(() => server.finished.some(({ aborted, path }) => aborted && path === `/media/${server.id}`));
    if (canListOpenFiles) await until(() => countOpenFiles(server.library) === 0);
    expect(await stalled.readOn()).toBeLessThan(40 * MIB);
    const rest = await server.get(`/media/${server.id}`, { range: `bytes=${MIB}-` });
    expect((await rest.arrayBuffer()).byteLength).toBe(39 * MIB);
  });
});
