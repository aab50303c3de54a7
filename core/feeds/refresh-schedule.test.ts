import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFullRefreshDue, nextRefreshAt, type RefreshFacts } from './refresh-schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const anyJitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** A Wednesday. */
const NOON = Date.UTC(2026, 5, 17, 12);

const UNKNOWN: RefreshFacts = {
  nowMs: NOON,
  publishedAtMs: [],
  refreshMs: null,
  skipHours: [],
  skipDays: [],
  failures: 0,
  failingSinceMs: null,
  retryAfterMs: null,
  isPushed: false,
  jitter: 0.5,
};

const waitOf = (facts: Partial<RefreshFacts>): number => {
  const all = { ...UNKNOWN, ...facts };
  return nextRefreshAt(all) - all.nowMs;
};

/** `count` publications, the last of them at `lastMs`. */
const every = (gapMs: number, lastMs: number, count = 12): number[] =>
  Array.from({ length: count }, (_, index) => lastMs - index * gapMs);
/** `gapMs` apart as a rule, but at no steady hour. */
const irregular = (gapMs: number, lastMs: number): number[] =>
  every(gapMs, lastMs).map((atMs, index) => atMs + (index % 4 === 1 || index % 4 === 2 ? 0.4 * gapMs : 0));

/** When a feed is asked for from `startMs` on, until `endMs`, if nothing new is published. */
function askedFor(facts: Partial<RefreshFacts>, startMs: number, endMs: number): number[] {
  const times: number[] = [];
  for (let ms = startMs; ms < endMs; ms = nextRefreshAt({ ...UNKNOWN, ...facts, nowMs: ms })) times.push(ms);
  return times;
}

describe('learned from how often it publishes', () => {
  test.each([
    ['nothing known', [], 7 * HOUR],
    ['a single episode, new', [NOON - HOUR], 7 * HOUR],
    ['news, every half an hour', every(30 * MINUTE, NOON - 5 * MINUTE), 15 * MINUTE],
    ['every two hours', every(2 * HOUR, NOON - HOUR), 15 * MINUTE],
    ['every ten hours', every(10 * HOUR, NOON - HOUR), 25 * MINUTE],
    ['daily, at any hour', irregular(DAY, NOON - HOUR), HOUR],
    ['weekly, on any day', irregular(WEEK, NOON - HOUR), 7 * HOUR],
    ['monthly', every(30 * DAY, NOON - HOUR), 30 * HOUR],
    ['daily, silent for ten days', irregular(DAY, NOON - 10 * DAY), 10 * HOUR],
    ['weekly, silent for three months', every(WEEK, NOON - 90 * DAY), 90 * HOUR],
    ['silent for a year', every(DAY, NOON - 365 * DAY), WEEK],
    ['last heard of in 1970', [0], WEEK],
    ['an archive that was put out today, all at once', every(10_000, NOON - HOUR, 150), 7 * HOUR],
    ['weekly, but for one double issue', [...every(WEEK, NOON - HOUR), NOON - HOUR - MINUTE], 7 * HOUR],
    ['dates that cannot be', [NaN, Infinity, -Infinity, NOON + DAY, NOON + 2 * DAY], 7 * HOUR],
  ])('%s', (_, publishedAtMs, expectedMs) => {
    expect(waitOf({ publishedAtMs }) / expectedMs).toBeCloseTo(1, 1);
  });
});

test('the bounds hold for the jitter too, and for a usual time that is near', () => {
  const news = every(30 * MINUTE, NOON - 5 * MINUTE);
  const weekly = every(WEEK, NOON - WEEK + MINUTE);
  expect(waitOf({ publishedAtMs: news, jitter: 0 })).toBe(15 * MINUTE);
  expect(waitOf({ publishedAtMs: weekly, jitter: 0 })).toBe(15 * MINUTE);
  expect(waitOf({ publishedAtMs: [0], jitter: 0.999 })).toBe(WEEK);
});

