import { lookup as lookupName } from 'node:dns/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { addressMatcher } from './allow-list.ts';
import { isBodiless, readBody } from './answer-body.ts';
import type { Lookup } from './connect.ts';
import { Connections } from './connections.ts';
import { ACCEPTED_ENCODINGS } from './content-decoding.ts';
import { Deadline } from './deadline.ts';
import { exchange, type Answer, type ExchangeLimits } from './exchange.ts';
import { firstHop, isPermanent, isRedirect, nextHop, type Hop } from './hop.ts';
import { OutboundError } from './outbound-error.ts';
import type { OutboundFetch, OutboundRequest, OutboundResponse } from './outbound-types.ts';
import { isPublicAddress } from './public-address.ts';
import type { Headers } from './request-headers.ts';

export interface OutboundLimits extends ExchangeLimits {
  /** For the name, the connection and TLS together. */
  readonly connectMs: number;
}

export interface OutboundOptions {
  /** Blocks of addresses that are asked although they are not public, as `parseCidrs` gives them. */
  readonly allowPrivate: readonly string[];
  readonly userAgent: string;
  /** The name service of the system when absent. */
  readonly lookup?: Lookup;
  readonly limits?: Partial<OutboundLimits>;
  /** Further requests wait for one of these; 4 when absent. */
  readonly connectionsPerOrigin?: number;
}

interface Found {
  readonly hop: Hop;
  readonly answer: Answer;
  readonly permanentUrl: URL;
}

const LIMITS: OutboundLimits = { connectMs: 10_000, waitMs: 60_000, headMs: 15_000, idleMs: 20_000 };
const MAX_REDIRECTS = 10;

const lookupAll: Lookup = async (hostname) =>
  (await lookupName(hostname, { all: true })).map(({ address }) => address);

/** The one client for what is outside: asks only public addresses, follows redirects itself, keeps within its limits. */
export class Outbound implements OutboundFetch {
  readonly #userAgent: string;
  readonly #limits: OutboundLimits;
  readonly #connections: Connections;

  constructor(options: OutboundOptions) {
    const { allowPrivate, userAgent, lookup = lookupAll, limits, connectionsPerOrigin = 4 } = options;
    const isAllowed = addressMatcher(allowPrivate);
    this.#userAgent = userAgent;
    this.#limits = { ...LIMITS, ...limits };
    this.#connections = new Connections({
      lookup,
      mayConnect: (address) => isPublicAddress(address) || isAllowed(address),
      connectMs: this.#limits.connectMs,
      connectionsPerOrigin,
    });
  }

  async fetch(request: OutboundRequest): Promise<OutboundResponse> {
    const deadline = new Deadline(
      request.signal,
      request.totalMs,
      () => new OutboundError('total-timeout', 'The answer took too long.'),
    );
    try {
      const found = await this.#follow(firstHop(request), request.decodes ?? false, deadline.signal);
      return respond(found, request, deadline);
    } catch (error) {
      deadline.release();
      throw error;
    }
  }

  /** Breaks off what is under way; what is asked afterwards is `aborted`. */
  async close(): Promise<void> {
    await this.#connections.close();
  }

  async #follow(first: Hop, decodes: boolean, signal: AbortSignal): Promise<Found> {
    let hop = first;
    let permanentUrl = first.url;
    let isAllPermanent = true;
    for (let redirects = 0; ; redirects++) {
      signal.throwIfAborted();
      const headers = this.#complete(hop.headers, decodes);
      const answer = await exchange(this.#connections, hop, headers, this.#limits, signal);
      if (!isRedirect(answer.status)) return { hop, answer, permanentUrl };
      answer.body.destroy();
      if (redirects === MAX_REDIRECTS) {
        throw new OutboundError('too-many-redirects', `${first.url.host} redirects more than ten times.`);
      }
      hop = nextHop(hop, answer.status, answer.headers.get('location') ?? []);
      isAllPermanent &&= isPermanent(answer.status);
      if (isAllPermanent) permanentUrl = hop.url;
    }
  }

  #complete(headers: Headers, decodes: boolean): Headers {
    return new Map([
      ['accept', '*/*'],
      ...headers,
      ['accept-encoding', decodes ? ACCEPTED_ENCODINGS : 'identity'],
      ['user-agent', this.#userAgent],
    ]);
  }
}

function respond({ hop, answer, permanentUrl }: Found, request: OutboundRequest, deadline: Deadline) {
  const body = readBody(answer, {
    host: hop.url.host,
    method: hop.method,
    maxBytes: request.maxBytes,
    decodes: request.decodes ?? false,
  });
  if (isBodiless(answer.status, hop.method)) deadline.release();
  else endWith(body, deadline);
  return {
    status: answer.status,
    url: hop.url.href,
    permanentUrl: permanentUrl.href,
    header: (name: string) => answer.headers.get(name)?.join(', ') ?? null,
    body,
    bytes: () => buffer(body),
  };
}

function endWith(body: Readable, deadline: Deadline): void {
  const { signal } = deadline;
  const onAbort = () => body.destroy(signal.reason instanceof Error ? signal.reason : undefined);
  signal.addEventListener('abort', onAbort);
  body.once('close', () => deadline.release());
  if (signal.aborted) onAbort();
}
