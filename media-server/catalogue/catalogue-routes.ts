import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Chapters, Episode } from '../../core/api/episode.ts';
import { EpisodePage, ShowList } from '../../core/api/page.ts';
import { Show } from '../../core/api/show.ts';
import { UUID_PATTERN } from '../database/uuid-v7.ts';
import { API_ERRORS } from '../http/api-errors.ts';
import { ProblemError } from '../http/problem.ts';
import { schemaRef } from '../openapi/schema-ref.ts';
import type { RemoteDocuments } from '../remote-documents/remote-documents.ts';
import type { Absent, CatalogueRepository } from './catalogue-repository.ts';
import { decodeCursor } from './episode-cursor.ts';

const DEFAULT_LIMIT = 50;

const Id = (description: string) => Type.String({ pattern: UUID_PATTERN, description });
const ShowParams = Type.Object({ showId: Id('The id of a show') });
const EpisodeParams = Type.Object({ episodeId: Id('The id of an episode') });
const TranscriptParams = Type.Object({
  ...EpisodeParams.properties,
  position: Type.Integer({ minimum: 0, maximum: 1000, description: 'Counted from 0' }),
});
const PageQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 200, description: 'From `nextCursor` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: DEFAULT_LIMIT })),
});

export interface CatalogueParts {
  readonly catalogue: CatalogueRepository;
  /** Brings what is asked for and only the publisher has. */
  readonly documents: RemoteDocuments;
}

export const catalogueRoutes: FastifyPluginAsyncTypebox<CatalogueParts> = async (
  app,
  { catalogue, documents },
) => {
  app.get(
    '/api/shows',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'All shows, the one with the newest episode first',
        response: { 200: schemaRef(ShowList), ...API_ERRORS },
      },
    },
    async () => ({ items: await catalogue.listShows() }),
  );

  app.get(
    '/api/shows/:showId',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'A show',
        params: ShowParams,
        response: { 200: schemaRef(Show), ...API_ERRORS },
      },
    },
    ({ params }) => showOrThrow(catalogue, params.showId),
  );

  app.get(
    '/api/shows/:showId/episodes',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'The episodes of a show, newest first',
        params: ShowParams,
        querystring: PageQuery,
        response: { 200: schemaRef(EpisodePage), ...API_ERRORS },
      },
    },
    async ({ params, query }) => {
      const { id } = await showOrThrow(catalogue, params.showId);
      return catalogue.listEpisodes({
        showId: id,
        afterSortKey: readCursor(query.cursor),
        limit: query.limit ?? DEFAULT_LIMIT,
      });
    },
  );

  app.get(
    '/api/episodes',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'The episodes of all shows, newest first',
        querystring: PageQuery,
        response: { 200: schemaRef(EpisodePage), ...API_ERRORS },
      },
    },
    ({ query }) =>
      catalogue.listEpisodes({
        showId: null,
        afterSortKey: readCursor(query.cursor),
        limit: query.limit ?? DEFAULT_LIMIT,
      }),
  );

  app.get(
    '/api/episodes/:episodeId',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'An episode',
        params: EpisodeParams,
        response: { 200: schemaRef(Episode), ...API_ERRORS },
      },
    },
    async ({ params }) => presentOrThrow(await catalogue.findEpisode(params.episodeId)),
  );

  app.get(
    '/api/episodes/:episodeId/chapters',
    {
      schema: {
        tags: ['catalogue'],
        summary: 'The chapters of an episode',
        params: EpisodeParams,
        response: { 200: schemaRef(Chapters), ...API_ERRORS },
      },
    },
    async ({ params }) => {
      await documents.bringChapters(params.episodeId);
      const chapters = presentOrThrow(await catalogue.findChapters(params.episodeId));
      if (chapters === null) throw new ProblemError('chapters-not-found');
      return chapters;
    },
  );

  app.get(
    '/api/episodes/:episodeId/transcripts/:position',
    {
      config: { answers: 'text/vtt' },
      schema: {
        tags: ['catalogue'],
        summary: 'A transcript of an episode, as WebVTT',
        params: TranscriptParams,
        response: {
          200: { description: 'WebVTT', content: { 'text/vtt': { schema: Type.String() } } },
          ...API_ERRORS,
        },
      },
    },
    async ({ params }, reply) => {
      await documents.bringTranscript(params.episodeId, params.position);
      const transcript = presentOrThrow(await catalogue.findTranscript(params.episodeId, params.position));
      if (transcript === null) throw new ProblemError('transcript-not-found');
      return reply.type('text/vtt; charset=utf-8').send(transcript.vtt);
    },
  );
};

async function showOrThrow(catalogue: CatalogueRepository, showId: string): Promise<Show> {
  const show = await catalogue.findShow(showId);
  if (show === null) throw new ProblemError('show-not-found');
  return show;
}

function presentOrThrow<T>(value: T | Absent): T {
  if (value === 'absent') throw new ProblemError('episode-not-found');
  if (value === 'gone') throw new ProblemError('episode-gone');
  return value;
}

function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const sortKey = decodeCursor(cursor);
  if (sortKey === null) throw new ProblemError('bad-cursor');
  return sortKey;
}
