import type { Download } from './download.ts';
import { isActive } from './reduce.ts';

/** The queued downloads that may start now, in queue order, so that at most `slots` are active. */
export function grantSlots(downloads: Iterable<Download>, slots: number): Download[] {
  const all = [...downloads];
  const free = Math.max(0, slots - all.filter(isActive).length);
  return all
    .filter(({ status }) => status === 'queued')
    .toSorted((a, b) => a.order - b.order || a.requestedAt - b.requestedAt)
    .slice(0, free);
}
