import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { get as httpsGet } from 'node:https';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FinishedRequest } from './http/access-log.ts';
import { placeFile, placeWav } from './testing/media-files.ts';
import { until } from './testing/open-files.ts';
import { temporaryFolder } from './testing/test-server.ts';

const CORE = fileURLToPath(new URL('../core', import.meta.url));
const NODE_MODULES = fileURLToPath(new URL('../node_modules', import.meta.url));
const SERVER = fileURLToPath(new URL('.', import.meta.url));
const FIXTURES = fileURLToPath(new URL('test-fixtures', import.meta.url));
const EXIT_MS = 10_000;

interface Run {
  readonly child: ChildProcess;
  readonly folder: string;
  stdout: string;
  stderr: string;
  exit: Promise<number | null>;
}

/**
 * A project of its own that links to this one's source, so that `dist/`, `demo/` and `.carryon/` are the test's.
 */
async function temporaryProject({ built = true } = {}): Promise<string> {
  const folder = await temporaryFolder();
  await placeWav(folder, 'demo/Show/One.wav', 30 * 1024 * 1024);
  // A file that was just written is not read before it has settled.
  await utimes(join(folder, 'demo/Show/One.wav'), new Date(), new Date('2026-01-01'));
  if (built) await placeFile(join(folder, 'dist/index.html'), '<!doctype html>');
  await symlink(SERVER, join(folder, 'media-server'));
  await symlink(CORE, join(folder, 'core'));
  await symlink(NODE_MODULES, join(folder, 'node_modules'));
  return folder;
}

