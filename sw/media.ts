import type { RouteHandlerCallback, RouteMatchCallback } from 'workbox-core/types.js';
import { registerRoute } from 'workbox-routing';
import { isForServer } from '../engine/carriers/part-request.ts';
import { answerMedia } from '../engine/playback/answer-media.ts';

const MEDIA_PATH = /^\/media\/([^/]+)$/;

/** The same URL online and offline. A carrier asks for the server's own word, and gets it. */
export function routeMedia(): void {
  const isMedia: RouteMatchCallback = ({ url, sameOrigin }) => {
    const episodeId = sameOrigin ? MEDIA_PATH.exec(url.pathname)?.[1] : undefined;
    return episodeId === undefined || isForServer(url) ? null : { episodeId };
  };
  const answer: RouteHandlerCallback = ({ request, params }) =>
    answerMedia(request, (params as { episodeId: string }).episodeId);
  registerRoute(isMedia, answer, 'GET');
  registerRoute(isMedia, answer, 'HEAD');
}
