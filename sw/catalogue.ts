import { BroadcastUpdatePlugin } from 'workbox-broadcast-update';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { ExpirationPlugin } from 'workbox-expiration';
import { registerRoute } from 'workbox-routing';
import { NetworkFirst, StaleWhileRevalidate } from 'workbox-strategies';
import { readExtra } from '../engine/store/extras-store.ts';

export const CATALOGUE_CACHE = 'carryon-catalogue';
const MAX_ENTRIES = 2_000;
const CATALOGUE_PATH = /^\/api\/(?:shows|episodes)(?:\/|$)/;

/** A manifest is the promise that a download rests on: it is always the server's own word. */
const isCatalogue = (url: URL): boolean =>
  CATALOGUE_PATH.test(url.pathname) && !url.pathname.endsWith('/manifest');

/**
 * Answers at once with what is here and asks the server behind it; pages hear when that brought something new. A page that has
 * changed something on the server itself asks for a reload, and waits for the server's word.
 */
export function routeCatalogue(): void {
  const expiration = new ExpirationPlugin({ maxEntries: MAX_ENTRIES, purgeOnQuotaError: true });
  const fresh = new NetworkFirst({ cacheName: CATALOGUE_CACHE, plugins: [keepWhatIsDownloaded, expiration] });
  registerRoute(
    ({ request, url, sameOrigin }) => sameOrigin && request.cache === 'reload' && isCatalogue(url),
    async (options) => {
      const [response, stored] = fresh.handleAll(options);
      // Whoever asks for it without a reload after this gets the same.
      await Promise.allSettled([response, stored]);
      return response;
    },
  );
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && isCatalogue(url),
    new StaleWhileRevalidate({
      cacheName: CATALOGUE_CACHE,
      plugins: [keepWhatIsDownloaded, new BroadcastUpdatePlugin({ headersToCheck: ['etag'] }), expiration],
    }),
  );
}

/** Offline, and when the server has removed an episode, what was stored with a download still stands. */
const keepWhatIsDownloaded: WorkboxPlugin = {
  handlerDidError: ({ request }) => readExtra(request),
  fetchDidSucceed: async ({ request, response }) => {
    if (response.status !== 404 && response.status !== 410) return response;
    const extra = await readExtra(request);
    if (extra !== undefined) return extra;
    const cache = await caches.open(CATALOGUE_CACHE);
    await cache.delete(request);
    return response;
  },
};
