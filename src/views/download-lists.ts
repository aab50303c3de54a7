import { isUnderWay } from '../../core/downloads/reduce.ts';
import { byOrder } from '../../core/downloads/schedule.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import type { FractionRange } from '../services/player.ts';

type Views = ReadonlyMap<string, DownloadView>;

/** Whether all of it plays from this device: it is complete, or was until a new version was asked for. */
export const isHere = (view: DownloadView | undefined): boolean =>
  view !== undefined && (view.download.status === 'complete' || view.download.playable !== null);

/**
 * Whether the server has another version than the one that is here. `etag` is the catalogue's word, null where it has none. The
 * catalogue can be older than the download: the version it knew when the download was asked for is no news.
 */
export function hasNewVersion(view: DownloadView | undefined, etag: string | null | undefined): boolean {
  if (view?.download.status !== 'complete' || etag === null || etag === undefined) return false;
  const { episode, generation } = view.download;
  return etag !== generation.etag && etag !== episode.media.etag;
}

const inQueueOrder = (a: DownloadView, b: DownloadView): number => byOrder(a.download, b.download);

/** Everything that is on its way, in the order of the queue. */
export const underWayOf = (views: Views): DownloadView[] =>
  [...views.values()]
    .filter(({ download }) => isUnderWay(download) && download.status !== 'failed')
    .toSorted(inQueueOrder);

const queuedOf = (views: Views): DownloadView[] =>
  underWayOf(views).filter(({ download }) => download.status === 'queued');

/** Place in line of each queued download, from 1, by episode id. */
export const placesInLine = (views: Views): ReadonlyMap<string, number> =>
  new Map(queuedOf(views).map(({ download }, index) => [download.episode.id, index + 1]));

/** What is complete on this device, the latest first. */
export const finishedOf = (views: Views): DownloadView[] =>
  [...views.values()]
    .filter(({ download }) => download.status === 'complete')
    .toSorted((a, b) => completedAt(b) - completedAt(a));

const completedAt = ({ download }: DownloadView): number =>
  download.status === 'complete' ? download.completedAt : 0;

export const failedOf = (views: Views): DownloadView[] =>
  [...views.values()].filter(({ download }) => download.status === 'failed').toSorted(inQueueOrder);

export interface ShowGroup {
  readonly showId: string;
  readonly showTitle: string;
  readonly bytes: number;
  readonly views: readonly DownloadView[];
}

/** Groups by show, in the order of the first episode of each. */
export function groupByShow(views: readonly DownloadView[]): ShowGroup[] {
  const groups = new Map<string, DownloadView[]>();
  for (const view of views) {
    const { showId } = view.download.episode;
    const members = groups.get(showId);
    if (members === undefined) groups.set(showId, [view]);
    else members.push(view);
  }
  return [...groups].map(([showId, members]) => ({
    showId,
    showTitle: members[0]?.download.episode.showTitle ?? '',
    bytes: members.reduce((sum, { bytesTotal }) => sum + (bytesTotal ?? 0), 0),
    views: members,
  }));
}

/** The stored parts as fractions of the file, neighbours joined. */
export function storedRanges({ download, partCount, storedParts }: DownloadView): FractionRange[] {
  if (partCount === 0) return [];
  const generation = download.generation;
  const edge = (index: number): number =>
    generation === null || generation.bytes === 0
      ? index / partCount
      : Math.min(1, (index * generation.partBytes) / generation.bytes);
  const ranges: FractionRange[] = [];
  let begin: number | null = null;
  for (let index = 0; index <= partCount; index += 1) {
    const stored = index < partCount && storedParts.has(index);
    if (stored && begin === null) begin = index;
    if (!stored && begin !== null) {
      ranges.push({ start: edge(begin), end: edge(index) });
      begin = null;
    }
  }
  return ranges;
}

/** What of the file plays from this device; all of it while an older version stays until the new one is whole. */
export const playableRanges = (view: DownloadView): FractionRange[] =>
  view.download.playable === null ? storedRanges(view) : [{ start: 0, end: 1 }];

/** A CSS image of a bar in which the ranges have the colour `color` and the rest is transparent. */
export function rangesGradient(ranges: readonly FractionRange[], color: string): string {
  const percent = (fraction: number): string => `${(fraction * 100).toFixed(3)}%`;
  const stops = ranges.flatMap(({ end, start }) => [
    `transparent ${percent(start)}`,
    `${color} ${percent(start)}`,
    `${color} ${percent(end)}`,
    `transparent ${percent(end)}`,
  ]);
  return stops.length === 0 ? 'none' : `linear-gradient(to right, transparent 0%, ${stops.join(', ')})`;
}
