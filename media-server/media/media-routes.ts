import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Manifest } from '../../core/api/manifest.ts';
import { planResponse, type PlannedResponse } from '../../core/http/plan-response.ts';
import { allParts } from '../../core/parts/part-plan.ts';
import { UUID_PATTERN } from '../database/uuid-v7.ts';
import { API_ERRORS } from '../http/api-errors.ts';
import { ProblemError } from '../http/problem.ts';
import { readHeaderOf } from '../http/read-header.ts';
import { SANDBOX_POLICY } from '../http/security-headers.ts';
import { schemaRef } from '../openapi/schema-ref.ts';
import type { RemoteMedia } from '../remote/remote-media.ts';
import { openLibraryMedia, type LibraryMediaSources } from './library-media.ts';
import { MediaChanged, type MediaContent, type MediaStream } from './media-content.ts';
import { findPresence } from './media-repository.ts';

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

export interface MediaSources extends LibraryMediaSources {
  readonly remote: RemoteMedia;
}

/** A version can go away between being opened and being read, and its successor too. */
const ATTEMPTS = 3;
const RETRY_SOON = { 'Retry-After': '5' };

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
      const content = await openMedia(sources, params.episodeId, 'now');
      await content.close();
      const { bytes, type, etag, lastModifiedMs, partBytes, sha256 } = content;
      const parts = allParts({ bytes, partBytes });
      return {
        bytes,
        type,
        etag,
        lastModifiedAt: lastModifiedMs,
        partBytes,
        parts: parts.map(({ index, start, end }) => ({ start, end, sha256: sha256[index] ?? null })),
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
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const { status, headers, stream } = await beginToRead(sources, episodeId, request, gone.signal);
  reply.code(status).headers({ ...headers, ...MEDIA_HEADERS });
  if (stream === null) return reply.send();
  stream.once('error', (error) => request.log.warn({ err: error }, 'the file could not be sent to its end'));
  request.bodyBytesSent = () => stream.bytesDelivered;
  return reply.send(stream);
}

async function beginToRead(
  sources: MediaSources,
  episodeId: string,
  request: FastifyRequest,
  signal: AbortSignal,
): Promise<Pick<PlannedResponse, 'status' | 'headers'> & { readonly stream: MediaStream | null }> {
  for (let attempt = 1; ; attempt++) {
    const content = await openMedia(sources, episodeId, 'lately');
    const { status, headers, body } = planResponse(
      {
        method: request.method === 'HEAD' ? 'HEAD' : 'GET',
        header: readHeaderOf(request),
        nowMs: Date.now(),
        boundary: randomBytes(18).toString('base64url'),
      },
      content,
    );
    if (body.length === 0) {
      await content.close();
      return { status, headers, stream: null };
    }
    try {
      return { status, headers, stream: await content.read(body, signal) };
    } catch (error) {
      if (!(error instanceof MediaChanged)) throw error;
      if (attempt === ATTEMPTS) throw new ProblemError('media-unreachable', undefined, RETRY_SOON);
    }
  }
}

/**
 * The file of an episode, from the library or from its publisher.
 * @param checked Whether the publisher is asked if it still has this version: `now`, or when that was not done lately.
 * @throws ProblemError
 */
async function openMedia(
  sources: MediaSources,
  episodeId: string,
  checked: 'now' | 'lately',
): Promise<MediaContent> {
  const presence = await findPresence(sources.db, episodeId);
  if (presence === 'absent') throw new ProblemError('episode-not-found');
  if (presence === 'gone') throw new ProblemError('episode-gone');
  return (await openLibraryMedia(sources, episodeId)) ?? sources.remote.open(episodeId, checked);
}
