/** Registers a worker and waits until it answers for this page. */
export async function controlBy({
  script,
  scope,
}: {
  readonly script: string;
  readonly scope: string;
}): Promise<void> {
  await navigator.serviceWorker.register(script, { scope });
  if (navigator.serviceWorker.controller !== null) return;
  await new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
}
