import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ARTWORK_SIZES } from '../../core/api/artwork.ts';
import type { Problem } from '../../core/api/problem.ts';
import type { Show } from '../../core/api/show.ts';
import { startFollowingServer, type FollowingServer } from '../feeds/testing/following-server.ts';
import {
  answerStatus,
  contentFrom,
  contentOf,
  fileAnswer,
  redirectTo,
  StandInPublisher,
  type Answer,
} from '../testing/stand-in-publisher.ts';
import { MAX_INPUT_PIXELS } from './artwork-store.ts';

let publisher: StandInPublisher;
let server: FollowingServer;
beforeAll(async () => {
  publisher = await StandInPublisher.start();
  server = await startFollowingServer();
});

const green = (width = 300, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: '#20c040' } });

let pictures = 0;
/** A show whose picture is answered so, and the path of the picture at its publisher. */
async function showWith(answer: Answer): Promise<{ show: Show; path: string }> {
  const path = `/picture-${++pictures}`;
  publisher.serve(path, answer);
  const item = { title: `Episode of ${pictures}`, url: '/e.mp3' };
  const feed = publisher.feed(`/feed-${pictures}.xml`, { imageUrl: path, items: [item] });
  const { showId } = await server.follow(feed);
  return { show: await server.json<Show>(`/api/shows/${showId}`), path };
}

const picture = (content: string | Uint8Array, type = 'image/png'): Answer =>
  fileAnswer({ content: contentFrom(content), type });

describe('the picture of a feed', () => {
  it('is served by us alone, in all sizes and formats, and fetched once', async () => {
    const { show, path } = await showWith(picture(await green().jpeg().toBuffer(), 'text/plain'));
    expect(show.artworkUrl).toMatch(/^\/artwork\/[0-9a-f]{32}$/);
    expect(publisher.seen(path)).toHaveLength(0);
    const asked = ARTWORK_SIZES.flatMap((size) =>
      (['webp', 'avif', 'png'] as const).map(async (format) => {
        const response = await server.get(`${show.artworkUrl}?size=${size}&format=${format}`);
        expect([response.status, response.headers.get('content-type')]).toEqual([200, `image/${format}`]);
        expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
        expect(response.headers.get('x-content-type-options')).toBe('nosniff');
        const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
        expect([width, height]).toEqual([size, size]);
      }),
    );
    await Promise.all(asked);
    expect(publisher.seen(path)).toHaveLength(1);
    const { artworkColor } = await server.json<Show>(`/api/shows/${show.id}`);
    const [red = 0, greenish = 0, blue = 0] = [1, 3, 5].map((at) =>
      parseInt(artworkColor.slice(at, at + 2), 16),
    );
    expect(greenish).toBeGreaterThan(2 * Math.max(red, blue));
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)('may be a %s', async (format) => {
    const { show } = await showWith(picture(await green().toFormat(format).toBuffer()));
    const response = await server.get(`${show.artworkUrl}?size=96`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp']);
  });

  it('may be of one episode, behind a redirect, and compressed', async () => {
    const content = contentFrom(await green().png().toBuffer());
    publisher.file('/cover.png', { content, type: 'image/png', encoding: 'gzip' });
    publisher.serve('/cover', redirectTo('/cover.png'));
    const item = { title: 'With a cover', url: '/e.mp3', imageUrl: '/cover' };
    await server.follow(publisher.feed('/covers.xml', { items: [item] }));
    const { artworkUrl } = await server.episode('With a cover');
    expect((await server.get(artworkUrl)).status).toBe(200);
  });
});

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99">${inside}</svg>`;

describe('what is no picture', () => {
  it.each<[string, () => Answer | Promise<Answer>]>([
    ['a drawing', () => picture(svg('<script>alert(1)</script>'), 'image/svg+xml')],
    ['a drawing that says it is a photograph', () => picture(svg('<circle r="9"/>'), 'image/jpeg')],
    ['a compressed drawing', () => picture(gzipSync(svg('<circle r="9"/>')), 'image/svg+xml')],
    ['a drawing that names another file', () => picture(svg(`<image href="${publisher.url}/named.png"/>`))],
    ['a page', () => picture('<!doctype html><script>alert(1)</script>', 'text/html')],
    ['nothing', () => picture('')],
    ['noise', () => fileAnswer({ content: contentOf(50_000), type: 'image/png' })],
    [
      'the start of a picture',
      async () => picture((await green(900, 900).jpeg().toBuffer()).subarray(0, 700)),
    ],
    ['too many pixels', async () => picture(await tooManyPixels())],
    ['too many bytes', () => fileAnswer({ content: contentOf(21 * 1024 * 1024), type: 'image/png' })],
    ['too many bytes, untold', () => fileAnswer({ content: contentOf(21 * 1024 * 1024), isChunked: true })],
    ['not there', () => answerStatus(404)],
    ['inwards', () => redirectTo('http://10.0.0.1/cover.png')],
    [
      'cut off',
      async () => fileAnswer({ content: contentFrom(await green().png().toBuffer()), cutAfterBytes: 100 }),
    ],
  ])('is not served, and not asked for again at once: %s', async (_, answer) => {
    const { show, path } = await showWith(await answer());
    for (let times = 0; times < 3; times++) {
      const response = await server.get(`${show.artworkUrl}?size=96`);
      expect([response.status, ((await response.json()) as Problem).code]).toEqual([
        404,
        'artwork-not-found',
      ]);
    }
    expect(publisher.seen(path)).toHaveLength(1);
    expect(publisher.seen('/named.png')).toHaveLength(0);
  });

  it('may be one later', async () => {
    const { show, path } = await showWith(answerStatus(503));
    expect((await server.get(show.artworkUrl)).status).toBe(404);
    publisher.serve(path, picture(await green().png().toBuffer()));
    expect((await server.get(show.artworkUrl)).status).toBe(404);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect((await server.get(show.artworkUrl)).status).toBe(200);
    expect(publisher.seen(path)).toHaveLength(2);
  });
});

function tooManyPixels(): Promise<Buffer> {
  const side = Math.ceil(Math.sqrt(MAX_INPUT_PIXELS)) + 100;
  return green(side, side).png({ compressionLevel: 9 }).toBuffer();
}
