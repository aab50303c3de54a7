import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { placeFixture, placeWav } from '../testing/media-files.ts';
import { startTestServer } from '../testing/test-server.ts';
import { drawnArtworkId, drawnArtworkOf, parseDrawnArtworkId } from './drawn-artwork.ts';
import { MAX_INPUT_PIXELS } from './artwork-store.ts';

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

it('answers the embedded picture in every size and format, and keeps it', async () => {
  const server = await startTestServer((library) =>
    placeFixture('tagged.mp3', join(library, 'Show/One.mp3')),
  );
  await server.settled(({ episodes }) => episodes === 1);
  const { artworkUrl, artworkColor } = await server.episode('Basel');
  expect(artworkUrl).toMatch(/^\/artwork\/[0-9a-f]{32}$/);
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(artworkColor.slice(at, at + 2), 16));
  expect(blue).toBeGreaterThan(Math.max(red ?? 0, green ?? 0));

  for (const size of [96, 192, 256, 512, 1024]) {
    for (const format of ['webp', 'avif', 'png']) {
      const response = await server.get(`${artworkUrl}?size=${size}&format=${format}`);
      expect(response.headers.get('content-type')).toBe(`image/${format}`);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const meta = await sharp(await bytesOf(response)).metadata();
      expect([meta.width, meta.height]).toEqual([size, size]);
    }
  }
  const plain = await server.get(artworkUrl);
  expect(await sharp(await bytesOf(plain)).metadata()).toMatchObject({ format: 'webp', width: 512 });
  const again = await server.get(artworkUrl, { 'if-none-match': plain.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  const kept = (await readdir(join(server.dataFolder, 'artwork/sized'), { recursive: true })).filter((name) =>
    /\.(?:webp|avif|png)$/.test(name),
  );
  expect(kept).toHaveLength(15);
  for (const query of ['size=97', 'size=0', 'size=99999', 'format=gif']) {
    expect((await server.get(`${artworkUrl}?${query}`)).status).toBe(400);
  }
});

it('makes a picture once for many that ask for it together', async () => {
  const server = await startTestServer((library) =>
    placeFixture('tagged.mp3', join(library, 'Show/One.mp3')),
  );
  await server.settled(({ episodes }) => episodes === 1);
  const { artworkUrl } = await server.episode('Basel');
  const bodies = await Promise.all(
    Array.from({ length: 40 }, async () =>
      (await bytesOf(await server.get(`${artworkUrl}?size=1024`))).toString('hex'),
    ),
  );
  expect(new Set(bodies).size).toBe(1);
  const files = await readdir(join(server.dataFolder, 'artwork/sized'), { recursive: true });
  expect(files.filter((name) => name.includes('1024'))).toHaveLength(1);
});

it('draws a picture for a show that has none', async () => {
  const server = await startTestServer((library) => placeWav(library, 'Über <Wald> & Wiesen/One.wav', 500));
  await server.settled(({ episodes }) => episodes === 1);
  const { artworkUrl, artworkColor, showId, showTitle } = await server.episode('One');
  expect(artworkUrl).toBe(`/artwork/${drawnArtworkId(drawnArtworkOf(showId, showTitle))}`);
  expect(parseDrawnArtworkId(artworkUrl.slice('/artwork/'.length))?.initials).toBe('ÜW');
  expect(artworkColor).toMatch(/^#[0-9a-f]{6}$/);
  const first = await bytesOf(await server.get(`${artworkUrl}?size=256&format=png`));
  expect(await sharp(first).metadata()).toMatchObject({ width: 256, height: 256, format: 'png' });
  expect((await bytesOf(await server.get(`${artworkUrl}?size=256&format=png`))).equals(first)).toBe(true);
  for (const id of ['drawn-400-QQ', `drawn-1-${Buffer.from('<b>').toString('base64url')}`]) {
    expect((await server.get(`/artwork/${id}`)).status).toBe(404);
  }
});

it('refuses a picture with too many pixels, and falls back to a drawn one', async () => {
  const side = Math.ceil(Math.sqrt(MAX_INPUT_PIXELS)) + 100;
  const bomb = await sharp({ create: { width: side, height: side, channels: 3, background: '#000' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  const server = await startTestServer(async (library) => {
    await placeWav(library, 'Show/One.wav', 500);
    await writeFile(join(library, 'Show/cover.png'), bomb);
  });
  const status = await server.settled(({ problems }) => problems.length === 1);
  expect(status.problems).toMatchObject([{ path: 'Show/cover.png', code: 'bad-artwork' }]);
  const { artworkUrl } = await server.episode('One');
  expect(artworkUrl).toMatch(/^\/artwork\/drawn-/);
  await writeFile(
    join(server.library, 'Show/cover.png'),
    await readFile(new URL('../test-fixtures/cover.png', import.meta.url)),
  );
  await server.settled(async ({ problems }) => problems.length === 0);
  expect((await server.episode('One')).artworkUrl).not.toBe(artworkUrl);
});
