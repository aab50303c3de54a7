import type { Toasts } from './toasts.ts';

const CHECK_EVERY_MS = 60 * 60 * 1000;

interface AppUpdateOptions {
  readonly toasts: Toasts;
  /** Called before the page is loaded again for a new version: the last moment to keep what matters. */
  readonly beforeReload: () => void;
}

/**
 * Registers the service worker, and offers a new version when one is waiting. The page is loaded again only after
 * somebody agreed, in this tab or another one; on the first visit there is nothing to update from.
 */
export async function startAppUpdate({ toasts, beforeReload }: AppUpdateOptions): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { Workbox } = await import('workbox-window');
  const workbox = new Workbox('/sw.js');
  const hadController = navigator.serviceWorker.controller !== null;
  let offered = false;

  workbox.addEventListener('waiting', () => {
    if (offered) return;
    offered = true;
    toasts.show(
      'A new version is ready. Downloads go on while it starts.',
      [
        { label: 'Update now', run: () => workbox.messageSkipWaiting() },
        { label: 'Later', run: () => undefined },
      ],
      null,
    );
  });

  let reloading = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!hadController || reloading) return;
    reloading = true;
    beforeReload();
    location.reload();
  });

  try {
    const registration = await workbox.register();
    if (!hadController) void warmCatalogue();
    const check = (): void => void registration?.update().catch(() => undefined);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') check();
    });
    setInterval(check, CHECK_EVERY_MS);
  } catch {
    // Without a worker the app works online; the downloads page says what this browser can do.
  }
}

/** The first page loads before its worker can keep what it brings: the worker fetches the catalogue once more. */
async function warmCatalogue(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: 'WARM_CATALOGUE' });
}
