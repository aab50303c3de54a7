import { warmCatalogue } from './warm-catalogue.ts';

declare const self: ServiceWorkerGlobalScope;

/** What a page may ask of the worker. */
export async function onMessage(data: unknown): Promise<void> {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  // A new version of the app takes over only when a listener said so in one of its pages.
  if (type === 'SKIP_WAITING') await self.skipWaiting();
  if (type === 'WARM_CATALOGUE') await warmCatalogue();
}
