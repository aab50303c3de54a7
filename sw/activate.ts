import { warmCatalogue } from './warm-catalogue.ts';

declare const self: ServiceWorkerGlobalScope;

/** Serves the pages that are open from now on, also the one that was there before its worker. */
export async function onActivate(): Promise<void> {
  await self.clients.claim();
  await warmCatalogue();
}
