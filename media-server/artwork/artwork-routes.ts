import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ARTWORK_SIZES } from '../../core/api/artwork.ts';
import { evaluatePreconditions } from '../../core/http/preconditions.ts';
import { API_ERRORS } from '../http/api-errors.ts';
import { ProblemError } from '../http/problem.ts';
import { readHeaderOf } from '../http/read-header.ts';
import { SANDBOX_POLICY } from '../http/security-headers.ts';
import { parseDrawnArtworkId } from './drawn-artwork.ts';
import type { RemoteArtworks } from './remote-artwork.ts';
import { ARTWORK_FORMATS, type ArtworkRenderer, type ArtworkVariant } from './render-artwork.ts';

const Params = Type.Object({
  artworkId: Type.String({ pattern: '^(?:[0-9a-f]{32}|drawn-\\d{1,3}-[\\w-]{0,24})$' }),
});
const Query = Type.Object({
  size: Type.Unsafe<ArtworkVariant['size']>({
    type: 'integer',
    enum: ARTWORK_SIZES,
    default: 512,
    description: 'Width and height in pixels',
  }),
  format: Type.Unsafe<ArtworkVariant['format']>({ type: 'string', enum: ARTWORK_FORMATS, default: 'webp' }),
});

export interface ArtworkParts {
  readonly renderer: ArtworkRenderer;
  readonly remote: RemoteArtworks;
}

/** The id of a picture is made from its content or its address: what it answers never changes. */
export const artworkRoutes: FastifyPluginAsyncTypebox<ArtworkParts> = async (app, { renderer, remote }) => {
  const picture = async (artworkId: string, variant: ArtworkVariant): Promise<Buffer | null> =>
    (await renderer.picture(artworkId, variant)) ??
    ((await remote.fetch(artworkId)) ? renderer.picture(artworkId, variant) : null);

  app.get(
    '/artwork/:artworkId',
    {
      compress: false,
      schema: {
        tags: ['media'],
        summary: 'A picture, square, in the size and format asked for',
        params: Params,
        querystring: Query,
        response: {
          200: {
            description: 'The picture',
            content: { 'image/*': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } },
          },
          304: { description: 'Not modified', type: 'null' },
          ...API_ERRORS,
        },
      },
    },
    async (request, reply) => {
      const { artworkId } = request.params;
      const { size, format } = request.query;
      const etag = `"${artworkId}-${size}-${format}"`;
      const drawn = parseDrawnArtworkId(artworkId);
      const bytes = await (drawn
        ? renderer.drawn(drawn, { size, format })
        : picture(artworkId, { size, format }));
      if (bytes === null) throw new ProblemError('artwork-not-found');
      reply.headers({
        ETag: etag,
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Content-Security-Policy': SANDBOX_POLICY,
      });
      const { status } = evaluatePreconditions(
        readHeaderOf(request),
        { etag, lastModifiedMs: null },
        Date.now(),
      );
      if (status === 'not-modified') return reply.code(304).send(null);
      if (status === 'precondition-failed') throw new ProblemError('precondition-failed');
      return reply.type(`image/${format}`).send(bytes);
    },
  );
};
