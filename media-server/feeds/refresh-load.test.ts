import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import type { SubscriptionList } from '../../core/api/subscription.ts';
import { until } from '../testing/open-files.ts';
import {
  contentFrom,
  fileAnswer,
  hang,
  redirectTo,
  rssOf,
  StandInPublisher,
  type Answer,
  type Content,
  type FileOptions,
} from '../testing/stand-in-publisher.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { opmlOf } from './testing/following-server.ts';

const SERVER_PROCESS = fileURLToPath(new URL('./testing/server-process.ts', import.meta.url));
const FEEDS = Number(process.env['CARRYON_FEEDS'] ?? 100);
const HOSTS = 20;
const EPISODES = 100;
const NOTES = 'Half past nine, and nobody had fed the parrot. '.repeat(20);
const MIB = 1024 * 1024;
/** Beside what the server holds when it follows nothing. */
const MAX_GROWTH_BYTES = 600 * MIB;
/** Until all of its threads have begun. */
const IDLE_MS = 2_500;
/** For what is fixed, and for each feed. */
const MAX_MS = 12_000 + 100 * FEEDS;

const feedOf = (number: number): Content => {
  const items = Array.from({ length: EPISODES }, (_, index) => ({
    title: `Episode ${EPISODES - index} of show ${number}`,
    url: `/${number}/${EPISODES - index}.mp3`,
    description: `<p>${index}. ${NOTES}</p>`,
    imageUrl: `/${number}.png`,
  }));
  return contentFrom(rssOf({ title: `Show ${number}`, items }, 'http://127.0.0.1:8080'));
};

const ENTITIES = Array.from(
  { length: 12 },
  (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
);
const BOMB = `<!DOCTYPE rss [<!ENTITY e0 "lol">${ENTITIES.join('')}]><rss><channel><title>&e12;</title></channel></rss>`;
const MANY_ITEMS = `<rss><channel><title>x</title>${'<item><guid>g</guid></item>'.repeat(1_000_000)}</channel></rss>`;
const BLANKS = contentFrom(`<rss>${' '.repeat(MIB)}`);
/** Begins as a feed, and ends nowhere. */
const ENDLESS: Content = {
  ...BLANKS,
  bytes: 100 * MIB,
  read: (start, end) => BLANKS.read(start % MIB, (start % MIB) + end - start),
};
const PACKED = gzipSync(Buffer.alloc(100 * MIB, ' '));

const xml = (content: Content, options: Partial<FileOptions> = {}): Answer =>
  fileAnswer({ content, type: 'text/xml', ...options });

/** What no feed should be, each on a host of its own. */
const HOSTILE: Readonly<Record<string, Answer>> = {
  'never answers': hang,
  'never answers either': hang,
  'answers a byte at a time': xml(ENDLESS, { bytesPerSecond: 20, isChunked: true }),
  'answers a line at a time': xml(feedOf(-1), { bytesPerSecond: 200 }),
  'has 100 MB': xml(ENDLESS),
  'has 100 MB, untold': xml(ENDLESS, { isChunked: true }),
  'unpacks to 100 MB': xml(contentFrom(PACKED), { headers: { 'content-encoding': 'gzip' } }),
  'has a million items': xml(contentFrom(MANY_ITEMS)),
  'multiplies its entities': xml(contentFrom(BOMB)),
  'goes round in circles': redirectTo('/feed'),
};

/** The server in a process of its own, so that its memory is not that of the publishers. */
async function startProcess(): Promise<{ url: string; pid: number }> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'library'));
  const child = spawn(process.execPath, [SERVER_PROCESS], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      LOG_LEVEL: 'warn',
      CARRYON_LIBRARY: join(folder, 'library'),
      CARRYON_DATA: join(folder, 'data'),
      CARRYON_ALLOW_PRIVATE: '127.0.0.1/32',
      CARRYON_APPLE_URL: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until(() => output.endsWith('\n'), 15_000);
  return { url: output.trim(), pid: child.pid ?? 0 };
}

/** The most memory that a process had so far, in bytes; null where the system does not tell. */
function peakRssOf(pid: number): number | null {
  if (platform !== 'linux') return null;
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
  return Number(kibibytes) * 1024;
}

const mibOf = (bytes: number | null): string => (bytes === null ? '?' : String(Math.round(bytes / MIB)));

it(
  `reads ${FEEDS} feeds in bounded memory, and hostile ones among them keep none waiting`,
  async () => {
    const hosts = await Promise.all(Array.from({ length: HOSTS }, () => StandInPublisher.start()));
    const urls = Array.from({ length: FEEDS }, (_, number) => {
      const host = hosts[number % HOSTS];
      return (
        host?.serve(
          `/${number}.xml`,
          fileAnswer(() => ({ content: feedOf(number), type: 'text/xml' })),
        ) ?? ''
      );
    });
    const hostile = new Map<string, string>();
    for (const [name, answer] of Object.entries(HOSTILE)) {
      hostile.set((await StandInPublisher.start()).serve('/feed', answer), name);
    }

    const server = await startProcess();
    const subscriptions = async () =>
      (await (await fetch(`${server.url}/api/subscriptions`)).json()) as SubscriptionList;
    await sleep(IDLE_MS);
    const idle = peakRssOf(server.pid);
    const startedMs = performance.now();
    // The hostile ones come first, and are at work while the others are asked for.
    const imported = await fetch(`${server.url}/api/opml`, {
      method: 'POST',
      headers: { 'content-type': 'text/x-opml' },
      body: opmlOf([...hostile.keys(), ...urls]),
    });
    expect(await imported.json()).toMatchObject({ added: FEEDS + hostile.size, problems: [] });

    let slowestMs = 0;
    for (;;) {
      const askedMs = performance.now();
      expect((await fetch(`${server.url}/api/episodes?limit=20`)).status).toBe(200);
      slowestMs = Math.max(slowestMs, performance.now() - askedMs);
      const { items } = await subscriptions();
      if (items.filter(({ feed }) => !hostile.has(feed.url) && feed.readAt !== null).length === FEEDS) break;
      expect(performance.now() - startedMs).toBeLessThan(MAX_MS);
      await sleep(200);
    }
    const tookMs = performance.now() - startedMs;
    const peak = peakRssOf(server.pid);
    const { items } = await subscriptions();
    const states = items
      .filter(({ feed }) => hostile.has(feed.url))
      .map(
        ({ feed }) =>
          `${hostile.get(feed.url)}: ${feed.failure ?? (feed.readAt === null ? 'under way' : 'read')}`,
      );
    console.log(
      `${FEEDS} feeds with ${EPISODES} episodes each in ${(tookMs / 1000).toFixed(1)} s; ` +
        `${mibOf(idle)} MiB before, ${mibOf(peak)} MiB at most; answers in ${Math.round(slowestMs)} ms at most\n` +
        states.join('; '),
    );
    expect(tookMs).toBeLessThan(MAX_MS);
    expect(slowestMs).toBeLessThan(2_000);
    if (peak !== null && idle !== null) expect(peak - idle).toBeLessThan(MAX_GROWTH_BYTES);
    const shows = (await (await fetch(`${server.url}/api/shows`)).json()) as {
      items: { episodeCount: number }[];
    };
    expect(shows.items.filter(({ episodeCount }) => episodeCount === EPISODES)).toHaveLength(FEEDS);
  },
  MAX_MS + 30_000,
);
