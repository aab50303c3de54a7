import { expect, test } from 'vitest';
import { median, randomNumbers, randomOffsets, sampleInTurn } from './statistics.ts';

test('the median is the middle, or lies between the two in the middle', () => {
  expect(median([5])).toBe(5);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 2, 4, 100])).toBe(7);
  expect(() => median([])).toThrow(RangeError);
});

test('places are the same for the same seed, and blocks at them fit into the file', () => {
  const offsets = randomOffsets(randomNumbers(3), 500, 1_000_000, 65_536);
  expect(offsets).toEqual(randomOffsets(randomNumbers(3), 500, 1_000_000, 65_536));
  expect(Math.min(...offsets)).toBe(0);
  expect(Math.max(...offsets) + 65_536).toBeLessThanOrEqual(1_000_000);
  expect(new Set(offsets).size).toBe(15);
});

test('sides take turns', async () => {
  const order: string[] = [];
  const side = (name: string) => () => {
    order.push(name);
    return Promise.resolve([order.length]);
  };
  expect(await sampleInTurn(2, { a: side('a'), b: side('b') })).toEqual({ a: [1, 3], b: [2, 4] });
  expect(order).toEqual(['a', 'b', 'a', 'b']);
});
