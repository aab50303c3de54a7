import type { RowHeights } from './row-heights.ts';

/** Rows next to one another: from `first` inclusive to `end` exclusive. */
export interface RowRun {
  readonly first: number;
  readonly end: number;
}

/** What stands in a long list: a row, or room for rows that are not rendered. */
export type ListPart =
  | { readonly kind: 'row'; readonly key: string; readonly index: number }
  | { readonly kind: 'gap'; readonly key: string; readonly heightPx: number };

interface WindowOptions {
  /** What is to be seen, from the top of the list. */
  readonly topPx: number;
  readonly bottomPx: number;
  /** How far beyond it rows are kept ready. */
  readonly aheadPx: number;
  /** No more rows than this, unless more are to be seen at once. */
  readonly mostRows: number;
  /** What is rendered now. */
  readonly before: RowRun;
  /** How many rows may be added at once beside those that are to be seen. */
  readonly step: number;
}

/** Those to be seen may turn out lower than guessed. */
const SPARE_ROWS = 2;

export const NO_ROWS: RowRun = { first: 0, end: 0 };

/**
 * The rows to render next: all that are to be seen at once, and those ahead a few at a time, so that each step is short. After a
 * jump there is nothing above them: of a height not known yet, it would move them before they are there.
 */
export function nextWindow(heights: RowHeights, options: WindowOptions): RowRun {
  if (heights.count === 0) return NO_ROWS;
  const { before, step } = options;
  const seen = { first: heights.rowAt(options.topPx), end: heights.rowAt(options.bottomPx) + 1 };
  const wanted = wantedWindow(heights, seen, options);
  const kept = common(before, wanted);
  if (!touch(seen, kept)) return { first: seen.first, end: Math.min(seen.end + SPARE_ROWS, wanted.end) };
  let { end, first } = joined(seen, kept);
  for (let added = 0; added < step && (first > wanted.first || end < wanted.end); added += 1) {
    if (end < wanted.end && (first === wanted.first || end - seen.end <= seen.first - first)) end += 1;
    else first -= 1;
  }
  return { first, end };
}

/** With what is ahead on both sides, as far as the number of rows allows. */
function wantedWindow(heights: RowHeights, seen: RowRun, options: WindowOptions): RowRun {
  const { aheadPx, bottomPx, mostRows, topPx } = options;
  let { end, first } = seen;
  while (end - first < mostRows) {
    const lacksAbove = first > 0 && heights.topOf(first) > topPx - aheadPx;
    const lacksBelow = end < heights.count && heights.topOf(end) < bottomPx + aheadPx;
    if (!lacksAbove && !lacksBelow) break;
    if (lacksBelow && (!lacksAbove || end - seen.end <= seen.first - first)) end += 1;
    else first -= 1;
  }
  return { first, end };
}

const common = (a: RowRun, b: RowRun): RowRun => ({
  first: Math.max(a.first, b.first),
  end: Math.min(a.end, b.end),
});

const touch = (a: RowRun, b: RowRun): boolean => b.first < b.end && b.first <= a.end && b.end >= a.first;

const joined = (a: RowRun, b: RowRun): RowRun => ({
  first: Math.min(a.first, b.first),
  end: Math.max(a.end, b.end),
});

/**
 * The parts of the list from top to bottom: the rows of the window, those around `heldIndex` wherever that is (null for none), and gaps
 * as high as what is left out. The key of a gap tells which row is below it, so that a row that stays is never moved in the document.
 */
export function partsOf(heights: RowHeights, window: RowRun, heldIndex: number | null): ListPart[] {
  const parts: ListPart[] = [];
  let at = 0;
  const addGap = (end: number, key: string): void => {
    const heightPx = heights.topOf(end) - heights.topOf(at);
    if (end > at) parts.push({ kind: 'gap', key, heightPx });
    at = end;
  };
  for (const { end, first } of runsOf(window, heldIndex, heights.count)) {
    addGap(first, `above ${heights.keys[first]}`);
    for (; at < end; at += 1) parts.push({ kind: 'row', key: heights.keys[at] ?? '', index: at });
  }
  addGap(heights.count, 'below');
  return parts;
}

/** The neighbours of a row that is held are there too: Tab reaches them. */
function runsOf(window: RowRun, heldIndex: number | null, count: number): RowRun[] {
  if (window.first >= window.end) return [];
  if (heldIndex === null) return [window];
  const held = { first: Math.max(0, heldIndex - 1), end: Math.min(count, heldIndex + 2) };
  if (touch(window, held)) return [joined(window, held)];
  return held.first < window.first ? [held, window] : [window, held];
}
