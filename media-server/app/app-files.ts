import { extname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { accepts } from '../http/accepts.ts';
import { sendNotFound, type RouteTable } from '../http/problem-details.ts';

const HASHED_ASSET = /[\\/]assets[\\/][^\\/]+$/;
const SERVER_PATHS = /^\/(?:api|media|artwork|healthz)(?:\/|$)/;

/**
 * Serves the built client. Names under `assets/` carry a hash of their content and never change; all else is asked for
 * anew. A page of the client that is opened by its address is answered with `index.html`.
 * @param appFolder Absolute path; null serves no client.
 */
export const appFiles: FastifyPluginAsync<{ appFolder: string | null; routes: RouteTable }> = async (
  app,
  { appFolder, routes },
) => {
  if (appFolder === null) {
    app.setNotFoundHandler((request, reply) => sendNotFound(routes, request, reply));
    return;
  }
  await app.register(fastifyStatic, {
    root: appFolder,
    // Ranges of a file that may also be sent compressed are a trap, and nothing in the client needs them.
    acceptRanges: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      const immutable = HASHED_ASSET.test(path);
      reply.header('Cache-Control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      reply.header('Vary', 'Accept-Encoding');
    },
  });
  app.setNotFoundHandler((request, reply) =>
    isNavigation(request) ? reply.sendFile('index.html') : sendNotFound(routes, request, reply),
  );
};

function isNavigation({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return (
    (method === 'GET' || method === 'HEAD') &&
    !SERVER_PATHS.test(path) &&
    extname(path) === '' &&
    (headers.accept ?? '').includes('text/html') &&
    accepts(headers.accept, 'text/html')
  );
}
