import type { DownloadsPort } from '../../engine/downloads-port.ts';

const LOOK_EVERY_MS = 250;
const GIVE_UP_AFTER_MS = 20_000;

/**
 * Removes downloads for good, and resolves when the browser has let go of their bytes: it does so some time after they were
 * deleted, and would refuse what is to take their place until then.
 */
export async function freeRoom(downloads: DownloadsPort, episodeIds: readonly string[]): Promise<void> {
  const views = downloads.views();
  const bytes = episodeIds.reduce((sum, id) => sum + (views.get(id)?.bytesHere ?? 0), 0);
  const before = await downloads.storage();
  await downloads.free(episodeIds);
  if (before === null) return;
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  while (performance.now() < giveUpAt) {
    const now = await downloads.storage();
    if (now === null || now.usageBytes <= before.usageBytes - bytes * 0.9) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
