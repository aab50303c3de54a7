import type { FastifyInstance } from 'fastify';
import { accepts } from './accepts.ts';
import { ProblemError } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media type of the answer, where it is not JSON. */
    readonly answers?: string;
  }
}

/** Refuses requests to the API that accept none of what it answers. @see RFC 9110 §15.5.7 */
export function negotiateTypes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const type = request.routeOptions.config.answers ?? 'application/json';
    if (!accepts(request.headers.accept, type))
      throw new ProblemError('not-acceptable', `The answer is ${type}.`);
  });
}