describe('a show that keeps to an hour', () => {
  const daily = every(DAY, NOON - DAY).map((atMs, index) => atMs + (index % 5) * 10 * MINUTE);
  const weekly = every(WEEK, NOON - WEEK);

  test.each([
    ['daily, the night before', daily, NOON - 12 * HOUR, 4 * HOUR],
    ['daily, two hours before: straight to its time', daily, NOON - 2 * HOUR, 2.25 * HOUR],
    ['daily, half an hour after', daily, NOON + 50 * MINUTE, 20 * MINUTE],
    ['daily, two hours after', daily, NOON + 2 * HOUR, HOUR],
    ['daily, six hours after, when none came', daily, NOON + 6 * HOUR, 4 * HOUR],
    ['daily, when it has come', [...daily, NOON + 10 * MINUTE], NOON + 40 * MINUTE, 4 * HOUR],
    ['daily, when it came a little early', [...daily, NOON - 30 * MINUTE], NOON + 40 * MINUTE, 4 * HOUR],
    ['weekly, days before', weekly, NOON - 3 * DAY, 7 * HOUR],
    ['weekly, an hour before', weekly, NOON - HOUR, HOUR + 5 * MINUTE],
    ['weekly, right after', weekly, NOON + 5 * MINUTE, 20 * MINUTE],
    ['weekly, three hours after', weekly, NOON + 3 * HOUR, HOUR],
    ['weekly, the day after, when none came', weekly, NOON + DAY, 8 * HOUR],
    ['weekly, silent for five weeks', weekly, NOON + 4 * WEEK + MINUTE, 35 * HOUR],
  ])('%s', (_, publishedAtMs, nowMs, expectedMs) => {
    expect(waitOf({ publishedAtMs, nowMs }) / expectedMs).toBeCloseTo(1, 1);
  });

  test('is asked for a dozen times a day, most of them in the hours after its time', () => {
    const times = askedFor({ publishedAtMs: daily }, NOON - 8 * HOUR, NOON + 16 * HOUR);
    const soon = times.filter((ms) => ms >= NOON && ms < NOON + 4 * HOUR + 30 * MINUTE);
    expect(times.length).toBeGreaterThanOrEqual(9);
    expect(times.length).toBeLessThanOrEqual(14);
    expect(soon.length / times.length).toBeGreaterThan(0.5);
  });

  test('and weekly a few times a day, more on its day', () => {
    const ofDay = (day: number) =>
      askedFor({ publishedAtMs: weekly }, NOON + day * DAY - 8 * HOUR, NOON + day * DAY + 16 * HOUR).length;
    expect([ofDay(-3), ofDay(-2), ofDay(0)]).toEqual([4, 4, 10]);
  });

  test('is heard of within minutes of its time, wherever the requests before fell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY }), anyJitter, (agoMs, jitter) => {
        const start = NOON - agoMs;
        const times = askedFor({ publishedAtMs: weekly, jitter }, start, NOON + HOUR);
        const first = times.find((ms) => ms >= NOON) ?? Infinity;
        expect(first - NOON).toBeLessThanOrEqual(15 * MINUTE);
      }),
    );
  });

  test('is known by it when one in four of its episodes is not', () => {
    const bonus = [NOON - 2.3 * DAY, NOON - 5.6 * DAY, NOON - 8.4 * DAY];
    expect(waitOf({ publishedAtMs: [...daily.slice(0, 10), ...bonus], nowMs: NOON + 50 * MINUTE })).toBe(
      20 * MINUTE,
    );
  });
});

describe('the publisher', () => {
  const hourly = irregular(DAY, NOON - HOUR);
  test.each<[string, Partial<RefreshFacts>, number]>([
    ['asks for more time', { refreshMs: 5 * HOUR }, 5 * HOUR],
    ['asks for less', { refreshMs: MINUTE }, HOUR],
    ['asks for a month', { refreshMs: 30 * DAY }, DAY],
    ['says nonsense', { refreshMs: NaN, retryAfterMs: -5 }, HOUR],
    ['is to be left alone for two days', { retryAfterMs: 2 * DAY }, 2 * DAY],
    ['is to be left alone for ever', { retryAfterMs: Infinity }, WEEK],
    ['has a hub', { isPushed: true }, 12 * HOUR],
    ['skips the next hours', { skipHours: [12, 13, 14, 15] }, 4 * HOUR],
    ['skips hours that are not next', { skipHours: [11, 12, 14] }, HOUR],
    ['skips today and tomorrow', { skipDays: [3, 4] }, 36 * HOUR],
    [
      'skips the night of every day but Friday',
      { skipDays: [0, 1, 2, 3, 4, 6], skipHours: [0, 1] },
      38 * HOUR,
    ],
    ['skips all hours', { skipHours: Array.from({ length: 24 }, (_, hour) => hour) }, HOUR],
    ['skips all days', { skipDays: [0, 1, 2, 3, 4, 5, 6] }, HOUR],
    ['skips what is no hour', { skipHours: [24, -1, 99, 13.5], skipDays: [7] }, HOUR],
  ])('%s', (_, facts, expectedMs) => {
    expect(waitOf({ publishedAtMs: hourly, ...facts })).toBeCloseTo(expectedMs, -5);
  });
});

test.each([
  [1, null, 2 * HOUR],
  [2, null, 4 * HOUR],
  [4, null, 16 * HOUR],
  [5, null, DAY],
  [1_000_000, null, DAY],
  [30, NOON - 29 * DAY, DAY],
  [36, NOON - 30 * DAY, WEEK],
])('after %i failures, since %j, it waits for %i ms', (failures, failingSinceMs, expectedMs) => {
  const facts = { publishedAtMs: irregular(DAY, NOON - HOUR), failures, failingSinceMs };
  expect(waitOf(facts) / expectedMs).toBeCloseTo(1, 1);
});

