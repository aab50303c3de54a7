import { RangeRequestsPlugin } from 'workbox-range-requests';
import { registerRoute } from 'workbox-routing';
import { CacheOnly } from 'workbox-strategies';
import { parseRange } from '../../core/http/byte-range.ts';
import { BASELINE_CACHE, BASELINE_CHANNEL, FILE_PATH, ZEROS_PATH } from './names.ts';

declare const self: ServiceWorkerGlobalScope;

/** What most apps do: a file is one cached response, and a plugin cuts the range out of it. */
registerRoute(
  ({ url }) => url.pathname.startsWith(FILE_PATH),
  new CacheOnly({ cacheName: BASELINE_CACHE, plugins: [new RangeRequestsPlugin()] }),
);

registerRoute(
  ({ url }) => url.pathname === ZEROS_PATH,
  ({ request }) => {
    const [spec] = parseRange(request.headers.get('range') ?? '') ?? [];
    const lengthBytes = spec?.kind === 'int' ? spec.lastPos + 1 - spec.firstPos : 0;
    return Promise.resolve(new Response(new Uint8Array(lengthBytes), { status: 206 }));
  },
);

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('backgroundfetchsuccess', (event) => event.waitUntil(keep(event.registration)));
self.addEventListener('backgroundfetchfail', () =>
  new BroadcastChannel(BASELINE_CHANNEL).postMessage('failed'),
);

async function keep(registration: BackgroundFetchRegistration): Promise<void> {
  const cache = await caches.open(BASELINE_CACHE);
  for (const { request, responseReady } of await registration.matchAll()) {
    await cache.put(request, await responseReady);
  }
  new BroadcastChannel(BASELINE_CHANNEL).postMessage('complete');
}
