import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { writeWav } from './wav.ts';

interface Published {
  readonly title: string;
  readonly file: string;
  readonly bytes: number;
}

/** A publisher of podcasts: one feed, and files that are sent whole or in ranges, with an entity tag. */
export class Publisher {
  readonly #folder: string;
  readonly #episodes: Published[] = [];
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  constructor(folder: string) {
    this.#folder = folder;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get feedUrl(): string {
    return `${this.url}/feed.xml`;
  }

  async start(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Adds an episode of exactly `bytes` bytes in front of the others; returns its SHA-256. */
  async addEpisode(title: string, bytes: number, seed = 1): Promise<string> {
    const file = `${this.#episodes.length}.wav`;
    const sha256 = await writeWav(join(this.#folder, file), bytes, seed);
    this.#episodes.unshift({ title, file, bytes });
    return sha256;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer({ url = '/', headers, method }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (url === '/') {
      response.setHeader('Content-Type', 'text/html');
      response.end('<link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>Signal Box</h1>');
      return;
    }
    if (url === '/feed.xml') {
      response.setHeader('Content-Type', 'application/rss+xml');
      response.end(this.#feed());
      return;
    }
    const path = join(this.#folder, url.slice(1).replace(/[^\w.]/g, ''));
    const { size } = await stat(path).catch(() => ({ size: -1 }));
    if (size < 0) {
      response.writeHead(404).end();
      return;
    }
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    const start = Number(first ?? 0);
    const end = Math.min(size, last ? Number(last) + 1 : size);
    response.writeHead(first === undefined ? 200 : 206, {
      'Content-Type': 'audio/wav',
      'Content-Length': end - start,
      ETag: `"${size}"`,
      ...(first === undefined ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${size}` }),
    });
    if (method === 'HEAD' || end === start) response.end();
    else createReadStream(path, { start, end: end - 1 }).pipe(response);
  }

  #feed(): string {
    const items = this.#episodes.map(
      ({ title, file, bytes }, index) => `<item>
        <title>${title}</title>
        <guid isPermaLink="false">${file}</guid>
        <pubDate>${new Date(Date.UTC(2026, 8, 20 - index)).toUTCString()}</pubDate>
        <description><![CDATA[<p>Notes of <b>${title}</b>, who meets at 0:02.</p><script>document.title = 'taken over'</script>]]></description>
        <enclosure url="${this.url}/${file}" type="audio/wav" length="${bytes}"/>
        <psc:chapters version="1.2"><psc:chapter start="0" title="Departure"/><psc:chapter start="2" title="The points"/></psc:chapters>
      </item>`,
    );
    return `<?xml version="1.0"?><rss version="2.0" xmlns:psc="http://podlove.org/simple-chapters">
      <channel><title>Signal Box</title><description>Calls from the line.</description>${items.join('')}</channel></rss>`;
  }
}
