import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { evaluatePreconditions } from '../../core/http/preconditions.ts';
import { readHeaderOf } from './read-header.ts';

const VALIDATED_TYPE = /^(?:application\/json|text\/vtt)(?:;|$)/;

/**
 * Gives every JSON and WebVTT answer an entity tag, and answers conditional requests by it. The tag is weak: the same
 * answer goes out in several content codings.
 * @see RFC 9110 §8.8.1
 */
export function validateJsonAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (reply.statusCode !== 200 || typeof payload !== 'string') return payload;
    if (!VALIDATED_TYPE.test(String(reply.getHeader('content-type')))) return payload;
    const etag = `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;
    reply.header('ETag', etag).header('Vary', 'Accept-Encoding');
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-cache');
    const { status } = evaluatePreconditions(
      readHeaderOf(request),
      { etag, lastModifiedMs: null },
      Date.now(),
    );
    if (status === 'proceed') return payload;
    reply.code(status === 'not-modified' ? 304 : 412);
    reply.removeHeader('Content-Type').removeHeader('Content-Length');
    return null;
  });
}
