import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowHeights } from './row-heights.ts';
import { nextWindow, NO_ROWS, partsOf, type RowRun } from './row-window.ts';

const GUESS_PX = 100;

function heightsOf(count: number, measured: Readonly<Record<string, number>> = {}): RowHeights {
  const heights = new RowHeights(GUESS_PX);
  heights.keys = Array.from({ length: count }, (_, index) => `r${index}`);
  for (const [index, heightPx] of Object.entries(measured)) heights.measure(`r${index}`, heightPx);
  return heights;
}

const VIEW = { topPx: 0, bottomPx: 500, aheadPx: 500, mostRows: 50, before: NO_ROWS, step: 4 };

describe('RowHeights', () => {
  test('adds up what was measured, and the guess for the rest', () => {
    const heights = heightsOf(4, { 1: 40, 3: 10 });
    expect([0, 1, 2, 3, 4].map((index) => heights.topOf(index))).toEqual([0, 100, 140, 240, 250]);
    heights.guessPx = 50;
    expect(heights.totalPx).toBe(150);
    heights.forget();
    expect(heights.totalPx).toBe(200);
  });

  test.each([
    [-50, 0],
    [0, 0],
    [99, 0],
    [100, 1],
    [140, 2],
    [249, 3],
    [9_000, 3],
  ])('at %d px is row %d', (px, row) => expect(heightsOf(4, { 1: 40, 3: 10 }).rowAt(px)).toBe(row));

  test('what was measured stays with its key when rows come in front', () => {
    const heights = heightsOf(2, { 0: 30 });
    heights.keys = ['new', 'r0', 'r1'];
    expect(heights.topOf(2)).toBe(130);
    expect([heights.indexOf('r1'), heights.indexOf('r2')]).toEqual([2, null]);
  });
});

describe('nextWindow', () => {
  const heights = heightsOf(1000);

  test('begins with what is to be seen', () =>
    expect(nextWindow(heights, VIEW)).toEqual({ first: 0, end: 8 }));

  test('grows by so many rows at a time, until enough are ready', () => {
    let before: RowRun = { first: 500, end: 506 };
    const sizes = Array.from({ length: 4 }, () => {
      before = nextWindow(heights, { ...VIEW, topPx: 50_000, bottomPx: 50_500, before });
      return before.end - before.first;
    });
    expect(sizes).toEqual([10, 14, 15, 15]);
    expect(before).toEqual({ first: 495, end: 510 });
  });

  test('leaves what is far away, and jumps without what lies between', () =>
    expect(
      nextWindow(heights, {
        ...VIEW,
        topPx: 90_000,
        bottomPx: 90_500,
        before: { first: 0, end: 20 },
      }),
    ).toEqual({ first: 900, end: 908 }));

  test('has no more rows than allowed, but always all that are to be seen', () => {
    const view = {
      ...VIEW,
      topPx: 5000,
      bottomPx: 5900,
      aheadPx: 5000,
      step: 100,
      before: { first: 55, end: 56 },
    };
    expect(nextWindow(heights, { ...view, mostRows: 30 })).toEqual({ first: 40, end: 70 });
    expect(nextWindow(heights, { ...view, mostRows: 5 })).toEqual({ first: 50, end: 60 });
  });

  test('an empty list has none', () => expect(nextWindow(heightsOf(0), VIEW)).toEqual({ first: 0, end: 0 }));
});

describe('partsOf', () => {
  const keysOf = (heldIndex: number | null, window: RowRun) =>
    partsOf(heightsOf(10), window, heldIndex).map((part) =>
      part.kind === 'row' ? part.key : `${part.key} (${part.heightPx})`,
    );

  test.each([
    [null, { first: 3, end: 5 }, ['above r3 (300)', 'r3', 'r4', 'below (500)']],
    [null, { first: 0, end: 2 }, ['r0', 'r1', 'below (800)']],
    [4, { first: 3, end: 5 }, ['above r3 (300)', 'r3', 'r4', 'r5', 'below (400)']],
    [1, { first: 6, end: 8 }, ['r0', 'r1', 'r2', 'above r6 (300)', 'r6', 'r7', 'below (200)']],
    [9, { first: 0, end: 2 }, ['r0', 'r1', 'above r8 (600)', 'r8', 'r9']],
  ])('with row %s held, the window %j is %j', (held, window, expected) =>
    expect(keysOf(held, window)).toEqual(expected),
  );
});

test('whatever is shown: what is to be seen is rendered, the rows are in order and few, and the whole is as high as it should be', () => {
  const list = fc.record({
    heights: fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 1, maxLength: 300 }),
    topPx: fc.integer({ min: -2_000, max: 60_000 }),
    viewPx: fc.integer({ min: 100, max: 2_000 }),
    jumps: fc.array(fc.integer({ min: -3_000, max: 3_000 }), { maxLength: 8 }),
    held: fc.option(fc.nat({ max: 299 })),
  });
  fc.assert(
    fc.property(list, ({ heights: measured, held, jumps, topPx, viewPx }) => {
      const heights = heightsOf(measured.length, Object.fromEntries(measured.entries()));
      const heldIndex = held === null ? null : held % measured.length;
      let before = NO_ROWS;
      let at = topPx;
      for (const jump of [0, ...jumps]) {
        at += jump;
        const view = { topPx: at, bottomPx: at + viewPx, aheadPx: viewPx, mostRows: 40, step: 5 };
        before = nextWindow(heights, { ...view, before });
        const parts = partsOf(heights, before, heldIndex);
        const rows = parts.flatMap((part) => (part.kind === 'row' ? [part.index] : []));
        const seen = measured.flatMap((_, index) =>
          heights.topOf(index) < at + viewPx && heights.topOf(index + 1) > at ? [index] : [],
        );
        expect(rows).toEqual(expect.arrayContaining(seen));
        expect(rows).toEqual(rows.toSorted((a, b) => a - b));
        expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
        if (heldIndex !== null) expect(rows).toContain(heldIndex);
        expect(rows.length).toBeLessThanOrEqual(Math.max(40, seen.length + 1) + 3);
        const heightPx = parts.reduce(
          (sum, part) => sum + (part.kind === 'row' ? heights.heightOf(part.key) : part.heightPx),
          0,
        );
        expect(heightPx).toBeCloseTo(heights.totalPx, 6);
      }
    }),
  );
});
