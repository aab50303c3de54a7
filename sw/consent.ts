declare const self: ServiceWorkerGlobalScope;

/** A new version of the app takes over only when a listener said so in one of its pages. */
export async function onMessage(data: unknown): Promise<void> {
  const isConsent =
    typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING';
  if (isConsent) await self.skipWaiting();
}
