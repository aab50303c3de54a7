import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../../core/api/problem.ts';
import { ProblemError, problemCodeOfStatus, problemOf } from './problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  const instance = request.url.split('?', 1)[0]?.slice(0, 500) ?? '';
  return reply
    .code(problem.status)
    .headers({ ...headers, 'Cache-Control': 'no-store', 'Content-Type': PROBLEM_TYPE })
    .send(Buffer.from(JSON.stringify({ ...problem, instance })));
}

/** Answers an error as problem details; what the server did wrong goes to the log, and not to the client. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ProblemError) return sendProblem(request, reply, error.problem, error.headers);
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  if (statusCode >= 500) request.log.error({ err: error }, 'a request failed');
  const code = problemCodeOfStatus(statusCode);
  return sendProblem(request, reply, problemOf(code, statusCode < 500 ? message : undefined));
}

/** Knows the paths of the routes, to tell a method that is not allowed from a path that is not there. */
export class RouteTable {
  readonly #routes: { pattern: RegExp; methods: Set<string> }[] = [];

  /** Call before the routes are added. */
  watch(app: FastifyInstance): void {
    app.addHook('onRoute', ({ url, method }) => {
      if (url.includes('*')) return;
      const source = `^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+')}$`;
      this.#routes.push({ pattern: new RegExp(source), methods: new Set([method].flat()) });
    });
  }

  /** The value of `Allow` for a path; null when there is no route at it. */
  allowed(path: string): string | null {
    const methods = this.#routes
      .filter(({ pattern }) => pattern.test(path))
      .flatMap((route) => [...route.methods]);
    return methods.length === 0 ? null : [...new Set(methods)].toSorted().join(', ');
  }
}

export function sendNotFound(routes: RouteTable, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const allow = routes.allowed(request.url.split('?', 1)[0] ?? '');
  return allow === null
    ? sendProblem(request, reply, problemOf('not-found'))
    : sendProblem(request, reply, problemOf('method-not-allowed'), { Allow: allow });
}
