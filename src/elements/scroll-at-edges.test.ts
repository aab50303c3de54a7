import { expect, test } from 'vitest';
import { scrollSpeedAt } from './scroll-at-edges.ts';

test.each([
  [400, 0],
  [96, 0],
  [704, 0],
  [48, -7],
  [752, 7],
  [0, -14],
  [800, 14],
  [-200, -14],
  [1000, 14],
])('a pointer at %d px of 800 scrolls by %d px a frame', (y, speed) => {
  expect(scrollSpeedAt(y, 800)).toBe(speed);
});
