interface WorkerMessageHandlers {
  readonly onNavigate: (path: string) => void;
  readonly onUpdated: (path: string) => void;
}

/** Reads what the service worker tells the page; anything else is not for us. */
export function listenToWorker({ onNavigate, onUpdated }: WorkerMessageHandlers): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('type' in data)) return;
    if (data.type === 'navigate' && 'path' in data && typeof data.path === 'string') {
      const target = new URL(data.path, location.href);
      if (target.origin === location.origin) onNavigate(target.pathname + target.search);
    }
    if (data.type === 'CACHE_UPDATED' && 'payload' in data) {
      const { payload } = data;
      if (typeof payload === 'object' && payload !== null && 'updatedURL' in payload) {
        const updated = new URL(String(payload.updatedURL), location.href);
        onUpdated(updated.pathname + updated.search);
      }
    }
  });
}
