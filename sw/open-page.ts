declare const self: ServiceWorkerGlobalScope;

/** Shows a page of the app: in a window that is open already, else in a new one. */
export async function openPage(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window' });
  const window = windows.find(({ focused }) => focused) ?? windows[0];
  if (window === undefined) {
    await self.clients.openWindow(path);
    return;
  }
  window.postMessage({ type: 'navigate', path });
  await window.focus();
}
