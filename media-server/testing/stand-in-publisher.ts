import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { whenOver } from './when-over.ts';

/** The bytes of a file. Any range of them can be made without the others. */
export interface Content {
  readonly bytes: number;
  /** The same for the same bytes. */
  readonly id: string;
  read(start: number, end: number): Buffer;
}

export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Of the body, given to the connection so far. */
  sentBytes: number;
  /** `broken-off` when the connection ended before the answer did. */
  state: 'open' | 'whole' | 'broken-off';
}

/** Answers one request. */
export type Answer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

export interface FileOptions {
  readonly content: Content;
  /** `audio/mpeg` when absent; null sends none. */
  readonly type?: string | null;
  /** True when absent. */
  readonly hasRanges?: boolean;
  /** Whether ranges are sent whichever version `If-Range` names. */
  readonly ignoresIfRange?: boolean;
  /** Made from the content; `strong` when absent, null sends none. */
  readonly etag?: 'strong' | 'weak' | null;
  /** None when absent. */
  readonly lastModifiedMs?: number | null;
  /** Whether the length of the body stays untold. */
  readonly isChunked?: boolean;
  readonly encoding?: 'gzip' | 'br';
  /** Beside those that tell of the file. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Before the head of the answer. */
  readonly delayMs?: number;
  /** As fast as it can when absent. */
  readonly bytesPerSecond?: number;
  /** Ends the connection after so many bytes of the body. */
  readonly cutAfterBytes?: number;
  /** The most bytes that it sends of a range, however long a one is asked for. */
  readonly maxRangeBytes?: number;
}

export interface SignedOptions {
  /** How many requests each signed address answers; then it answers 403. */
  readonly lasts: number;
  /** The file at the address that the visit with this number, from 1, is sent to. */
  readonly file: (visit: number) => FileOptions;
}

export interface ItemData {
  readonly title: string;
  /** The title when absent; null for none. */
  readonly guid?: string | null;
  /** Of the enclosure; absolute, or a path at the publisher. Absent for an item that is no episode. */
  readonly url?: string;
  /** Of the enclosure: `audio/mpeg` when absent. */
  readonly type?: string;
  readonly publishedAtMs?: number;
  readonly description?: string;
  readonly imageUrl?: string;
}

export interface FeedData {
  readonly title?: string;
  readonly description?: string;
  readonly imageUrl?: string;
  /** `itunes:new-feed-url`. */
  readonly newFeedUrl?: string;
  readonly items?: readonly ItemData[];
}

const CHUNK_BYTES = 64 * 1024;
const DRIPS_A_SECOND = 20;
const FIRST_PUBLICATION_MS = Date.UTC(2026, 0, 5, 6);
const DAY_MS = 24 * 3_600_000;

