import { expect, it } from 'vitest';
import { UUID_PATTERN, uuidV7 } from './uuid-v7.ts';

it('makes ids of version 7 that hold their time, and are all different', () => {
  const ids = Array.from({ length: 10_000 }, () => uuidV7(1_790_000_000_123));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(new RegExp(UUID_PATTERN));
    expect(id).toMatch(/^.{14}7.{4}[89ab]/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(1_790_000_000_123);
  }
});

it('sorts by time', () => {
  const times = [0, 1, 999, 1_000_000_000_000, 1_790_000_000_000, 281_474_976_710_655];
  const ids = times.map((time) => uuidV7(time));
  expect(ids.toSorted()).toEqual(ids);
});
