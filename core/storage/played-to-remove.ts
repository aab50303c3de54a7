import type { DownloadPreferences } from '../downloads/preferences.ts';
import { oldestPlayedFirst, type StoredEpisode } from './stored-episode.ts';

export interface RemovalConditions {
  readonly preferences: Pick<DownloadPreferences, 'budgetBytes' | 'removePlayedAfterMs'>;
  /** What all downloads take, or will when they are complete. */
  readonly usedBytes: number;
  /** The episode in the player, which stays. */
  readonly inPlayerId: string | null;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/**
 * Which downloads go by themselves, in this order: those that were played to the end long enough ago, and further played ones
 * while all together are over the limit. What was not played, or is pinned, never goes.
 */
export function playedToRemove(
  stored: readonly StoredEpisode[],
  { inPlayerId, nowMs, preferences, usedBytes }: RemovalConditions,
): string[] {
  const { budgetBytes, removePlayedAfterMs } = preferences;
  const removed: string[] = [];
  let leftBytes = usedBytes;
  for (const { bytes, episodeId, pinned, playedAt } of oldestPlayedFirst(stored)) {
    if (pinned || episodeId === inPlayerId) continue;
    const isDue = removePlayedAfterMs !== null && nowMs - playedAt > removePlayedAfterMs;
    const isOverBudget = budgetBytes !== null && leftBytes > budgetBytes;
    if (!isDue && !isOverBudget) break;
    removed.push(episodeId);
    leftBytes -= bytes;
  }
  return removed;
}
