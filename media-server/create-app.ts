import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { artworkRoutes } from './artwork/artwork-routes.ts';
import { RemoteArtworks } from './artwork/remote-artwork.ts';
import { ArtworkRenderer } from './artwork/render-artwork.ts';
import { appFiles } from './app/app-files.ts';
import { CatalogueRepository } from './catalogue/catalogue-repository.ts';
import { catalogueRoutes } from './catalogue/catalogue-routes.ts';
import type { DirectoryConfig, TlsMaterial } from './config.ts';
import { AppleDirectory } from './directory/apple-directory.ts';
import { directoryRoutes } from './directory/directory-routes.ts';
import { DirectorySearch } from './directory/directory-search.ts';
import { PodcastIndexDirectory } from './directory/podcast-index-directory.ts';
import { subscriptionRoutes, type SubscriptionParts } from './feeds/subscription-routes.ts';
import { webSubRoutes, type WebSubParts } from './feeds/websub/websub-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { answerClientError } from './http/client-error.ts';
import { logFinishedRequests, type OnRequestFinished } from './http/access-log.ts';
import { compressText } from './http/compression.ts';
import { validateJsonAnswers } from './http/json-validators.ts';
import { negotiateTypes } from './http/negotiation.ts';
import { answerError, RouteTable } from './http/problem-details.ts';
import { requireSameOrigin } from './http/same-origin.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import type { Library } from './library/library.ts';
import { libraryRoutes } from './library/library-routes.ts';
import { mediaRoutes, type MediaSources } from './media/media-routes.ts';
import { describeApi, serveApiDescription } from './openapi/openapi.ts';
import type { OutboundFetch } from './outbound/outbound-types.ts';
import { RemoteDocuments } from './remote-documents/remote-documents.ts';
import { searchRoutes } from './search/search-routes.ts';
import { openSqliteSearch } from './search/sqlite-catalogue-search.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_PARAM_LENGTH = 200;
/** For the head of a request only: a slow reader of a long file may take all day. */
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 30_000;

export interface AppParts extends MediaSources {
  readonly library: Library;
  readonly subscriptions: SubscriptionParts & WebSubParts;
  readonly outbound: OutboundFetch;
  readonly directories: DirectoryConfig;
  readonly dataFolder: string;
  readonly appFolder: string | null;
  readonly tls: TlsMaterial | null;
  /** How long a client may take no byte of an answer before the connection is closed, and with it the file. */
  readonly stallMs: number;
  readonly logger: FastifyBaseLogger;
  readonly onRequestFinished: OnRequestFinished | undefined;
}

/** Puts the features together into one server that is ready to listen. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const options = {
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Of a socket on which no byte moves in either direction; it counts again with every byte that the client takes.
    connectionTimeout: parts.stallMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Requests on connections that are open already are answered until the last one ended.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      void answerError(error, request, reply),
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, ignoreTrailingSlash: false },
  };
  const app = (
    parts.tls ? fastify({ ...options, https: { ...parts.tls } }) : fastify(options)
  ) as FastifyInstance;

  const routes = new RouteTable();
  routes.watch(app);
  app.setErrorHandler(answerError);
  logFinishedRequests(app, parts.onRequestFinished);
  addSecurityHeaders(app);
  requireSameOrigin(app);
  validateJsonAnswers(app);
  await compressText(app);
  await describeApi(app);

  const catalogue = new CatalogueRepository(parts.db);
  const artworks = new RemoteArtworks(parts.db, parts.outbound, parts.dataFolder);
  const documents = new RemoteDocuments({
    db: parts.db,
    outbound: parts.outbound,
    artworkPathOf: (url) => artworks.pathOf(url),
  });
  const search = await openSqliteSearch(parts.db);
  await app.register(async (api) => {
    negotiateTypes(api);
    serveApiDescription(api);
    await api.register(catalogueRoutes, { catalogue, documents });
    await api.register(searchRoutes, { search, catalogue });
    await api.register(libraryRoutes, { library: parts.library, catalogue });
    await api.register(subscriptionRoutes, parts.subscriptions);
    await api.register(directoryRoutes, {
      search: directorySearchOf(parts),
      showIdOf: (feedUrl) => parts.subscriptions.repository.findShowId(feedUrl),
      artworkPathOf: (url) => artworks.pathOf(url),
    });
  });
  await app.register(webSubRoutes, parts.subscriptions);
  await app.register(healthRoutes);
  await app.register(mediaRoutes, parts);
  await app.register(artworkRoutes, { renderer: new ArtworkRenderer(parts.dataFolder), remote: artworks });
  await app.register(appFiles, { appFolder: parts.appFolder, routes });
  return app;
}

const directorySearchOf = ({
  outbound,
  directories: { appleUrl, podcastIndex },
}: AppParts): DirectorySearch =>
  new DirectorySearch({
    apple: appleUrl === null ? null : new AppleDirectory(outbound, appleUrl),
    'podcast-index': podcastIndex === null ? null : new PodcastIndexDirectory(outbound, podcastIndex),
  });