/** Runs `main.ts` as `npm start` does. Links are kept, so that it takes the temporary project for its own. */
function run(folder: string, env: Record<string, string> = {}): Run {
  const child = spawn(
    process.execPath,
    ['--preserve-symlinks', '--preserve-symlinks-main', join(folder, 'media-server/main.ts')],
    { env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const started: Run = { child, folder, stdout: '', stderr: '', exit };
  child.stdout?.on('data', (chunk: Buffer) => (started.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (started.stderr += chunk.toString()));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return started;
}

async function urlOf(started: Run): Promise<string> {
  const line = /^Carryon is at (https?:\/\/\S+)$/m;
  await until(() => line.test(started.stdout) || started.child.exitCode !== null, EXIT_MS);
  const url = line.exec(started.stdout)?.[1];
  if (url === undefined) throw new Error(`It did not start: ${started.stderr}`);
  return url;
}

const requestLog = (started: Run): FinishedRequest[] =>
  started.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as FinishedRequest & { msg: string })
    .filter(({ msg }) => msg === 'request');

describe('start', () => {
  it('takes its folders from the project, says where it is, and logs requests as JSON', async () => {
    const folder = await temporaryProject();
    const started = run(folder);
    const url = await urlOf(started);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await until(
      async () => ((await (await fetch(`${url}/api/library`)).json()) as { hashed: number }).hashed === 1,
    );
    const { items } = (await (await fetch(`${url}/api/episodes`)).json()) as {
      items: { media: { url: string } }[];
    };
    await (await fetch(url + items[0]?.media.url, { headers: { range: 'bytes=100-299' } })).arrayBuffer();
    await until(() => requestLog(started).some(({ range }) => range !== null));
    expect(requestLog(started).find(({ range }) => range !== null)).toMatchObject({
      method: 'GET',
      path: items[0]?.media.url,
      status: 206,
      range: 'bytes=100-299',
      bytes: 200,
    });
    expect(started.stderr).toBe('');
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
  });

  it('speaks TLS when it has a key and a certificate', async () => {
    const started = run(await temporaryProject(), {
      CARRYON_TLS_KEY: join(FIXTURES, 'localhost-key.pem'),
      CARRYON_TLS_CERT: join(FIXTURES, 'localhost-cert.pem'),
    });
    const url = await urlOf(started);
    expect(url).toMatch(/^https:/);
    const ca = readFileSync(join(FIXTURES, 'localhost-cert.pem'));
    const status = await new Promise((resolve, reject) => {
      httpsGet(`${url}/healthz`, { ca, agent: false }, (response) =>
        resolve(response.resume().statusCode),
      ).on('error', reject);
    });
    expect(status).toBe(200);
    started.child.kill('SIGINT');
    expect(await started.exit).toBe(0);
  });

  it('explains in one sentence why it cannot start', async () => {
    const folder = await temporaryProject();
    const unbuilt = await temporaryProject({ built: false });
    const file = join(folder, 'a-file');
    await writeFile(file, 'text');
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const takenPort = String((taken.address() as AddressInfo).port);
    const key = join(FIXTURES, 'localhost-key.pem');
    const notDatabase = join(folder, 'broken-data');
    await placeFile(
      join(notDatabase, 'carryon.sqlite'),
      'this is no database, but it is long enough to be read as one'.repeat(40),
    );

    const cases: [string, Record<string, string>, RegExp][] = [
      [folder, { PORT: 'http' }, /^PORT must be a number from 0 to 65535, not "http"\.$/],
      [folder, { PORT: '65536' }, /^PORT must be/],
      [folder, { PORT: takenPort }, /^Port \d+ is taken on 127\.0\.0\.1; set PORT to another one\.$/],
      [folder, { HOST: '203.0.113.7' }, /^HOST 203\.0\.113\.7 is no address of this machine\.$/],
      [folder, { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of .*, not "loud"\.$/],
      [folder, { CARRYON_LIBRARY: join(folder, 'nowhere') }, /^The library .*nowhere is not a folder/],
      [folder, { CARRYON_LIBRARY: file }, /^The library .*a-file is not a folder/],
      [folder, { CARRYON_DATA: join(file, 'data') }, /^The data folder .* cannot be written \(ENOTDIR\)/],
      [folder, { CARRYON_DATA: '/proc/carryon' }, /^The data folder .* cannot be written/],
      [folder, { CARRYON_DATA: notDatabase }, /^The database .* cannot be opened: /],
      [folder, { CARRYON_TLS_KEY: key }, /^CARRYON_TLS_KEY and CARRYON_TLS_CERT must be given together\.$/],
      [
        folder,
        { CARRYON_TLS_KEY: key, CARRYON_TLS_CERT: join(folder, 'none') },
        /^The file of CARRYON_TLS_CERT cannot be read/,
      ],
      [folder, { CARRYON_TLS_KEY: key, CARRYON_TLS_CERT: file }, /^The TLS key .* cannot be used/],
      [unbuilt, {}, /^The client is not built: .*run "npm run build"\.$/],
    ];
    await Promise.all(
      cases.map(async ([project, env, sentence], index) => {
        const started = run(project, { CARRYON_DATA: join(folder, `data-${index}`), ...env });
        expect(await started.exit).toBe(1);
        expect(started.stderr.trimEnd()).toMatch(sentence);
        expect(started.stderr.trimEnd().split('\n')).toHaveLength(1);
        expect(started.stdout).not.toContain('Carryon is at');
      }),
    );
  }, 60_000);

  it('leaves a data folder to the server that has it, and takes it over from one that was killed', async () => {
    const folder = await temporaryProject();
    const first = run(folder);
    await urlOf(first);
    const second = run(folder);
    expect(await second.exit).toBe(1);
    expect(second.stderr.trimEnd()).toMatch(
      /^The data folder \S+ is in use by another server; stop it, or set CARRYON_DATA to another folder\.$/,
    );
    const samePort = run(folder, { PORT: new URL(await urlOf(first)).port });
    expect(await samePort.exit).toBe(1);
    expect(samePort.stderr).toMatch(/^Port \d+ is taken/);
    first.child.kill('SIGKILL');
    await first.exit;
    expect((await fetch(`${await urlOf(run(folder))}/healthz`)).status).toBe(200);
  });

  it.skipIf(process.getuid?.() === 0)(
    'explains that it may not read the library or write the data',
    async () => {
      const folder = await temporaryProject();
      await mkdir(join(folder, 'shut'), { mode: 0 });
      const unreadable = run(folder, { CARRYON_LIBRARY: join(folder, 'shut') });
      expect(await unreadable.exit).toBe(1);
      expect(unreadable.stderr).toMatch(/^The library .* cannot be read/);
      await chmod(join(folder, 'shut'), 0o500);
      const unwritable = run(folder, { CARRYON_DATA: join(folder, 'shut') });
      expect(await unwritable.exit).toBe(1);
      expect(unwritable.stderr).toMatch(/^The data folder .* cannot be written \(EACCES\)/);
    },
  );
});

describe('stop', () => {
  it('lets a stream that is nearly done end, cuts one that is not, and exits with 0', async () => {
    const started = run(await temporaryProject());
    const url = await urlOf(started);
    await until(
      async () => ((await (await fetch(`${url}/api/library`)).json()) as { hashed: number }).hashed === 1,
    );
    const { items } = (await (await fetch(`${url}/api/episodes`)).json()) as {
      items: { media: { url: string; bytes: number } }[];
    };
    const [episode] = items;
    const stream = (pauseMs: number) =>
      new Promise<number>((resolve, reject) => {
        let read = 0;
        const outgoing = request(url + episode?.media.url, { agent: false }, (response) => {
          response.on('error', () => undefined);
          response.on('close', () => resolve(read));
          response.on('data', (chunk: Buffer) => {
            if (read === 0) {
              response.pause();
              setTimeout(() => response.resume(), pauseMs);
            }
            read += chunk.length;
          });
        });
        outgoing.on('error', reject);
        outgoing.end();
      });
    const brief = stream(1_000);
    const endless = stream(60_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stoppedMs = Date.now();
    started.child.kill('SIGTERM');
    expect(await brief).toBe(episode?.media.bytes);
    expect(await started.exit).toBe(0);
    expect(Date.now() - stoppedMs).toBeLessThan(8_000);
    expect(started.stderr).toBe('');
    void endless;
  });
});
