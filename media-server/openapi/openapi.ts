import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { DirectoryAnswer, DirectoryHit } from '../../core/api/directory.ts';
import { Chapters, Episode, EpisodeSummary, Media, Transcript } from '../../core/api/episode.ts';
import { FeedState } from '../../core/api/feed.ts';
import { LibraryProblem, LibraryStatus } from '../../core/api/library.ts';
import { Manifest, ManifestPart } from '../../core/api/manifest.ts';
import { EpisodePage, ShowList } from '../../core/api/page.ts';
import { Person } from '../../core/api/person.ts';
import { Problem } from '../../core/api/problem.ts';
import { SearchAnswer } from '../../core/api/search.ts';
import { Show, ShowSummary } from '../../core/api/show.ts';
import {
  OpmlProblem,
  OpmlResult,
  Subscription,
  SubscriptionList,
  SubscriptionRequest,
} from '../../core/api/subscription.ts';

const SCHEMAS = [
  Chapters,
  DirectoryAnswer,
  DirectoryHit,
  Episode,
  EpisodePage,
  EpisodeSummary,
  FeedState,
  LibraryProblem,
  LibraryStatus,
  Manifest,
  ManifestPart,
  Media,
  OpmlProblem,
  OpmlResult,
  Person,
  Problem,
  SearchAnswer,
  Show,
  ShowList,
  ShowSummary,
  Subscription,
  SubscriptionList,
  SubscriptionRequest,
  Transcript,
];
const IDS: ReadonlySet<unknown> = new Set(SCHEMAS.map(schemaId));

/** Gives the server the schemas of the API, and describes its routes at `/api/openapi.json`. Call before the routes are added. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  for (const schema of SCHEMAS) app.addSchema(toRefs(structuredClone({ ...schema }), schemaId(schema)));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Carryon media-server',
        version: '1',
        description: 'The catalogue and the media of a library of podcasts and video shows.',
      },
      tags: [
        { name: 'catalogue', description: 'Shows and episodes' },
        { name: 'subscriptions', description: 'Feeds that are followed, and where to find more' },
        { name: 'media', description: 'Files, their parts, and pictures' },
        { name: 'server', description: 'The server itself' },
      ],
    },
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, index) =>
        typeof json['$id'] === 'string' ? json['$id'] : `schema-${index}`,
    },
  });
}

export function serveApiDescription(app: FastifyInstance): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

function schemaId(schema: object): string {
  return String((schema as { $id?: string }).$id);
}

/** Replaces the schemas inside a schema that have an id of their own by references to them. */
function toRefs(value: unknown, ownId: string | null): unknown {
  if (Array.isArray(value)) return value.map((item) => toRefs(item, null));
  if (typeof value !== 'object' || value === null) return value;
  const id = (value as { $id?: string }).$id;
  if (id !== undefined && id !== ownId && IDS.has(id)) return { $ref: `${id}#` };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toRefs(item, null)]));
}
