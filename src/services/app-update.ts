import type { Toasts } from './toasts.ts';

const CHECK_EVERY_MS = 60 * 60 * 1000;

/** Tells the other tabs that somebody has agreed to the update. */
const CHANNEL = 'carryon-app-update';

interface AppUpdateOptions {
  readonly toasts: Toasts;
  /**
   * Called once before the page is loaded again for a new version: the last moment to keep what matters, and to let go of what
   * the worker still brings. A worker that answers somebody is not replaced for up to five minutes.
   */
  readonly beforeUpdate: () => void;
}

/**
 * Registers the service worker, and offers a new version when one is waiting. The page is loaded again only after
 * somebody agreed, in this tab or another one; on the first visit there is nothing to update from.
 */
export async function startAppUpdate({ toasts, beforeUpdate }: AppUpdateOptions): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { Workbox } = await import('workbox-window');
  const workbox = new Workbox('/sw.js');
  const isFirstVisit = navigator.serviceWorker.controller === null;
  /** Whether there is a worker that an update replaces: the first one comes while this page is open. */
  let isControlled = !isFirstVisit;
  const channel = new BroadcastChannel(CHANNEL);
  let offered = false;
  let prepared = false;

  const prepare = (): void => {
    if (prepared) return;
    prepared = true;
    beforeUpdate();
  };
  channel.addEventListener('message', prepare);
  const update = (): void => {
    channel.postMessage('agreed');
    prepare();
    workbox.messageSkipWaiting();
  };

  const offer = (): void => {
    if (offered) return;
    offered = true;
    toasts.show(
      'A new version is ready. Downloads go on while it starts.',
      [
        { label: 'Update now', run: update },
        { label: 'Later', run: () => undefined },
      ],
      null,
    );
  };
  workbox.addEventListener('waiting', offer);

  let reloading = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    const isUpdate = isControlled && !reloading;
    isControlled = true;
    if (!isUpdate) return;
    reloading = true;
    prepare();
    location.reload();
  });

  try {
    const registration = await workbox.register();
    if (isFirstVisit) void warmCatalogue();
    // Found by the browser itself before anybody listened: `workbox-window` does not follow that one.
    const { installing } = registration ?? {};
    installing?.addEventListener('statechange', () => {
      if (isControlled && installing.state === 'installed') offer();
    });
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
