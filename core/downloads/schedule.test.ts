import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Download, DownloadStatus } from './download.ts';
import { isActive } from './reduce.ts';
import { schedule, type Conditions } from './schedule.ts';

const at = (id: string, order: number, status: DownloadStatus = 'queued', allowMetered = false): Download =>
  ({ episode: { id }, order, requestedAt: 0, run: 1, status, allowMetered }) as Download;

const free: Conditions = { slots: 4, inTurn: false, deferred: false };
const inTurn: Conditions = { ...free, inTurn: true };

const ids = (downloads: readonly Download[]): string[] => downloads.map(({ episode }) => episode.id);
const decided = (downloads: readonly Download[], conditions: Conditions) => {
  const { granted, preempted } = schedule(downloads, conditions);
  return { granted: ids(granted), preempted: ids(preempted) };
};

describe('places', () => {
  const queue = [at('c', 3), at('a', 1, 'probing'), at('b', 2), at('d', 4)];

  test('go to those that wait longest, and never to more than there are', () => {
    expect(decided(queue, { ...free, slots: 3 })).toEqual({ granted: ['b', 'c'], preempted: [] });
    expect(decided(queue, { ...free, slots: 1 })).toEqual({ granted: [], preempted: [] });
    expect(decided(queue, { ...free, slots: 0 }).granted).toEqual([]);
  });

  test('are taken back when there are fewer of them', () => {
    const running = [at('a', 1, 'downloading'), at('b', 2, 'downloading')];
    expect(decided(running, { ...free, slots: 1 })).toEqual({ granted: [], preempted: ['b'] });
  });

  test('what is being checked keeps its place, since it is nearly done', () => {
    const running = [at('a', 1), at('b', 2, 'verifying')];
    expect(decided(running, { ...free, slots: 1 })).toEqual({ granted: ['a'], preempted: [] });
  });
});

describe('a carrier that brings one after the other', () => {
  test('gets them in queue order, each when the one before was handed over', () => {
    expect(decided([at('a', 1), at('b', 2)], inTurn).granted).toEqual(['a']);
    expect(decided([at('a', 1, 'probing'), at('b', 2)], inTurn).granted).toEqual([]);
    expect(decided([at('a', 1, 'downloading'), at('b', 2)], inTurn).granted).toEqual(['b']);
  });

  test('gives back what would come before one that jumped the queue', () => {
    const queue = [at('now', 0), at('a', 1, 'downloading'), at('b', 2, 'downloading')];
    expect(decided(queue, inTurn)).toEqual({ granted: ['now'], preempted: ['a', 'b'] });
    expect(decided(queue, free)).toEqual({ granted: ['now'], preempted: [] });
  });
});

test('over a metered connection only those run that may', () => {
  const queue = [at('a', 1, 'downloading'), at('b', 2), at('c', 3, 'queued', true)];
  expect(decided(queue, { ...free, deferred: true })).toEqual({ granted: ['c'], preempted: ['a'] });
});

test('whatever the queue: never more than the slots, and the first in line is never left out', () => {
  const anyDownload = fc
    .record({
      order: fc.nat({ max: 20 }),
      status: fc.constantFrom<DownloadStatus>('queued', 'probing', 'downloading', 'paused', 'complete'),
      allowMetered: fc.boolean(),
    })
    .map(({ order, status, allowMetered }) => at('', order, status, allowMetered));
  const anyConditions = fc.record({
    slots: fc.nat({ max: 4 }),
    inTurn: fc.boolean(),
    deferred: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyDownload, { maxLength: 12 }), anyConditions, (downloads, conditions) => {
      const { granted, preempted } = schedule(downloads, conditions);
      const running = downloads.filter((one) => isActive(one) && !preempted.includes(one));
      expect(running.length + granted.length).toBeLessThanOrEqual(conditions.slots);
      const mayRun = downloads.filter((one) => !conditions.deferred || one.allowMetered);
      const first = mayRun
        .filter((one) => isActive(one) || one.status === 'queued')
        .toSorted((a, b) => a.order - b.order)[0];
      if (first === undefined || conditions.slots === 0) return;
      const firstOrder = first.order;
      const isProbing = mayRun.some((one) => one.status === 'probing');
      const begun = [...running, ...granted].some((one) => one.order === firstOrder);
      expect(begun || (conditions.inTurn && isProbing)).toBe(true);
    }),
  );
});
