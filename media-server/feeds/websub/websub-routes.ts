import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ProblemError } from '../../http/problem.ts';
import type { JobRepository } from '../../jobs/job-repository.ts';
import type { FeedRepository } from '../feed-repository.ts';
import type { Feeds } from '../feeds.ts';
import { refreshJob } from '../refresh/refresh-job.ts';
import type { HubRepository } from './hub-repository.ts';

export interface WebSubParts {
  readonly feeds: Pick<Feeds, 'look'>;
  readonly repository: FeedRepository;
  readonly jobs: JobRepository;
  readonly hubs: HubRepository;
}

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_LEASE_SECONDS = 30 * 24 * 3_600;
/** Before feeds that nobody announced. */
const PRIORITY = 5;
const SIGNATURE = /^(sha256|sha384|sha512)=([\da-f]{64,128})$/i;

const Params = Type.Object({ token: Type.String({ pattern: '^[\\w-]{32}$' }) });
const Query = Type.Object({
  'hub.mode': Type.Optional(Type.String({ maxLength: 20 })),
  'hub.topic': Type.Optional(Type.String({ maxLength: 4096 })),
  'hub.challenge': Type.Optional(Type.String({ maxLength: 4096 })),
  'hub.lease_seconds': Type.Optional(Type.Integer({ minimum: 0 })),
});

/**
 * What hubs call: whether we meant it, and that a feed has changed. What they send is not taken for the feed: it is asked for
 * where it lives.
 * @see https://www.w3.org/TR/websub/#hub-verifies-intent
 */
export const webSubRoutes: FastifyPluginAsyncTypebox<WebSubParts> = async (
  app,
  { feeds, repository, jobs, hubs },
) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) =>
    done(null, body),
  );

  app.get(
    '/websub/:token',
    { schema: { hide: true, params: Params, querystring: Query } },
    async ({ params, query }, reply) => {
      const row = await hubs.findByToken(params.token);
      const isFollowed = row !== null && (await repository.isFollowed(row.show_id));
      const mode = query['hub.mode'];
      if (row === null || query['hub.topic'] !== row.topic) throw new ProblemError('not-found');
      if (mode === 'denied' || (mode === 'unsubscribe' && !isFollowed))
        await hubs.setLease(row.show_id, null);
      else if (mode === 'subscribe' && isFollowed) {
        const seconds = Math.min(query['hub.lease_seconds'] ?? MAX_LEASE_SECONDS, MAX_LEASE_SECONDS);
        await hubs.setLease(row.show_id, Date.now() + seconds * 1000);
      } else throw new ProblemError('not-found');
      return reply.type('text/plain; charset=utf-8').send(query['hub.challenge'] ?? '');
    },
  );

  app.post(
    '/websub/:token',
    { bodyLimit: MAX_BYTES, schema: { hide: true, params: Params } },
    async ({ params, body, headers }, reply) => {
      const row = await hubs.findByToken(params.token);
      const feed = row === null ? null : await repository.find(row.show_id);
      if (row === null || feed === null || !(await repository.isFollowed(row.show_id)))
        throw new ProblemError('feed-not-followed');
      // A wrong signature is answered like a right one, and nothing is done. @see https://www.w3.org/TR/websub/#signature-validation
      if (Buffer.isBuffer(body) && isSigned(body, headers['x-hub-signature'], row.secret)) {
        const nowMs = Date.now();
        await jobs.enqueue(refreshJob(feed.showId, feed.url, nowMs, PRIORITY), nowMs);
        feeds.look();
      }
      return reply.code(202).send();
    },
  );
};

function isSigned(body: Buffer, signature: string | string[] | undefined, secret: string): boolean {
  const [, algorithm, hex] = SIGNATURE.exec(String(signature)) ?? [];
  if (algorithm === undefined || hex === undefined) return false;
  const expected = createHmac(algorithm.toLowerCase(), secret).update(body).digest();
  const given = Buffer.from(hex, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
