import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  OpmlResult,
  Subscription,
  SubscriptionList,
  SubscriptionRequest,
} from '../../core/api/subscription.ts';
import { UUID_PATTERN } from '../database/uuid-v7.ts';
import { API_ERRORS } from '../http/api-errors.ts';
import { ProblemError } from '../http/problem.ts';
import type { JobRepository } from '../jobs/job-repository.ts';
import { DEFAULT_LISTENER } from '../listeners/listener.ts';
import { schemaRef } from '../openapi/schema-ref.ts';
import type { FeedRepository } from './feed-repository.ts';
import type { Feeds } from './feeds.ts';
import { importOpml } from './opml/import-opml.ts';
import { OpmlError } from './opml/opml-error.ts';
import { readOpmlBytes } from './opml/read-opml.ts';
import { writeOpml } from './opml/write-opml.ts';

export interface SubscriptionParts {
  readonly feeds: Feeds;
  readonly repository: FeedRepository;
  readonly jobs: JobRepository;
}

const OPML_TYPES = [
  'text/x-opml',
  'text/x-opml+xml',
  'application/xml',
  'text/xml',
  'application/octet-stream',
];
const MAX_OPML_BYTES = 16 * 1024 * 1024;

const ShowParams = Type.Object({
  showId: Type.String({ pattern: UUID_PATTERN, description: 'The id of a show' }),
});

export const subscriptionRoutes: FastifyPluginAsyncTypebox<SubscriptionParts> = async (
  app,
  { feeds, repository, jobs },
) => {
  app.addContentTypeParser(
    OPML_TYPES,
    { parseAs: 'buffer', bodyLimit: MAX_OPML_BYTES },
    (_request, body, done) => done(null, body),
  );

  const list = async (): Promise<SubscriptionList> => {
    const items = await repository.listSubscriptions(DEFAULT_LISTENER);
    const unread = items.filter(({ feed }) => feed.readAt === null && feed.failure === null).length;
    return { items, unread };
  };

  app.get(
    '/api/subscriptions',
    {
      schema: {
        tags: ['subscriptions'],
        summary: 'The feeds that are followed, and how it is with each',
        response: { 200: schemaRef(SubscriptionList), ...API_ERRORS },
      },
    },
    list,
  );

  app.post(
    '/api/subscriptions',
    {
      schema: {
        tags: ['subscriptions'],
        summary: 'Follows the feed at an address, or the one that a page names',
        body: schemaRef(SubscriptionRequest),
        response: { 200: schemaRef(Subscription), 201: schemaRef(Subscription), ...API_ERRORS },
      },
    },
    async ({ body }, reply) => {
      const outcome = await feeds.subscribe(DEFAULT_LISTENER, body.url);
      if (outcome === 'error') throw new ProblemError('internal');
      if (outcome.status === 'failed') throw new ProblemError(`feed-${outcome.code}`);
      if (outcome.status !== 'subscribed') throw new ProblemError(outcome.status);
      const { items } = await list();
      const subscription = items.find(({ showId }) => showId === outcome.showId);
      if (subscription === undefined) throw new ProblemError('subscription-not-found');
      return reply
        .code(outcome.isNew ? 201 : 200)
        .header('Location', `/api/shows/${outcome.showId}`)
        .send(subscription);
    },
  );

  app.delete(
    '/api/subscriptions/:showId',
    {
      schema: {
        tags: ['subscriptions'],
        summary: 'Follows a feed no more',
        params: ShowParams,
        response: { 204: Type.Unsafe<unknown>({ type: 'null', description: 'Done' }), ...API_ERRORS },
      },
    },
    async ({ params }, reply) => {
      const wasThere = await repository.unsubscribe(DEFAULT_LISTENER, params.showId, Date.now());
      if (!wasThere) throw new ProblemError('subscription-not-found');
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/subscriptions/:showId/refresh',
    {
      schema: {
        tags: ['subscriptions'],
        summary: 'Asks for a feed at once',
        params: ShowParams,
        response: { 200: schemaRef(Subscription), ...API_ERRORS },
      },
    },
    async ({ params }) => {
      if ((await repository.find(params.showId)) === null) throw new ProblemError('subscription-not-found');
      if ((await feeds.refresh(params.showId)) === 'error') throw new ProblemError('internal');
      const { items } = await list();
      const subscription = items.find(({ showId }) => showId === params.showId);
      if (subscription === undefined) throw new ProblemError('subscription-not-found');
      return subscription;
    },
  );

  app.get(
    '/api/opml',
    {
      config: { answers: 'text/x-opml' },
      schema: {
        tags: ['subscriptions'],
        summary: 'The feeds that are followed, as OPML, without credentials',
        response: {
          200: { description: 'OPML 2.0', content: { 'text/x-opml': { schema: Type.String() } } },
          ...API_ERRORS,
        },
      },
    },
    async (_request, reply) => {
      const { items } = await list();
      const opml = writeOpml(
        items.map(({ title, feed }) => ({ title, url: feed.url })),
        { title: 'Carryon', createdAtMs: Date.now() },
      );
      return reply
        .type('text/x-opml; charset=utf-8')
        .header('Content-Disposition', 'attachment; filename="carryon.opml"')
        .send(opml);
    },
  );

  app.post(
    '/api/opml',
    {
      bodyLimit: MAX_OPML_BYTES,
      schema: {
        tags: ['subscriptions'],
        summary: 'Follows the feeds of an OPML file; they are read afterwards, one after the other',
        response: { 202: schemaRef(OpmlResult), ...API_ERRORS },
      },
    },
    async ({ body, headers }, reply) => {
      if (!Buffer.isBuffer(body)) throw new ProblemError('unsupported-media-type');
      try {
        const opml = readOpmlBytes(body, headers['content-type'] ?? null);
        const result = await importOpml({ repository, jobs }, DEFAULT_LISTENER, opml, Date.now());
        feeds.look();
        return await reply.code(202).send(result);
      } catch (error) {
        if (error instanceof OpmlError) throw new ProblemError('not-opml', error.code);
        throw error;
      }
    },
  );
};
