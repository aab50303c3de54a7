import { ARTWORK_SIZES, artworkSrc } from '../../core/api/artwork.ts';
import { listedChapters } from '../views/chapter-details.ts';
import { chapterAt, SKIP_AHEAD_SECONDS, SKIP_BACK_SECONDS, type Player } from './player.ts';

/** Shows the episode on the lock screen and obeys the keys there. */
export function connectMediaSession(player: Player): void {
  if (!('mediaSession' in navigator)) return;
  const session = navigator.mediaSession;
  let shownId: string | null = null;
  let shownChapter: string | null = null;

  player.subscribe(() => {
    const { durationSeconds, episode, playing, positionSeconds, speed } = player.snapshot;
    const chapters = listedChapters(player.snapshot.chapters);
    if (episode === null) return;
    const chapter = chapterAt(chapters, positionSeconds)?.title ?? null;
    if (episode.id !== shownId || chapter !== shownChapter) {
      shownId = episode.id;
      shownChapter = chapter;
      session.metadata = new MediaMetadata({
        title: episode.title,
        artist: episode.showTitle,
        album: chapter ?? episode.showTitle,
        artwork: ARTWORK_SIZES.map((size) => ({
          src: artworkSrc(episode.artworkUrl, size),
          sizes: `${size}x${size}`,
        })),
      });
    }
    session.playbackState = playing ? 'playing' : 'paused';
    if (durationSeconds !== null && durationSeconds > 0) {
      session.setPositionState({
        duration: durationSeconds,
        playbackRate: speed,
        position: Math.min(positionSeconds, durationSeconds),
      });
    }
  });

  const toChapter = (direction: -1 | 1): void => {
    const { positionSeconds } = player.snapshot;
    const chapters = listedChapters(player.snapshot.chapters);
    const target =
      direction > 0
        ? chapters.find(({ startTime }) => startTime > positionSeconds + 1)
        : chapters.findLast(({ startTime }) => startTime < positionSeconds - 3);
    if (target !== undefined) player.request({ type: 'seek', seconds: target.startTime });
    else if (direction < 0) player.request({ type: 'seek', seconds: 0 });
  };

  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => player.resume(),
    pause: () => player.pause(),
    seekbackward: ({ seekOffset }) =>
      player.request({ type: 'skip', seconds: -(seekOffset ?? SKIP_BACK_SECONDS) }),
    seekforward: ({ seekOffset }) =>
      player.request({ type: 'skip', seconds: seekOffset ?? SKIP_AHEAD_SECONDS }),
    seekto: ({ seekTime }) => {
      if (typeof seekTime === 'number') player.request({ type: 'seek', seconds: seekTime });
    },
    previoustrack: () => toChapter(-1),
    nexttrack: () => toChapter(1),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      session.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // A browser that does not know this key has no button for it either.
    }
  }
}
