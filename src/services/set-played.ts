import { UNDO_WINDOW_MS } from '../../core/downloads/download.ts';
import type { ListeningRequest } from '../elements/requests.ts';
import { formatCount } from '../text/format.ts';
import type { Listening } from './listening.ts';
import type { Player } from './player.ts';
import type { Toasts } from './toasts.ts';

type MarkedPlayer = Pick<Player, 'request' | 'snapshot'>;

interface SetPlayedServices {
  readonly listening: Listening;
  readonly player: MarkedPlayer;
  readonly toasts: Toasts;
}

/** Marks episodes as played or not, tells so, and offers to take it back. */
export function setPlayed(
  { episodes, played }: ListeningRequest,
  { listening, player, toasts }: SetPlayedServices,
): void {
  const inPlayer = player.snapshot;
  const isAlone = episodes.length === 1;
  // What plays while a whole show is marked is being listened to.
  const marked = episodes.filter(({ id }) => id !== inPlayer.episode?.id || isAlone || !inPlayer.playing);
  const undo = listening.setPlayed(marked, played, Date.now());
  const undoPlayer = marked.some(({ id }) => id === inPlayer.episode?.id)
    ? movePlayer(player, played)
    : (): void => undefined;
  const what = isAlone ? (episodes[0]?.title ?? '') : formatCount(marked.length, 'episode', 'episodes');
  const run = (): void => {
    undoPlayer();
    undo();
  };
  toasts.show(
    `Marked as ${played ? 'played' : 'not played'}: ${what}`,
    [{ label: 'Undo', undoes: true, run }],
    UNDO_WINDOW_MS,
  );
}

/** The player would write its own place over the mark, so it goes to where the mark says. Returns what takes it back. */
function movePlayer(player: MarkedPlayer, played: boolean): () => void {
  const { durationSeconds, positionSeconds } = player.snapshot;
  player.request({ type: 'pause' });
  player.request({ type: 'seek', seconds: played ? (durationSeconds ?? 0) : 0 });
  return () => player.request({ type: 'seek', seconds: positionSeconds });
}
