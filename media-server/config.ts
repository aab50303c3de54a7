import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { PodcastIndexKeys } from './directory/podcast-index-directory.ts';
import { parseCidrs } from './outbound/allow-list.ts';
import { StartupError } from './startup-error.ts';

const APPLE_URL = 'https://itunes.apple.com/';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface TlsMaterial {
  readonly key: Buffer;
  readonly cert: Buffer;
}

export interface ServerConfig {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute path of the media folder. */
  readonly libraryFolder: string;
  /** Absolute path of the folder for the database and the artwork cache; made when it is not there. */
  readonly dataFolder: string;
  /** Absolute path of the built client; null serves the API and the media only. */
  readonly appFolder: string | null;
  /** Null serves plain HTTP. */
  readonly tls: TlsMaterial | null;
  readonly logLevel: LogLevel;
  /** Blocks of addresses that may be asked for feeds and files although they are not public. */
  readonly allowPrivate: readonly string[];
  readonly directories: DirectoryConfig;
  /** The origin under which the server is reached from the internet, without a slash at the end; null when it is not. */
  readonly publicUrl: string | null;
}

/** Where to search for shows; null where not. */
export interface DirectoryConfig {
  /** The address of Apple's search, or of a server that answers like it; ends with a slash. */
  readonly appleUrl: string | null;
  readonly podcastIndex: PodcastIndexKeys | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from environment variables; an empty variable counts as absent.
 * @param projectFolder Absolute path that the defaults are relative to.
 * @throws StartupError
 */
export function readConfig(env: Environment, projectFolder: string): ServerConfig {
  const read = (name: string): string | undefined => env[name] || undefined;
  return {
    port: readPort(read('PORT') ?? '8080'),
    host: read('HOST') ?? '127.0.0.1',
    libraryFolder: resolve(read('CARRYON_LIBRARY') ?? join(projectFolder, 'demo')),
    dataFolder: resolve(read('CARRYON_DATA') ?? join(projectFolder, '.carryon')),
    appFolder: join(projectFolder, 'dist'),
    tls: readTls(read('CARRYON_TLS_KEY'), read('CARRYON_TLS_CERT')),
    logLevel: readLogLevel(read('LOG_LEVEL') ?? 'info'),
    publicUrl: readPublicUrl(read('CARRYON_PUBLIC_URL')),
    allowPrivate: readAllowPrivate(read('CARRYON_ALLOW_PRIVATE') ?? ''),
    directories: {
      appleUrl: readAppleUrl(read('CARRYON_APPLE_URL') ?? APPLE_URL),
      podcastIndex: readPodcastIndex(read('CARRYON_PODCASTINDEX_KEY'), read('CARRYON_PODCASTINDEX_SECRET')),
    },
  };
}

function readPublicUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new StartupError(
      `CARRYON_PUBLIC_URL must be an http or https address without a path, not "${text}".`,
    );
  }
  return url.origin;
}

function readAllowPrivate(text: string): readonly string[] {
  try {
    return parseCidrs(text);
  } catch (error) {
    throw new StartupError(`CARRYON_ALLOW_PRIVATE cannot be read: ${messageOf(error)}`);
  }
}

function readAppleUrl(text: string): string | null {
  if (text === 'off') return null;
  if (!/^https?:\/\/.*\/$/.test(text) || !URL.canParse(text)) {
    throw new StartupError(
      `CARRYON_APPLE_URL must be an http or https address that ends with a slash, or "off", not "${text}".`,
    );
  }
  return text;
}

function readPodcastIndex(key: string | undefined, secret: string | undefined): PodcastIndexKeys | null {
  if (key === undefined && secret === undefined) return null;
  if (key === undefined || secret === undefined) {
    throw new StartupError(
      'CARRYON_PODCASTINDEX_KEY and CARRYON_PODCASTINDEX_SECRET must be given together.',
    );
  }
  return { key, secret };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new StartupError(`PORT must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (!level) throw new StartupError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
  return level;
}

function readTls(keyPath: string | undefined, certPath: string | undefined): TlsMaterial | null {
  if (keyPath === undefined && certPath === undefined) return null;
  if (keyPath === undefined || certPath === undefined) {
    throw new StartupError('CARRYON_TLS_KEY and CARRYON_TLS_CERT must be given together.');
  }
  const tls = { key: readPem('CARRYON_TLS_KEY', keyPath), cert: readPem('CARRYON_TLS_CERT', certPath) };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new StartupError(
      `The TLS key ${keyPath} and certificate ${certPath} cannot be used: ${messageOf(error)}.`,
    );
  }
  return tls;
}

function readPem(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new StartupError(`The file of ${name} cannot be read: ${messageOf(error)}.`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
