import { expect, test } from 'vitest';
import { isStalled, measureSpeed, startSpeed } from './speed-meter.ts';

test('a steady flow is measured as what it is', () => {
  let speed = startSpeed(0, 0);
  for (let ms = 250; ms <= 10_000; ms += 250) speed = measureSpeed(speed, ms * 100, ms);
  expect(speed.bytesPerSecond).toBeCloseTo(100_000);
  expect(isStalled(speed, 10_000)).toBe(false);
});

test('a change shows within some seconds, and not at once', () => {
  let speed = measureSpeed(startSpeed(0, 0), 1_000, 1_000);
  speed = measureSpeed(speed, 1_000, 2_000);
  expect(speed.bytesPerSecond).toBeGreaterThan(700);
  speed = measureSpeed(speed, 1_000, 14_000);
  expect(speed.bytesPerSecond).toBeLessThan(50);
});

test('fifteen seconds without a byte are a stall', () => {
  const speed = measureSpeed(measureSpeed(startSpeed(0, 0), 10, 1_000), 10, 15_999);
  expect(isStalled(speed, 15_999)).toBe(false);
  expect(isStalled(speed, 16_000)).toBe(true);
});
