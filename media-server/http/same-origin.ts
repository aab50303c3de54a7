import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what changes something when a page of another origin asks for it: there are no accounts, so that whoever reaches the
 * server could do it in the listener's name.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function requireSameOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers, method, host, protocol }) => {
    if (SAFE.has(method)) return;
    const site = headers['sec-fetch-site'];
    const { origin } = headers;
    const isOwn =
      site === undefined
        ? origin === undefined || origin === `${protocol}://${host}` || URL.parse(origin)?.host === host
        : site === 'same-origin' || site === 'none';
    if (!isOwn) throw new ProblemError('cross-site');
  });
}
