import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { DirectoryAnswer } from '../../core/api/directory.ts';
import { API_ERRORS } from '../http/api-errors.ts';
import { schemaRef } from '../openapi/schema-ref.ts';
import type { DirectoryHit } from './directory.ts';
import type { DirectorySearch } from './directory-search.ts';

const LIMIT = 30;

export interface DirectoryParts {
  readonly search: DirectorySearch;
  /** The id of the show of a feed that is followed; null of any other. */
  readonly showIdOf: (feedUrl: string) => Promise<string | null>;
  /** The path under which we serve a picture that is elsewhere. */
  readonly artworkPathOf: (url: string) => Promise<string>;
}

export const directoryRoutes: FastifyPluginAsyncTypebox<DirectoryParts> = async (
  app,
  { search, showIdOf, artworkPathOf },
) => {
  const present = async ({ artworkUrl, ...hit }: DirectoryHit) => ({
    ...hit,
    artworkUrl: artworkUrl === null ? null : await artworkPathOf(artworkUrl),
    showId: await showIdOf(hit.feedUrl),
  });

  app.get(
    '/api/directory',
    {
      schema: {
        tags: ['subscriptions'],
        summary: 'Searches directories of podcasts',
        querystring: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }),
        response: { 200: schemaRef(DirectoryAnswer), ...API_ERRORS },
      },
    },
    async ({ query }, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const { hits, directories } = await search.search(query.q, { limit: LIMIT, signal: gone.signal });
      return { hits: await Promise.all(hits.map(present)), directories: [...directories] };
    },
  );
};
