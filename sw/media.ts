import type { RouteHandlerCallback, RouteMatchCallback } from 'workbox-core/types.js';
import { registerRoute } from 'workbox-routing';
import { answerMedia } from '../engine/playback/answer-media.ts';

const MEDIA_PATH = /^\/media\/([^/]+)$/;

/** The same URL online and offline. A carrier asks for the server's own word, and gets it. */
export function routeMedia(): void {
  const isMedia: RouteMatchCallback = ({ url, request, sameOrigin }) => {
    const episodeId = sameOrigin ? MEDIA_PATH.exec(url.pathname)?.[1] : undefined;
    return episodeId === undefined || request.cache === 'no-store' ? null : { episodeId };
  };
  const answer: RouteHandlerCallback = ({ request, params }) =>
    answerMedia(request, (params as { episodeId: string }).episodeId);
  registerRoute(isMedia, answer, 'GET');
  registerRoute(isMedia, answer, 'HEAD');
}
