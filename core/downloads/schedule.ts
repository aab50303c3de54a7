import type { Download } from './download.ts';
import { isActive } from './reduce.ts';

export interface Conditions {
  /** How many downloads may be active at a time. */
  readonly slots: number;
  /** Whether the carrier brings one after the other, in the order in which they were handed to it. */
  readonly inTurn: boolean;
  /** Whether the connection is one that downloads are to wait out, but for those that were allowed it. */
  readonly deferred: boolean;
}

export interface Schedule {
  /** Queued downloads that are to begin now, in queue order. */
  readonly granted: readonly Download[];
  /** Active downloads that are to go back into the queue. */
  readonly preempted: readonly Download[];
}

export const isDeferred = (download: Download, { deferred }: Pick<Conditions, 'deferred'>): boolean =>
  deferred && !download.allowMetered;

export const byOrder = (a: Download, b: Download): number =>
  a.order - b.order || a.requestedAt - b.requestedAt;

/** Who runs and who does not, so that those first in the queue are the ones that run. */
export function schedule(downloads: Iterable<Download>, conditions: Conditions): Schedule {
  const all = [...downloads].filter((download) => isActive(download) || download.status === 'queued');
  const wanted = all
    .filter((download) => download.status === 'verifying' || !isDeferred(download, conditions))
    .toSorted(byOrder)
    .slice(0, conditions.slots);
  const next = wanted.filter(({ status }) => status === 'queued');
  const [first] = next;
  const comesAfterNext = (download: Download): boolean =>
    conditions.inTurn && first !== undefined && byOrder(first, download) < 0;
  const preempted = all.filter(
    (download) =>
      isActive(download) &&
      download.status !== 'verifying' &&
      (!wanted.includes(download) || comesAfterNext(download)),
  );
  // One that is still being asked for would come to the carrier after one that follows it.
  const isBeingAsked = wanted.some(({ status }) => status === 'probing');
  const granted = conditions.inTurn ? (isBeingAsked ? [] : next.slice(0, 1)) : next;
  return { granted, preempted };
}
