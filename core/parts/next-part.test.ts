import { expect, test } from 'vitest';
import { nextPart } from './next-part.ts';

test('parts come from where it plays to the end, then from the beginning', () => {
  const missing = new Set([7, 1, 4, 2]);
  const order: number[] = [];
  for (let next = nextPart(missing, 3); next !== undefined; next = nextPart(missing, 3)) {
    order.push(next);
    missing.delete(next);
  }
  expect(order).toEqual([4, 7, 1, 2]);
});

test('nothing is next when nothing is missing', () => {
  expect(nextPart(new Set(), 0)).toBeUndefined();
});
