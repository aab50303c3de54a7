import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  matchPrecache,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute, setCatchHandler } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0];
};

/** Addresses that the server answers itself, not the app. */
const SERVER_PATHS = [/^\/(?:api|media|artwork)\//, /^\/healthz$/, /\.[^/]+$/];

/** The app itself, cache first. Every address of the app opens it; any other that cannot be reached says so. */
export function routeShell(): void {
  precacheAndRoute(self.__WB_MANIFEST);
  cleanupOutdatedCaches();
  registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: SERVER_PATHS }));
  registerRoute(({ request }) => request.mode === 'navigate', new NetworkOnly());
  setCatchHandler(async ({ request }) => {
    const offlinePage = request.destination === 'document' ? await matchPrecache('/offline.html') : undefined;
    return offlinePage ?? Response.error();
  });
}
