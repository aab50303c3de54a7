import type { EpisodeSummary } from '../api/episode.ts';
import type { Download } from '../downloads/download.ts';
import type { ShowSettings } from './show-settings.ts';

/** What was decided on the episodes of one show, so that nothing is decided twice. Times are milliseconds since the epoch. */
export interface DecidedBefore {
  /** The choice (`autoDownloadSince`) that was followed last; null: none was yet. */
  readonly since: number | null;
  /** What was published later came after the choice. */
  readonly publishedAfter: number;
  /** Ids of episodes that are not downloaded by themselves any more, the latest first. */
  readonly ids: readonly string[];
  /** When each was asked for that came by itself, by episode id. One that is asked for again was asked for by the listener. */
  readonly automatic: ReadonlyMap<string, number>;
}

export const NOTHING_DECIDED: DecidedBefore = {
  since: null,
  publishedAfter: 0,
  ids: [],
  automatic: new Map(),
};

/** How many ids are remembered of episodes that are neither listed nor downloaded. */
export const MOST_REMEMBERED = 200;

export interface AutoDownloadFacts {
  /** The newest episodes of the show, the newest first; empty when they are not known at this moment. */
  readonly episodes: readonly EpisodeSummary[];
  /** Those of this show. */
  readonly downloads: readonly Download[];
  /** Ids of what was played to its end. */
  readonly played: ReadonlySet<string>;
  /** The episode in the player, which stays. */
  readonly inPlayerId: string | null;
  readonly settings: Pick<ShowSettings, 'autoDownload' | 'autoDownloadSince' | 'keep'>;
  readonly decidedBefore: DecidedBefore;
}

export interface AutoDownloadDecision {
  /** Ids of episodes that are to be asked for, in this order. */
  readonly download: readonly string[];
  /** Ids of downloads that are to be removed. */
  readonly remove: readonly string[];
  /** To be passed as `decidedBefore` the next time, with what was asked for put into `automatic`. */
  readonly decided: DecidedBefore;
}

/**
 * Which episodes of a show are downloaded by themselves, and which of those go again.
 *
 * Of the newest ones that the listener chose, those come that were there when he chose, and what is published later; never a
 * trailer, what was played, or what was decided on before: whatever is or was downloaded, however it went. No more come than may
 * stay. What came by itself goes when enough newer ones that came by themselves are here, unless it is pinned or in the player.
 */
export function decideAutoDownloads(facts: AutoDownloadFacts): AutoDownloadDecision {
  const { decidedBefore, settings } = facts;
  if (settings.autoDownload === null) return { download: [], remove: [], decided: decidedBefore };
  const episodes = facts.episodes.filter(({ episodeType }) => episodeType !== 'trailer');
  const download = toDownload(episodes, facts);
  return {
    download,
    remove: toRemove(episodes, facts),
    decided: { ...remembered(download, facts), ...followed(episodes, facts) },
  };
}

function toDownload(
  episodes: readonly EpisodeSummary[],
  { decidedBefore, downloads, played, settings }: AutoDownloadFacts,
): string[] {
  const { autoDownload, autoDownloadSince, keep } = settings;
  const { publishedAfter, since } = decidedBefore;
  const known = new Set([...decidedBefore.ids, ...downloads.map(({ episode }) => episode.id)]);
  return episodes
    .slice(0, Math.min(autoDownload ?? 0, keep ?? Infinity))
    .filter(({ id }) => !known.has(id) && !played.has(id))
    .filter(({ publishedAt }) => since !== autoDownloadSince || publishedAt > publishedAfter)
    .map(({ id }) => id);
}

/**
 * Since when an episode counts as published after the choice. A server learns of an episode some time after it was published: what
 * is newer than all there was when the choice was first followed counts too.
 */
function followed(
  episodes: readonly EpisodeSummary[],
  { decidedBefore, settings }: AutoDownloadFacts,
): Pick<DecidedBefore, 'since' | 'publishedAfter'> {
  const { publishedAfter, since } = decidedBefore;
  const { autoDownloadSince } = settings;
  if (since === autoDownloadSince || autoDownloadSince === null || episodes.length === 0)
    return { since, publishedAfter };
  const newestAt = Math.max(...episodes.map(({ publishedAt }) => publishedAt));
  return { since: autoDownloadSince, publishedAfter: Math.min(autoDownloadSince, newestAt) };
}

function remembered(
  download: readonly string[],
  { decidedBefore, downloads, episodes }: AutoDownloadFacts,
): Pick<DecidedBefore, 'ids' | 'automatic'> {
  const downloadIds = downloads.map(({ episode }) => episode.id);
  const decided = new Set([...download, ...decidedBefore.ids, ...downloadIds]);
  const needed = new Set([...episodes.map(({ id }) => id), ...downloadIds]);
  const others = [...decided].filter((id) => !needed.has(id));
  // Which are needed is not known while the list is not.
  if (episodes.length > 0) others.slice(MOST_REMEMBERED).forEach((id) => decided.delete(id));
  const automatic = [...decidedBefore.automatic].filter(([id]) => decided.has(id));
  return { ids: [...decided], automatic: new Map(automatic) };
}

function toRemove(
  episodes: readonly EpisodeSummary[],
  { decidedBefore, downloads, inPlayerId, settings }: AutoDownloadFacts,
): string[] {
  const { keep } = settings;
  if (keep === null || episodes.length === 0) return [];
  const places = new Map(episodes.map(({ id }, place) => [id, place]));
  const placeOf = ({ episode }: Download): number => places.get(episode.id) ?? episodes.length;
  const automatic = downloads
    .filter((download) => cameByItself(download, decidedBefore) && !download.pinned)
    .toSorted((a, b) => placeOf(a) - placeOf(b) || newestFirst(a, b));
  let newerHere = 0;
  const removed: string[] = [];
  for (const { episode, playable, status } of automatic) {
    if (newerHere >= keep && episode.id !== inPlayerId && playable === null) removed.push(episode.id);
    if (status === 'complete' || playable !== null) newerHere += 1;
  }
  return removed;
}

const cameByItself = ({ episode, requestedAt, status }: Download, { automatic }: DecidedBefore): boolean =>
  status !== 'cancelled' && automatic.get(episode.id) === requestedAt;

const newestFirst = (a: Download, b: Download): number =>
  b.episode.publishedAt - a.episode.publishedAt || (a.episode.id < b.episode.id ? 1 : -1);