test('a failure never makes a feed asked for sooner, however rarely that is', () => {
  const silent = { publishedAtMs: [NOON - 400 * DAY] };
  expect(waitOf({ ...silent, failures: 1 })).toBe(waitOf(silent));
});

describe('whatever is known', () => {
  const anyWait = fc.option(fc.oneof(fc.double(), fc.integer({ min: 0, max: 40 * DAY })), { nil: null });
  const anyTime = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: NOON - 60 * DAY, max: NOON + DAY }) },
    { weight: 1, arbitrary: fc.double() },
  );
  const steady = fc
    .tuple(
      fc.oneof(fc.integer({ min: MINUTE, max: 6 * HOUR }), fc.integer({ min: DAY, max: 40 * DAY })),
      fc.oneof(fc.integer({ min: 0, max: 6 * HOUR }), fc.integer({ min: 0, max: 60 * DAY })),
    )
    .map(([gapMs, agoMs]) => every(gapMs, NOON - agoMs));
  const anyFacts: fc.Arbitrary<RefreshFacts> = fc.record({
    nowMs: fc.integer({ min: NOON - 2 * DAY, max: NOON + 2 * DAY }),
    publishedAtMs: fc.oneof(fc.array(anyTime, { maxLength: 30 }), steady),
    refreshMs: anyWait,
    skipHours: fc.array(fc.integer({ min: -1, max: 24 }), { maxLength: 30 }),
    skipDays: fc.array(fc.integer({ min: -1, max: 7 }), { maxLength: 8 }),
    failures: fc.oneof(fc.nat({ max: 12 }), fc.nat()),
    failingSinceMs: fc.option(fc.integer({ min: NOON - 60 * DAY, max: NOON }), { nil: null }),
    retryAfterMs: anyWait,
    isPushed: fc.boolean(),
    jitter: anyJitter,
  });
  const unasked = { refreshMs: null, retryAfterMs: null, isPushed: false, skipHours: [], skipDays: [] };

  test('it is a whole number of milliseconds, a quarter of an hour to a week ahead, and the same each time', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const nextMs = nextRefreshAt(facts);
        expect(Number.isSafeInteger(nextMs)).toBe(true);
        expect(nextMs - facts.nowMs).toBeGreaterThanOrEqual(15 * MINUTE);
        expect(nextMs - facts.nowMs).toBeLessThanOrEqual(WEEK);
        expect(nextRefreshAt(structuredClone(facts))).toBe(nextMs);
        const shuffled = { ...facts, publishedAtMs: facts.publishedAtMs.toReversed() };
        expect(nextRefreshAt(shuffled)).toBe(nextMs);
      }),
      { numRuns: 2_000 },
    );
  });

  test('more failures never make it sooner', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat({ max: 20 }), (facts, more) => {
        const later = nextRefreshAt({ ...facts, failures: facts.failures + more });
        expect(later).toBeGreaterThanOrEqual(nextRefreshAt(facts));
        expect(nextRefreshAt(facts)).toBeGreaterThanOrEqual(nextRefreshAt({ ...facts, failures: 0 }));
      }),
      { numRuns: 2_000 },
    );
  });

  test('what the publisher asks for never makes it sooner, and is granted as far as it may be', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const waitMs = nextRefreshAt(facts) - facts.nowMs;
        expect(waitMs).toBeGreaterThanOrEqual(nextRefreshAt({ ...facts, ...unasked }) - facts.nowMs);
        if (facts.isPushed) expect(waitMs).toBeGreaterThanOrEqual(12 * HOUR);
        const wishMs = Math.min(facts.refreshMs ?? 0, DAY);
        if (wishMs > 0) expect(waitMs).toBeGreaterThanOrEqual(Math.floor(wishMs));
        const patienceMs = Math.min(facts.retryAfterMs ?? 0, WEEK);
        if (patienceMs > 0) expect(waitMs).toBeGreaterThanOrEqual(Math.floor(patienceMs));
      }),
      { numRuns: 2_000 },
    );
  });

  test('the jitter is a tenth to either side, or ten minutes after the usual time', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const known = { ...facts, ...unasked, failures: 0 };
        const [least, middle, most] = [0, 0.5, 0.999].map((jitter) => waitOf({ ...known, jitter }));
        expect(least).toBeLessThanOrEqual(middle ?? 0);
        expect(middle).toBeLessThanOrEqual(most ?? 0);
        expect((most ?? 0) - (least ?? 0)).toBeLessThanOrEqual(
          Math.max(0.2 * (middle ?? 0), 10 * MINUTE) + 2,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each([
  [null, true],
  [NOON, false],
  [NOON - WEEK + 1, false],
  [NOON - WEEK, true],
  [NOON + DAY, false],
  [NOON + 8 * DAY, true],
])('a feed that was last sent whole at %j is asked for whole: %j', (lastFullAtMs, expected) => {
  expect(isFullRefreshDue(lastFullAtMs, NOON)).toBe(expected);
});
