/** How a show publishes, as its latest episodes tell. */
export interface PublishingHabit {
  /** The usual time from one episode to the next. */
  readonly gapMs: number;
  /** Since its latest episode; 0 when there is none. */
  readonly silentMs: number;
  /** Null when it keeps to no hour. */
  readonly usual: UsualTime | null;
}

/** The hour of the day, or of the week, at which a show publishes. */
export interface UsualTime {
  /** When it was last, now at the latest. */
  readonly latestMs: number;
  /** When it is next, later than now. */
  readonly nextMs: number;
  /** Whether an episode was published at the last one or since. */
  readonly hasCome: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** For a show with a single episode, or none that has a date: as if it were weekly. */
const UNKNOWN_GAP_MS = WEEK_MS;
/** As many as tell a habit, few enough to notice that it changed. */
const LATEST_COUNT = 13;
/** Episodes closer than this were put out together, as an archive is. */
const TOGETHER_MS = 30 * MINUTE_MS;
/** Fewer are chance. */
const MIN_FOR_USUAL = 4;
/** Room for a host who is late, and for the change to summer time. */
const USUAL_WITHIN_MS = 90 * MINUTE_MS;
/** One in four may be a bonus, or a holiday. */
const USUAL_SHARE = 0.75;
/** A show that comes more often than this is looked at by the day, another one by the week. */
const DAILY_MAX_GAP_MS = 4 * DAY_MS;
/** A show that comes every other week still has its hour of the week; for one that comes more rarely, too few of them count. */
const WEEKLY_MAX_GAP_MS = 15 * DAY_MS;
/** A show that has been silent for so many of its gaps has lost its hour. */
const LOST_AFTER_GAPS = 4;

/**
 * Learns how a show publishes. What cannot be, a time that lies ahead of now for one, is passed over.
 * @param publishedAtMs in any order
 */
export function publishingHabitOf(publishedAtMs: readonly number[], nowMs: number): PublishingHabit {
  const published = latestOf(publishedAtMs, nowMs);
  const [latestMs] = published;
  if (latestMs === undefined) return { gapMs: UNKNOWN_GAP_MS, silentMs: 0, usual: null };
  const gaps = published.slice(1).map((atMs, index) => (published[index] ?? atMs) - atMs);
  const gapMs = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? UNKNOWN_GAP_MS;
  const silentMs = nowMs - latestMs;
  const isLost = silentMs > gapMs * LOST_AFTER_GAPS;
  return { gapMs, silentMs, usual: isLost ? null : usualTimeOf(published, latestMs, gapMs, nowMs) };
}

/** The newest first, one for those that were put out together. */
function latestOf(publishedAtMs: readonly number[], nowMs: number): number[] {
  const latest: number[] = [];
  const past = publishedAtMs.filter((atMs) => Number.isFinite(atMs) && atMs <= nowMs);
  for (const atMs of past.toSorted((a, b) => b - a)) {
    if ((latest.at(-1) ?? Infinity) - atMs >= TOGETHER_MS) latest.push(atMs);
    if (latest.length === LATEST_COUNT) break;
  }
  return latest;
}

function usualTimeOf(
  published: readonly number[],
  publishedLastMs: number,
  gapMs: number,
  nowMs: number,
): UsualTime | null {
  if (published.length < MIN_FOR_USUAL || gapMs > WEEKLY_MAX_GAP_MS) return null;
  const periodMs = gapMs < DAILY_MAX_GAP_MS ? DAY_MS : WEEK_MS;
  const offsetMs = middleOffsetOf(published, periodMs);
  const near = published.filter((atMs) => distanceMs(atMs, offsetMs, periodMs) <= USUAL_WITHIN_MS);
  if (near.length < published.length * USUAL_SHARE) return null;
  const latestMs = nowMs - modulo(nowMs - offsetMs, periodMs);
  const hasCome = publishedLastMs >= latestMs - USUAL_WITHIN_MS;
  return { latestMs, nextMs: latestMs + periodMs, hasCome };
}

/** Of the times, the one that is nearest to all others on the circle of the period. */
function middleOffsetOf(times: readonly number[], periodMs: number): number {
  const farnessMs = (atMs: number) =>
    times.reduce((sum, otherMs) => sum + distanceMs(atMs, otherMs, periodMs), 0);
  const [middleMs = 0] = times.toSorted((a, b) => farnessMs(a) - farnessMs(b));
  return modulo(middleMs, periodMs);
}

function distanceMs(a: number, b: number, periodMs: number): number {
  const apartMs = modulo(a - b, periodMs);
  return Math.min(apartMs, periodMs - apartMs);
}

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;
