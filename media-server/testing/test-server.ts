import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import type { Episode, EpisodeSummary } from '../../core/api/episode.ts';
import type { LibraryStatus } from '../../core/api/library.ts';
import type { EpisodePage } from '../../core/api/page.ts';
import type { ServerConfig } from '../config.ts';
import type { FinishedRequest } from '../http/access-log.ts';
import { startServer, type RunningServer, type ServerOptions } from '../start-server.ts';

/** A server on a free port over a library folder of its own, both gone when the test is over. */
export interface TestServer extends RunningServer {
  /** Absolute path. */
  readonly library: string;
  readonly dataFolder: string;
  readonly finished: FinishedRequest[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  json<T>(path: string): Promise<T>;
  episodes(): Promise<EpisodeSummary[]>;
  episode(title: string): Promise<Episode>;
  status(): Promise<LibraryStatus>;
  /** Waits until the library was scanned and hashed, and `holds` does; fails after `timeoutMs`. */
  settled(
    holds?: (status: LibraryStatus, server: TestServer) => boolean | Promise<boolean>,
  ): Promise<LibraryStatus>;
}

export const TEST_SETTLE_MS = 60;
const WAIT_MS = 12_000;
const POLL_MS = 20;

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carryon-'));
  whenOver(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** After the test, or after the file when called in `beforeAll`. Last in, first out. */
function whenOver(clean: () => Promise<void>): void {
  try {
    onTestFinished(clean);
  } catch {
    afterAll(clean);
  }
}

/**
 * @param prepare Puts files into the library before the server starts.
 */
export async function startTestServer(
  prepare: (library: string) => Promise<unknown> = async () => undefined,
  config: Partial<ServerConfig> = {},
  options: ServerOptions = {},
): Promise<TestServer> {
  const folder = await temporaryFolder();
  const library = config.libraryFolder ?? join(folder, 'library');
  const dataFolder = config.dataFolder ?? join(folder, 'data');
  await mkdir(library, { recursive: true });
  await prepare(library);
  const finished: FinishedRequest[] = [];
  const running = await startServer(
    {
      port: 0,
      host: '127.0.0.1',
      appFolder: null,
      tls: null,
      logLevel: 'silent',
      allowPrivate: [],
      publicUrl: null,
      directories: { appleUrl: null, podcastIndex: null },
      ...config,
      libraryFolder: library,
      dataFolder,
    },
    {
      settleMs: TEST_SETTLE_MS,
      drainMs: 300,
      onRequestFinished: (entry) => finished.push(entry),
      ...options,
    },
  );
  whenOver(() => running.close());

  const server: TestServer = {
    ...running,
    library,
    dataFolder,
    finished,
    get: (path, headers = {}) => fetch(running.url + path, { headers }),
    json: async <T>(path: string) => (await (await fetch(running.url + path)).json()) as T,
    status: () => server.json<LibraryStatus>('/api/library'),
    async episodes() {
      return (await server.json<EpisodePage>('/api/episodes?limit=200')).items;
    },
    async episode(title) {
      const found = (await server.episodes()).find((episode) => episode.title === title);
      if (!found) throw new Error(`No episode "${title}"`);
      return server.json<Episode>(`/api/episodes/${found.id}`);
    },
    async settled(holds = () => true) {
      const deadlineMs = Date.now() + WAIT_MS;
      for (;;) {
        const status = await server.status();
        const done = !status.scanning && status.hashed === status.episodes && (await holds(status, server));
        if (done) return status;
        if (Date.now() > deadlineMs) throw new Error(`The library did not settle: ${JSON.stringify(status)}`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  };
  return server;
}