/** A publisher on a free port of 127.0.0.1, gone when the test is over, or the file. It keeps what it was asked. */
export class StandInPublisher {
  readonly requests: SeenRequest[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<StandInPublisher> {
    const publisher = new StandInPublisher();
    await new Promise<void>((resolve) => void publisher.#server.listen(0, '127.0.0.1', resolve));
    whenOver(() => publisher.close());
    return publisher;
  }

  /** Origin, without a slash at the end. */
  get url(): string {
    return `http://${this.host}`;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on, a path, without its query, is answered so. @returns Its address. */
  serve(path: string, answer: Answer): string {
    this.#answers.set(path, answer);
    return this.url + path;
  }

  file(path: string, options: FileOptions | (() => FileOptions)): string {
    return this.serve(path, fileAnswer(options));
  }

  feed(path: string, feed: FeedData, options: Partial<FileOptions> = {}): string {
    const content = contentFrom(rssOf(feed, this.url));
    return this.file(path, { type: 'application/rss+xml', hasRanges: false, ...options, content });
  }

  page(path: string, html: string): string {
    return this.file(path, { type: 'text/html', content: contentFrom(html) });
  }

  /** Sends each who asks for it to a new address that lasts for some requests. */
  signedFile(path: string, { lasts, file }: SignedOptions): string {
    let visits = 0;
    return this.serve(path, (request, response) => {
      const visit = ++visits;
      const answer = fileAnswer(file(visit));
      let left = lasts;
      const signed = this.serve(`/signed/${visit}${path}`, (...asked) =>
        (left-- > 0 ? answer : answerStatus(403))(...asked),
      );
      return redirectTo(signed)(request, response);
    });
  }

  /** What was asked for at a path, whatever its query. */
  seen(path: string): SeenRequest[] {
    return this.requests.filter((request) => request.path.split('?', 1)[0] === path);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => void this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(
    { method = '', url = '', headers }: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const request: SeenRequest = { method, path: url, headers, sentBytes: 0, state: 'open' };
    this.requests.push(request);
    response.on('error', () => undefined);
    response.on('close', () => (request.state = response.writableFinished ? 'whole' : 'broken-off'));
    const answer = this.#answers.get(url.split('?', 1)[0] ?? '') ?? answerStatus(404);
    await answer(request, response);
  }
}

export const redirectTo =
  (location: string, status: 301 | 302 | 303 | 307 | 308 = 302): Answer =>
  (_, response) =>
    void response.writeHead(status, { location }).end();

export const answerStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(`This is ${status}.`);

/** Never answers. */
export const hang: Answer = () => undefined;

/** Asks for a name and a password before it answers. */
export const withPassword =
  (user: string, password: string, answer: Answer): Answer =>
  (request, response) => {
    const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const isKnown = request.headers.authorization === expected;
    return isKnown
      ? answer(request, response)
      : answerStatus(401, { 'www-authenticate': 'Basic realm="members"' })(request, response);
  };

/** A file; with a function, whichever it gives for each request. */
export const fileAnswer =
  (options: FileOptions | (() => FileOptions)): Answer =>
  (request, response) =>
    sendFile(request, response, typeof options === 'function' ? options() : options);

async function sendFile(request: SeenRequest, response: ServerResponse, options: FileOptions): Promise<void> {
  const { encoding, delayMs = 0 } = options;
  if (delayMs > 0) await sleep(delayMs);
  const content = encoding === undefined ? options.content : encoded(options.content, encoding);
  const { bytes } = content;
  const headers = { ...options.headers, ...validatorsOf(options) };
  if (options.type !== null) headers['content-type'] = options.type ?? 'audio/mpeg';
  if (encoding !== undefined) headers['content-encoding'] = encoding;
  if (isUnchanged(request, headers)) return void response.writeHead(304, headers).end();

  const range = options.hasRanges === false ? null : rangeOf(request, headers, content, options);
  if (options.hasRanges !== false) headers['accept-ranges'] = 'bytes';
  if (range === 'unsatisfiable') {
    return void response.writeHead(416, { ...headers, 'content-range': `bytes */${bytes}` }).end();
  }
  const [start, end] = range ?? [0, bytes];
  if (range !== null) headers['content-range'] = `bytes ${start}-${end - 1}/${bytes}`;
  if (!options.isChunked) headers['content-length'] = String(end - start);
  response.writeHead(range === null ? 200 : 206, headers);
  if (request.method === 'HEAD') response.end();
  else await sendBytes(request, response, content, start, end, options);
}

async function sendBytes(
  request: SeenRequest,
  response: ServerResponse,
  content: Content,
  start: number,
  end: number,
  { bytesPerSecond, cutAfterBytes = Infinity }: FileOptions,
): Promise<void> {
  const chunkBytes = bytesPerSecond === undefined ? CHUNK_BYTES : Math.ceil(bytesPerSecond / DRIPS_A_SECOND);
  const stopAt = Math.min(end, start + cutAfterBytes);
  for (let offset = start; offset < stopAt && !response.destroyed;) {
    const chunk = content.read(offset, Math.min(offset + chunkBytes, stopAt));
    offset += chunk.length;
    request.sentBytes += chunk.length;
    if (!response.write(chunk)) await drained(response);
    if (bytesPerSecond !== undefined) await sleep(1000 / DRIPS_A_SECOND);
  }
  if (stopAt === end) response.end();
  // What was written has to go out before the connection ends.
  else response.write('', () => response.destroy());
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });

function validatorsOf({ content, etag = 'strong', lastModifiedMs }: FileOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  if (etag !== null) headers['etag'] = `${etag === 'weak' ? 'W/' : ''}"${content.id}"`;
  if (typeof lastModifiedMs === 'number') headers['last-modified'] = new Date(lastModifiedMs).toUTCString();
  return headers;
}

function isUnchanged({ headers: asked }: SeenRequest, own: Record<string, string>): boolean {
  if (asked['if-none-match'] !== undefined) return asked['if-none-match'] === own['etag'];
  return asked['if-modified-since'] !== undefined && asked['if-modified-since'] === own['last-modified'];
}

/** Takes a single range only, as many servers do. Null for the whole file. */
function rangeOf(
  { headers: asked }: SeenRequest,
  own: Record<string, string>,
  { bytes }: Content,
  { maxRangeBytes = Infinity, ignoresIfRange = false }: FileOptions,
): readonly [start: number, end: number] | 'unsatisfiable' | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(asked.range ?? '');
  if (!match) return null;
  const validator = asked['if-range'];
  const isStrong = own['etag']?.startsWith('"') ?? false;
  const isSame = validator === own['last-modified'] || (isStrong && validator === own['etag']);
  if (validator !== undefined && !isSame && !ignoresIfRange) return null;
  const start = Number(match[1]);
  if (start >= bytes) return 'unsatisfiable';
  return [start, Math.min(bytes, start + maxRangeBytes, match[2] ? Number(match[2]) + 1 : bytes)];
}

/** Noise that is another one for each seed. */
export const contentOf = (bytes: number, seed = 1): Content => ({
  bytes,
  id: `noise-${seed}-${bytes}`,
  read: (start, end) => {
    const buffer = Buffer.allocUnsafe(end - start);
    for (let offset = start; offset < end; offset++) {
      const word = Math.imul((offset >>> 2) ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
      buffer[offset - start] = (word ^ (word >>> 13)) >>> ((offset & 3) * 8);
    }
    return buffer;
  },
});

export function contentFrom(content: string | Uint8Array): Content {
  const buffer = Buffer.from(content);
  return {
    bytes: buffer.length,
    id: createHash('sha256').update(buffer).digest('hex').slice(0, 16),
    read: (start, end) => buffer.subarray(start, end),
  };
}

/** The SHA-256 of a range, lower-case hexadecimal. */
export function sha256Of(content: Content, start = 0, end = content.bytes): string {
  const hash = createHash('sha256');
  for (let offset = start; offset < end; offset += CHUNK_BYTES) {
    hash.update(content.read(offset, Math.min(offset + CHUNK_BYTES, end)));
  }
  return hash.digest('hex');
}

function encoded(content: Content, encoding: 'gzip' | 'br'): Content {
  const plain = content.read(0, content.bytes);
  return contentFrom(encoding === 'gzip' ? gzipSync(plain) : brotliCompressSync(plain));
}

/** A feed as RSS; the first item is the newest. */
export function rssOf(feed: FeedData, origin: string): string {
  const { title = 'A Show', description = '', imageUrl, newFeedUrl, items = [] } = feed;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
<title>${escapeXml(title)}</title><description>${escapeXml(description)}</description>
${imageUrl === undefined ? '' : `<itunes:image href="${escapeXml(absolute(imageUrl, origin))}"/>`}
${newFeedUrl === undefined ? '' : `<itunes:new-feed-url>${escapeXml(newFeedUrl)}</itunes:new-feed-url>`}
${items.map((item, index) => itemRss(item, items.length - index, origin)).join('\n')}
</channel></rss>`;
}

function itemRss(item: ItemData, number: number, origin: string): string {
  const { title, guid = title, url, type = 'audio/mpeg', description = '', imageUrl } = item;
  const publishedAtMs = item.publishedAtMs ?? FIRST_PUBLICATION_MS + number * DAY_MS;
  return `<item><title>${escapeXml(title)}</title>
${guid === null ? '' : `<guid isPermaLink="false">${escapeXml(guid)}</guid>`}
<pubDate>${new Date(publishedAtMs).toUTCString()}</pubDate><description>${escapeXml(description)}</description>
${url === undefined ? '' : `<enclosure url="${escapeXml(absolute(url, origin))}" type="${type}" length="1"/>`}
${imageUrl === undefined ? '' : `<itunes:image href="${escapeXml(absolute(imageUrl, origin))}"/>`}</item>`;
}

const absolute = (url: string, origin: string): string => (url.startsWith('/') ? origin + url : url);

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
