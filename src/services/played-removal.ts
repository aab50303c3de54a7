import { playedToRemove } from '../../core/storage/played-to-remove.ts';
import type { DownloadsPort } from '../../engine/downloads-port.ts';
import { bytesAskedFor, storedOf } from '../views/stored-episodes.ts';
import type { Listening } from './listening.ts';
import type { Player } from './player.ts';

/** Removing can wait; looking again each time a second was played would be a waste. */
const AT_MOST_EVERY_MS = 60_000;

interface PlayedRemovalOptions {
  readonly downloads: DownloadsPort;
  readonly listening: Pick<Listening, 'entries' | 'subscribe'>;
  readonly player: Pick<Player, 'snapshot'>;
}

/** Removes what was played, as the listener chose. Whoever takes that back wants to keep the episode: it is pinned then. */
export class PlayedRemoval {
  readonly #options: PlayedRemovalOptions;
  /** What it asked to remove, and whether that was seen to happen. */
  readonly #removed = new Map<string, 'asked' | 'gone'>();
  #ranAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PlayedRemovalOptions) {
    this.#options = options;
  }

  start(): void {
    const { downloads, listening } = this.#options;
    downloads.subscribe(() => {
      this.#followUndo();
      this.#runSoon();
    });
    listening.subscribe(() => this.#runSoon());
    this.#runSoon();
  }

  /** Whether it was this that removed the episode. */
  hasRemoved(episodeId: string): boolean {
    return this.#removed.has(episodeId);
  }

  #runSoon(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#ranAt = Date.now();
        this.#run();
      },
      Math.max(0, this.#ranAt + AT_MOST_EVERY_MS - Date.now()),
    );
  }

  #run(): void {
    const { downloads, listening, player } = this.#options;
    const views = downloads.views();
    const ids = playedToRemove(storedOf(views, listening.entries), {
      preferences: downloads.preferences(),
      usedBytes: bytesAskedFor(views),
      inPlayerId: player.snapshot.episode?.id ?? null,
      nowMs: Date.now(),
    });
    for (const [id, state] of this.#removed) if (state === 'asked') this.#removed.delete(id);
    for (const id of ids) {
      this.#removed.set(id, 'asked');
      // What could not be removed now is found again the next time.
      downloads.cancel(id).catch(() => this.#removed.delete(id));
    }
  }

  #followUndo(): void {
    const { downloads } = this.#options;
    for (const [id, state] of this.#removed) {
      const status = downloads.views().get(id)?.download.status;
      if (status === 'cancelled') this.#removed.set(id, 'gone');
      else if (state === 'gone') {
        this.#removed.delete(id);
        if (status !== undefined) void downloads.pin(id, true);
      }
    }
  }
}
