import { SYNC_TAG } from '../engine/request-worker-time.ts';
import { useWorkerTime } from '../engine/use-worker-time.ts';

declare const self: ServiceWorkerGlobalScope;

/** Chromium ends the event after three minutes. */
const BUDGET_MS = 150_000;

/** Goes on with the downloads while no page is open. Rejects when something is left: the browser then tries again later. */
export async function onSync({ tag }: SyncEvent): Promise<void> {
  if (tag !== SYNC_TAG) return;
  const done = await useWorkerTime({
    registration: self.registration,
    budgetMs: BUDGET_MS,
    hasPage: async () => (await self.clients.matchAll({ type: 'window' })).length > 0,
  });
  if (!done) throw new Error('Some downloads are not finished yet.');
}
