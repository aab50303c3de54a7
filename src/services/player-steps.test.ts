import { expect, test } from 'vitest';
import { chapterAt, nextSpeed } from './player.ts';

test.each([
  [1, 1, 1.1],
  [1, -1, 0.75],
  [3, 1, 3],
  [0.5, -1, 0.5],
  [1.3, 1, 1.5],
] as const)('from %d× in direction %d comes %d×', (speed, direction, next) => {
  expect(nextSpeed(speed, direction)).toBe(next);
});

test('the chapter at a position is the last that began', () => {
  const chapters = [
    { startTime: 10, title: 'One' },
    { startTime: 60, title: 'Two' },
  ];
  expect(chapterAt(chapters, 5)).toBeNull();
  expect(chapterAt(chapters, 59)?.title).toBe('One');
  expect(chapterAt(chapters, 60)?.title).toBe('Two');
});
