import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Subscription } from '../../../core/api/subscription.ts';
import type { EpisodePage } from '../../../core/api/page.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';

export interface PublishedItem {
  readonly guid: string;
  readonly title: string;
  readonly notes?: string;
  /** Elements of the podcast namespace and others, as XML. */
  readonly extra?: string;
}

export interface PublishedAnswer {
  readonly body: string | Buffer;
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly delayMs?: number;
}

const NOTHING: PublishedAnswer = { status: 404, body: 'There is nothing here.' };

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A publisher on a free port, gone when the test is over: a feed, and whatever else the test puts there. */
export class DocumentPublisher {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  readonly #server: Server;
  readonly #answers: Map<string, PublishedAnswer>;

  private constructor(
    server: Server,
    requests: readonly SeenRequest[],
    answers: Map<string, PublishedAnswer>,
  ) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.requests = requests;
    this.#server = server;
    this.#answers = answers;
  }

  static async start(): Promise<DocumentPublisher> {
    const answers = new Map<string, PublishedAnswer>();
    const requests: SeenRequest[] = [];
    const server = createServer(({ url: path = '', headers }, response) => {
      requests.push({ path, headers });
      const { status = 200, headers: answered, body, delayMs = 0 } = answers.get(path) ?? NOTHING;
      setTimeout(() => response.writeHead(status, answered).end(body), delayMs);
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const publisher = new DocumentPublisher(server, requests, answers);
    onTestFinished(() => publisher.close());
    return publisher;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => void this.#server.close(resolve));
  }

  put(path: string, answer: PublishedAnswer | string): void {
    this.#answers.set(path, typeof answer === 'string' ? { body: answer } : answer);
  }

  /** How often a path was asked for. */
  asked(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }

  putFeed(title: string, items: readonly PublishedItem[]): void {
    const elements = items.map(
      ({ guid, title, notes = '', extra = '' }) => `
        <item><guid>${guid}</guid><title>${title}</title><description><![CDATA[${notes}]]></description>
        <enclosure url="${this.url}/${guid}.mp3" type="audio/mpeg" length="1000"/>${extra}</item>`,
    );
    this.put('/feed.xml', {
      headers: { 'content-type': 'application/rss+xml' },
      body: `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
        xmlns:psc="http://podlove.org/simple-chapters"><channel><title>${title}</title>${elements.join('')}</channel></rss>`,
    });
  }
}

/** A server that may ask the publisher. */
export const startFollowingServer = (
  prepare: (library: string) => Promise<unknown> = async () => undefined,
): Promise<TestServer> => startTestServer(prepare, { allowPrivate: ['127.0.0.1/32'] });

/** @param url With a name and a password where the feed needs them. */
export async function follow(server: TestServer, url: string): Promise<string> {
  const response = await fetch(`${server.url}/api/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  if (!response.ok) throw new Error(`The subscription failed: ${await response.text()}`);
  return ((await response.json()) as Subscription).showId;
}

export const refresh = (server: TestServer, showId: string): Promise<Response> =>
  fetch(`${server.url}/api/subscriptions/${showId}/refresh`, { method: 'POST' });

export async function episodeIdOf(server: TestServer, showId: string, title: string): Promise<string> {
  const { items } = await server.json<EpisodePage>(`/api/shows/${showId}/episodes`);
  const episode = items.find((item) => item.title === title);
  if (episode === undefined) throw new Error(`No episode "${title}"`);
  return episode.id;
}
