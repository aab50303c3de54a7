import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { placeWav } from '../testing/media-files.ts';
import { canListOpenFiles, countOpenFiles, until } from '../testing/open-files.ts';
import { startTestServer } from '../testing/test-server.ts';

const READERS = 500;
const MIB = 1024 * 1024;
const FILE_BYTES = 64 * MIB;
/** Some chunks of 64 KiB for each, and the readers' own sockets, which live in this process too; all they ask for is 31 GiB. */
const MAX_GROWTH_BYTES = 200 * MIB;

it(`serves ${READERS} readers that hardly read, in little memory`, async () => {
  const server = await startTestServer((library) => placeWav(library, 'Show/Long.wav', FILE_BYTES));
  await server.settled(({ hashed }) => hashed === 1);
  const { media } = await server.episode('Long');
  const { hostname, port } = new URL(server.url);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();

  const sockets: Socket[] = [];
  let started = 0;
  for (let index = 0; index < READERS; index++) {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined);
    socket.write(`GET ${media.url} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    socket.once('readable', () => {
      // A few bytes, and no more: the kernel's buffers fill up, and the server has to wait.
      socket.read(16);
      started++;
    });
    sockets.push(socket);
  }
  await until(() => started === READERS, 15_000);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const growth = process.memoryUsage.rss() - before;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const laterGrowth = process.memoryUsage.rss() - before;
  if (canListOpenFiles) expect(countOpenFiles(server.library)).toBe(READERS);

  const startedMs = performance.now();
  expect((await server.get('/api/shows')).status).toBe(200);
  const answeredInMs = performance.now() - startedMs;
  console.log(
    `${READERS} slow readers: ${Math.round(growth / MIB)} MiB more, API answers in ${Math.round(answeredInMs)} ms`,
  );
  expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
  expect(laterGrowth).toBeLessThan(growth + 16 * MIB);
  expect(answeredInMs).toBeLessThan(500);

  for (const socket of sockets) socket.destroy();
  if (canListOpenFiles) await until(() => countOpenFiles(server.library) === 0);
});
