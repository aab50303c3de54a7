import type { FileVersion } from '../file-version.ts';

/** What a pass keeps in memory of an episode. */
export interface IndexedEpisode {
  readonly id: string;
  readonly showId: string;
  readonly path: string;
  readonly version: FileVersion;
  readonly sidecarState: string;
  readonly fingerprint: string;
  readonly publishedAtMs: number;
  readonly dated: boolean;
  readonly addedAtMs: number;
  readonly missingSinceMs: number | null;
}

/** The episodes of the catalogue, found by the path they have or had, and by their content. */
export class EpisodeIndex {
  readonly #byId = new Map<string, IndexedEpisode>();
  readonly #liveByPath = new Map<string, string>();
  readonly #missingByPath = new Map<string, string>();
  readonly #byFingerprint = new Map<string, Set<string>>();

  constructor(episodes: Iterable<IndexedEpisode>) {
    for (const episode of episodes) this.set(episode);
  }

  set(episode: IndexedEpisode): void {
    this.delete(episode.id);
    this.#byId.set(episode.id, episode);
    (episode.missingSinceMs === null ? this.#liveByPath : this.#missingByPath).set(episode.path, episode.id);
    const sameContent = this.#byFingerprint.get(episode.fingerprint) ?? new Set();
    this.#byFingerprint.set(episode.fingerprint, sameContent.add(episode.id));
  }

  delete(id: string): void {
    const episode = this.#byId.get(id);
    if (!episode) return;
    this.#byId.delete(id);
    for (const byPath of [this.#liveByPath, this.#missingByPath]) {
      if (byPath.get(episode.path) === id) byPath.delete(episode.path);
    }
    this.#byFingerprint.get(episode.fingerprint)?.delete(id);
  }

  liveAt(path: string): IndexedEpisode | null {
    return this.#byId.get(this.#liveByPath.get(path) ?? '') ?? null;
  }

  missingAt(path: string): IndexedEpisode | null {
    return this.#byId.get(this.#missingByPath.get(path) ?? '') ?? null;
  }

  withContent(fingerprint: string): IndexedEpisode[] {
    return [...(this.#byFingerprint.get(fingerprint) ?? [])].flatMap((id) => this.#byId.get(id) ?? []);
  }

  live(): IndexedEpisode[] {
    return [...this.#liveByPath.values()].flatMap((id) => this.#byId.get(id) ?? []);
  }
}

/**
 * Decides which episode the content at `path` is; null when it is a new one.
 * The same content at the same path is the same episode. Else content that left another path is the episode that it was
 * there: a rename, or two names that were swapped. Else what is at a path is the episode of that path, with new content.
 * @param vacated Whether the content of a live episode is no longer at its path in this pass.
 */
export function identify(
  index: EpisodeIndex,
  path: string,
  fingerprint: string,
  vacated: (episode: IndexedEpisode) => boolean,
): IndexedEpisode | null {
  const here = index.liveAt(path);
  if (here?.fingerprint === fingerprint) return here;
  const elsewhere = index.withContent(fingerprint);
  const moved = elsewhere.find((episode) => episode.missingSinceMs === null && vacated(episode));
  if (moved) return moved;
  if (here) return here;
  const missing = elsewhere.filter(({ missingSinceMs }) => missingSinceMs !== null);
  return missing.find((episode) => episode.path === path) ?? latest(missing) ?? index.missingAt(path);
}

const latest = (episodes: readonly IndexedEpisode[]): IndexedEpisode | null =>
  episodes.reduce<IndexedEpisode | null>(
    (best, episode) => ((best?.missingSinceMs ?? -1) < (episode.missingSinceMs ?? 0) ? episode : best),
    null,
  );
