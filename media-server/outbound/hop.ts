import { OutboundError } from './outbound-error.ts';
import type { OutboundRequest } from './outbound-types.ts';
import {
  basicAuthorization,
  readHeaders,
  withoutBodyHeaders,
  withoutSecrets,
  type Headers,
} from './request-headers.ts';
import { parseTarget } from './target-url.ts';

/** One request of a chain of redirects. */
export interface Hop {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Those of the caller that this hop may have, and the authorization. */
  readonly headers: Headers;
  readonly body: string | null;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const PERMANENT: ReadonlySet<number> = new Set([301, 308]);

export const isRedirect = (status: number): boolean => REDIRECTS.has(status);

export const isPermanent = (status: number): boolean => PERMANENT.has(status);

/** @throws OutboundError `bad-url`, `scheme-not-allowed`, `port-not-allowed`, `bad-header` */
export function firstHop(request: OutboundRequest): Hop {
  const url = parseTarget(request.url);
  const method = request.method ?? 'GET';
  const headers = new Map(readHeaders(request));
  if (request.credentials) headers.set('authorization', basicAuthorization(request.credentials));
  return { url, method, headers, body: method === 'POST' ? (request.body ?? '') : null };
}

/**
 * The hop that a redirect asks for. Secrets stay behind at the first change of origin, and do not come back.
 * @param locations The values of `Location`, as bytes; they are read as UTF-8, as browsers do.
 * @throws OutboundError `bad-redirect`, and those of the first hop.
 * @see RFC 9110 §15.4
 */
export function nextHop(hop: Hop, status: number, locations: readonly string[]): Hop {
  const [location] = locations;
  if (!location || locations.length > 1) {
    throw new OutboundError('bad-redirect', `${hop.url.host} redirects without saying where to.`);
  }
  const url = parseTarget(Buffer.from(location, 'latin1').toString(), hop.url);
  const headers = url.origin === hop.url.origin ? hop.headers : withoutSecrets(hop.headers);
  if (!becomesGet(hop.method, status)) return { ...hop, url, headers };
  return { url, method: 'GET', headers: withoutBodyHeaders(headers), body: null };
}

const becomesGet = (method: Hop['method'], status: number): boolean =>
  method === 'POST' && (status === 301 || status === 302 || status === 303);
