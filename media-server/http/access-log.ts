import type { FastifyInstance, FastifyRequest } from 'fastify';

/** One finished request, as it is logged. */
export interface FinishedRequest {
  readonly method: string;
  readonly path: string;
  /** What was answered; also when the connection broke before the body was sent. */
  readonly status: number;
  /** The `Range` header as it came; null without one. */
  readonly range: string | null;
  /** Bytes of the body that were sent; for a body compressed on the way, what it took on the connection. */
  readonly bytes: number;
  readonly ms: number;
  /** Whether the client or the server broke off before the end of the answer. */
  readonly aborted: boolean;
}

export type OnRequestFinished = (finished: FinishedRequest) => void;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by a handler that streams a body: the bytes given to the connection so far. */
    bodyBytesSent: (() => number) | null;
  }
}

const MAX_PATH_LENGTH = 500;
const MAX_RANGE_LENGTH = 200;

export function logFinishedRequests(app: FastifyInstance, onFinished: OnRequestFinished | undefined): void {
  app.decorateRequest('bodyBytesSent', null);
  app.addHook('onRequest', async (request, reply) => {
    const startedMs = performance.now();
    const writtenBefore = request.raw.socket.bytesWritten;
    reply.raw.once('close', () => {
      const finished: FinishedRequest = {
        method: request.method,
        path: (request.url.split('?', 1)[0] ?? '').slice(0, MAX_PATH_LENGTH),
        status: reply.raw.statusCode,
        range: request.headers.range?.slice(0, MAX_RANGE_LENGTH) ?? null,
        bytes: bytesSent(request, reply.getHeader('content-length'), writtenBefore),
        ms: Math.round((performance.now() - startedMs) * 10) / 10,
        aborted: !reply.raw.writableFinished,
      };
      request.log.info(finished, 'request');
      onFinished?.(finished);
    });
  });
}

function bytesSent(request: FastifyRequest, contentLength: unknown, writtenBefore: number): number {
  if (request.bodyBytesSent) return request.bodyBytesSent();
  if (request.method === 'HEAD') return 0;
  if (contentLength !== undefined) return Number(contentLength);
  return request.raw.socket.bytesWritten - writtenBefore;
}
