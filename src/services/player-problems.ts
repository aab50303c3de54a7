import type { DownloadsPort } from '../../engine/downloads-port.ts';
import { playerText } from '../text/problems.ts';
import type { Player } from './player.ts';
import type { Toasts } from './toasts.ts';

const LIFE_MS = 15_000;

/** Says why playing stopped, with what can be done about it. */
export function tellPlayerProblems(player: Player, downloads: DownloadsPort, toasts: Toasts): void {
  let told = player.snapshot.problem;
  player.subscribe(() => {
    const { episode, problem } = player.snapshot;
    if (problem === told) return;
    told = problem;
    if (problem === null || episode === null) return;
    const { wayOut, what } = playerText(problem);
    if (problem === 'waiting-for-network') {
      toasts.announce(`${what} ${wayOut}`);
      return;
    }
    const retry = { label: 'Retry', run: () => player.request({ type: 'retry' }) };
    const download = { label: 'Download', run: () => void downloads.download(episode) };
    const isKnown = downloads.views().has(episode.id);
    const canDownload = !isKnown && (problem === 'not-here-offline' || problem === 'unreachable');
    toasts.show(`${what} ${wayOut}`, canDownload ? [retry, download] : [retry], LIFE_MS);
  });
}
