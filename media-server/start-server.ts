import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import type { DestinationStream } from 'pino';
import type { ServerConfig } from './config.ts';
import { createApp } from './create-app.ts';
import { createLogger } from './create-logger.ts';
import { lockDataFolder } from './database/lock-data-folder.ts';
import { migrateDatabase, openDatabase } from './database/open-database.ts';
import type { OnRequestFinished } from './http/access-log.ts';
import { FeedRepository } from './feeds/feed-repository.ts';
import { Feeds } from './feeds/feeds.ts';
import { HubRepository } from './feeds/websub/hub-repository.ts';
import { JobRepository } from './jobs/job-repository.ts';
import { Library } from './library/library.ts';
import { Outbound } from './outbound/outbound.ts';
import { RemoteMedia } from './remote/remote-media.ts';
import { prepareFolders } from './prepare-folders.ts';
import { StartupError } from './startup-error.ts';

export interface RunningServer {
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** Stops: no new connections, idle ones end, streams have a few seconds. Safe to call twice. */
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly onRequestFinished?: OnRequestFinished;
  /** Where the log goes, as JSON lines; standard output when absent. */
  readonly logDestination?: DestinationStream;
  /** How long a file must not have changed before it is read. */
  readonly settleMs?: number;
  /** How long a request waits for its file to be hashed. */
  readonly hashWaitMs?: number;
  /** How long a client may take no byte of an answer before its connection is closed. */
  readonly stallMs?: number;
  /** How long streams may go on after `close`. */
  readonly drainMs?: number;
}

/** Publishers count those who listen by it. */
const USER_AGENT = 'Carryon/0.1 (podcast player; self-hosted)';
/** For files of publishers that have to be fetched whole. */
const SPOOL_BYTES = 20 * 1024 ** 3;
/** A listener who plays holds one for as long as that lasts. */
const CONNECTIONS_PER_PUBLISHER = 32;
const SETTLE_MS = 2_000;
const HASH_WAIT_MS = 20_000;
/** A paused media element stops to read for as long as it likes; when it plays on, it asks for the rest by its range. */
const STALL_MS = 10 * 60_000;
const DRAIN_MS = 3_000;

/**
 * Starts the server: it listens before the library is scanned.
 * @throws StartupError
 */
export async function startServer(config: ServerConfig, options: ServerOptions = {}): Promise<RunningServer> {
  const folders = await prepareFolders(config);
  await probeAddress(config);
  const { libraryFolder, dataFolder, databaseFile } = folders;
  const logger = createLogger(config.logLevel, options.logDestination);
  const unlock = lockDataFolder(dataFolder);
  const db = openDatabase(databaseFile);
  await migrateDatabase(db).catch(async (error: Error) => {
    await db.destroy().catch(() => undefined);
    unlock();
    throw new StartupError(`The database ${databaseFile} cannot be opened: ${error.message}.`);
  });
  const settleMs = options.settleMs ?? SETTLE_MS;
  const library = new Library({ databaseFile, libraryFolder, dataFolder, settleMs }, logger);
  const outboundSettings = { allowPrivate: config.allowPrivate, userAgent: USER_AGENT };
  const outbound = new Outbound({ ...outboundSettings, connectionsPerOrigin: CONNECTIONS_PER_PUBLISHER });
  const feeds = new Feeds(
    {
      databaseFile,
      outbound: outboundSettings,
      appleUrl: config.directories.appleUrl,
      publicUrl: config.publicUrl,
    },
    logger,
  );
  const remote = new RemoteMedia({
    db,
    outbound,
    dataFolder,
    spoolBytes: SPOOL_BYTES,
    waitMs: options.hashWaitMs ?? HASH_WAIT_MS,
  });
  const release = async (): Promise<void> => {
    remote.close();
    await outbound.close();
    await feeds.close();
    await library.close();
    await db.destroy();
    unlock();
  };
  try {
    const repository = new FeedRepository(db);
    if (await repository.hasAny()) feeds.start();
    await remote.prepare();
    const app = await createApp({
      db,
      remote,
      library,
      outbound,
      directories: config.directories,
      subscriptions: {
        feeds,
        repository,
        jobs: new JobRepository(db),
        hubs: new HubRepository(db),
      },
      libraryFolder,
      dataFolder,
      logger,
      hashWaitMs: options.hashWaitMs ?? HASH_WAIT_MS,
      stallMs: options.stallMs ?? STALL_MS,
      appFolder: config.appFolder,
      tls: config.tls,
      onRequestFinished: options.onRequestFinished,
    });
    await app.listen({ port: config.port, host: config.host, listenTextResolver: () => 'listening' });
    const close = async (): Promise<void> => {
      await drain(app.server, () => app.close(), options.drainMs ?? DRAIN_MS);
      await release();
    };
    let closed: Promise<void> | null = null;
    return { url: originOf(app.server, config), close: () => (closed ??= close()) };
  } catch (error) {
    await release();
    throw startupErrorOf(error, config);
  }
}

/** Finds out before any work begins whether the server can listen. @throws StartupError */
async function probeAddress(config: ServerConfig): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(config.port, config.host), 'listening');
  } catch (error) {
    throw startupErrorOf(error, config);
  }
  probe.close();
  await once(probe, 'close');
}

/** Stops listening, ends idle connections, and cuts after `drainMs` those that still stream. */
async function drain(server: Server, stop: () => Promise<void>, drainMs: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await stop();
  clearInterval(idle);
  clearTimeout(cut);
}

function originOf(server: Server, { host, tls }: ServerConfig): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `${tls ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function startupErrorOf(error: unknown, { host, port }: ServerConfig): unknown {
  const { code } = error as NodeJS.ErrnoException;
  switch (code ?? '') {
    case 'EADDRINUSE':
      return new StartupError(`Port ${port} is taken on ${host}; set PORT to another one.`);
    case 'EACCES':
      return new StartupError(
        `Port ${port} needs more rights than this user has; set PORT to one above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartupError(`HOST ${host} is no address of this machine.`);
    default:
      return error;
  }
}
