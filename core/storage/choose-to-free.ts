import { oldestPlayedFirst, type StoredEpisode } from './stored-episode.ts';

/** What may be removed to make room, what is missed least first: played ones, then the oldest. What is pinned is not in it. */
export function freeable(stored: readonly StoredEpisode[]): StoredEpisode[] {
  const loose = stored.filter(({ pinned }) => !pinned);
  const unplayed = loose.filter(({ playedAt }) => playedAt === null);
  return [...oldestPlayedFirst(loose), ...unplayed.toSorted((a, b) => a.completedAt - b.completedAt)];
}

/**
 * The first of `candidates` that free at least `neededBytes`, without any that is not needed for that; all of them when they are
 * not enough.
 */
export function chooseToFree(candidates: readonly StoredEpisode[], neededBytes: number): string[] {
  const chosen: StoredEpisode[] = [];
  let freedBytes = 0;
  for (const candidate of candidates) {
    if (freedBytes >= neededBytes) break;
    chosen.push(candidate);
    freedBytes += candidate.bytes;
  }
  // A large one that came late makes small ones before it unnecessary; what would be missed most is spared first.
  const spared = new Set<string>();
  for (const { bytes, episodeId } of chosen.toReversed()) {
    if (freedBytes - bytes < neededBytes) continue;
    freedBytes -= bytes;
    spared.add(episodeId);
  }
  return chosen.map(({ episodeId }) => episodeId).filter((id) => !spared.has(id));
}
