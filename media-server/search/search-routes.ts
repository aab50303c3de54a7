import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { SearchAnswer } from '../../core/api/search.ts';
import type { CatalogueRepository } from '../catalogue/catalogue-repository.ts';
import { API_ERRORS } from '../http/api-errors.ts';
import { schemaRef } from '../openapi/schema-ref.ts';
import type { CatalogueSearch } from './catalogue-search.ts';
import { IndexKeeper } from './index-keeper.ts';

const MAX_LIMIT = 50;
const DEFAULT_LIMIT = 20;
/** Who has just subscribed to a show looks for its episodes. */
const CATCH_UP_MS = 300;

export interface SearchParts {
  readonly search: CatalogueSearch;
  readonly catalogue: CatalogueRepository;
}

export const searchRoutes: FastifyPluginAsyncTypebox<SearchParts> = async (app, { search, catalogue }) => {
  const keeper = new IndexKeeper(search, app.log);
  app.addHook('onReady', async () => keeper.start());
  app.addHook('onClose', async () => {
    await keeper.stop();
    search.close();
  });

  app.get(
    '/api/search',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'Searches titles, authors and notes of shows and episodes; the best first',
        querystring: Type.Object({
          q: Type.String({
            description: 'Words that all have to be there; the last may be the beginning of one',
          }),
          limit: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: MAX_LIMIT,
              default: DEFAULT_LIMIT,
              description: 'Of shows, and of episodes',
            }),
          ),
        }),
        response: { 200: schemaRef(SearchAnswer), ...API_ERRORS },
      },
    },
    async ({ query }) => {
      await keeper.catchUp(CATCH_UP_MS);
      const found = await search.find(query.q, query.limit ?? DEFAULT_LIMIT);
      const shows = await catalogue.findShows(found.showIds);
      const episodes = await catalogue.findEpisodes(found.episodes.map(({ id }) => id));
      return {
        shows,
        episodes: episodes.map((episode) => ({
          episode,
          snippet: found.episodes.find(({ id }) => id === episode.id)?.snippet ?? null,
        })),
      };
    },
  );
};
