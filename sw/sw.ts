import { onBackgroundFetchClick, onBackgroundFetchEnd } from './background-fetch.ts';
import { routeArtwork } from './artwork.ts';
import { routeCatalogue } from './catalogue.ts';
import { onMessage } from './page-requests.ts';
import { routeMedia } from './media.ts';
import { routeShell } from './shell.ts';
import { onSync } from './sync.ts';

declare const self: ServiceWorkerGlobalScope;

routeMedia();
routeArtwork();
routeCatalogue();
routeShell();

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => event.waitUntil(onMessage(event.data)));
self.addEventListener('sync', (event) => event.waitUntil(onSync(event)));
self.addEventListener('backgroundfetchsuccess', (event) => event.waitUntil(onBackgroundFetchEnd(event)));
self.addEventListener('backgroundfetchfail', (event) => event.waitUntil(onBackgroundFetchEnd(event)));
self.addEventListener('backgroundfetchabort', (event) => event.waitUntil(onBackgroundFetchEnd(event)));
self.addEventListener('backgroundfetchclick', (event) => event.waitUntil(onBackgroundFetchClick(event)));
