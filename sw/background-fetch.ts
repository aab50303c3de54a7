import { parseBackgroundFetchId } from '../engine/carriers/background-fetch-id.ts';
import { settleBackgroundFetch } from '../engine/settle-background-fetch.ts';
import { readDownload } from '../engine/journal/journal.ts';
import { openPage } from './open-page.ts';

/** Success, fail or abort: keeps what arrived, moves the journal, and tells the browser's own list how it ended. */
export async function onBackgroundFetchEnd(
  event: BackgroundFetchEvent | BackgroundFetchUpdateUIEvent,
): Promise<void> {
  const download = await settleBackgroundFetch(event.registration);
  if (download === null || !('updateUI' in event)) return;
  const { title } = download.episode;
  const endTitle = download.status === 'complete' ? `Downloaded: ${title}` : `Not finished yet: ${title}`;
  await event.updateUI({ title: endTitle });
}

/** A click in the browser's list leads to the progress while it runs, and to the episode when it is done. */
export async function onBackgroundFetchClick({ registration }: BackgroundFetchEvent): Promise<void> {
  const run = parseBackgroundFetchId(registration.id);
  const download = run === null ? null : await readDownload(run.episodeId);
  await openPage(download?.status === 'complete' ? `/episodes/${download.episode.id}` : '/downloads');
}
