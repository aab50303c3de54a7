import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Manifest } from '../../core/api/manifest.ts';
import { planResponse } from '../../core/http/plan-response.ts';
import { allParts } from '../../core/parts/part-plan.ts';
import { UUID_PATTERN } from '../database/uuid-v7.ts';
import { API_ERRORS } from '../http/api-errors.ts';
import { readHeaderOf } from '../http/read-header.ts';
import type { FileVersion } from '../library/file-version.ts';
import { SANDBOX_POLICY } from '../http/security-headers.ts';
import { schemaRef } from '../openapi/schema-ref.ts';
import { openMedia, type MediaSources } from './open-media.ts';
import { SegmentStream } from './segment-stream.ts';

const EpisodeParams = Type.Object({
  episodeId: Type.String({ pattern: UUID_PATTERN, description: 'The id of an episode' }),
});
const MEDIA_HEADERS = { 'Cache-Control': 'private, no-cache', 'Content-Security-Policy': SANDBOX_POLICY };

/** Bytes, which no schema describes. */
const answer = (description: string) => ({
  description,
  content: { 'application/octet-stream': { schema: Type.Unsafe<unknown>({ type: 'string' }) } },
});

const noBody = (description: string) => Type.Unsafe<unknown>({ type: 'null', description });

export const mediaRoutes: FastifyPluginAsyncTypebox<MediaSources> = async (app, sources) => {
  app.get(
    '/api/episodes/:episodeId/manifest',
    {
      schema: {
        tags: ['media'],
        summary: 'The parts of a file, with their hashes',
        params: EpisodeParams,
        response: { 200: schemaRef(Manifest), ...API_ERRORS },
      },
    },
    async ({ params }) => {
      const { file, type, hashed } = await openMedia(sources, params.episodeId);
      await file.handle.close();
      const { bytes } = hashed.version;
      const parts = allParts({ bytes, partBytes: hashed.partBytes });
      return {
        bytes,
        type,
        etag: hashed.etag,
        lastModifiedAt: lastModifiedAt(hashed.version, Date.now()),
        partBytes: hashed.partBytes,
        parts: parts.map(({ index, start, end }) => ({ start, end, sha256: hashed.sha256[index] ?? '' })),
      };
    },
  );

  const schema = {
    tags: ['media'],
    params: EpisodeParams,
    response: {
      200: answer('The whole file'),
      206: answer('The range asked for; `multipart/byteranges` when several were'),
      304: noBody('Not modified'),
      412: noBody('A precondition does not hold'),
      416: noBody('No range asked for is in the file'),
      ...API_ERRORS,
    },
  };
  app.route<{ Params: { episodeId: string } }>({
    method: ['GET', 'HEAD'],
    url: '/media/:episodeId',
    compress: false,
    schema: { ...schema, summary: 'A file, or ranges of it' },
    handler: (request, reply) => sendMedia(sources, request.params.episodeId, request, reply),
  });
};

async function sendMedia(
  sources: MediaSources,
  episodeId: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { file, type, hashed } = await openMedia(sources, episodeId);
  const nowMs = Date.now();
  const { status, headers, body } = planResponse(
    {
      method: request.method === 'HEAD' ? 'HEAD' : 'GET',
      header: readHeaderOf(request),
      nowMs,
      boundary: randomBytes(18).toString('base64url'),
    },
    {
      bytes: file.version.bytes,
      type,
      etag: hashed.etag,
      lastModifiedMs: lastModifiedAt(file.version, nowMs),
    },
  );
  reply.code(status).headers({ ...headers, ...MEDIA_HEADERS });
  if (body.length === 0) {
    await file.handle.close();
    return reply.send();
  }
  const stream = new SegmentStream(file, body);
  stream.once('error', (error) => request.log.warn({ err: error }, 'the file could not be sent to its end'));
  request.bodyBytesSent = () => stream.bytesDelivered;
  return reply.send(stream);
}

/**
 * In whole seconds. A time that lies ahead is no validator, and one in this very second is no strong one: the file may change
 * in it once more. @see RFC 9110 §8.8.2.1, §8.8.2.2
 */
function lastModifiedAt({ mtimeMs }: FileVersion, nowMs: number): number | null {
  const modifiedAt = Math.floor(mtimeMs / 1000) * 1000;
  return modifiedAt + 1000 > nowMs ? null : modifiedAt;
}
