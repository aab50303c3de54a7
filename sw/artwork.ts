import { ExpirationPlugin } from 'workbox-expiration';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { readExtra } from '../engine/store/extras-store.ts';

export const ARTWORK_CACHE = 'carryon-artwork';
const MAX_IMAGES = 600;

/** An artwork's address names its content, so what is here is right. Offline, another size is better than none. */
export function routeArtwork(): void {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/artwork/'),
    new CacheFirst({
      cacheName: ARTWORK_CACHE,
      plugins: [
        new ExpirationPlugin({ maxEntries: MAX_IMAGES, purgeOnQuotaError: true }),
        { handlerDidError: ({ request }) => anySize(request) },
      ],
    }),
  );
}

const anySize = async (request: Request): Promise<Response | undefined> =>
  (await readExtra(request)) ??
  (await readExtra(request, { ignoreSearch: true })) ??
  (await caches.match(request, { cacheName: ARTWORK_CACHE, ignoreSearch: true }));
