import { publishingHabitOf } from './publishing-habit.ts';

/** What is known of a feed after it was asked for. Times are milliseconds since the epoch. */
export interface RefreshFacts {
  readonly nowMs: number;
  /** When its latest episodes were published, in any order; what lies ahead of now does not count. */
  readonly publishedAtMs: readonly number[];
  /** How long the publisher asks to wait between two requests; null when it does not say. */
  readonly refreshMs: number | null;
  /** Hours of the day in UTC, 0 to 23, in which nothing is published. */
  readonly skipHours: readonly number[];
  /** Days of the week in UTC, 0 is Sunday, on which nothing is published. */
  readonly skipDays: readonly number[];
  /** How many requests in a row have failed; 0 when the last one did not. */
  readonly failures: number;
  /** When the first of these failed; null when none did. */
  readonly failingSinceMs: number | null;
  /** For how long the server asked to be left alone, by `Retry-After` in its last answer; null when it did not. */
  readonly retryAfterMs: number | null;
  /** Whether a hub tells of new episodes, by WebSub. */
  readonly isPushed: boolean;
  /** In [0, 1), drawn anew for each request. */
  readonly jitter: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** More often costs the publisher, and nobody waits for minutes. */
const MIN_MS = 15 * MINUTE_MS;
/** A show that comes back after years is noticed within a week. */
const MAX_MS = WEEK_MS;
/** A daily show hourly, a weekly one every seven hours, one that was silent for half a year weekly. */
const REQUESTS_PER_GAP = 24;
/** A show that keeps to its hour hardly publishes at others. */
const MIN_BETWEEN_USUAL_MS = 4 * HOUR_MS;
/** Most episodes come within an hour of the usual time; */
const SOON_MS = HOUR_MS;
const SOON_STEP_MS = 20 * MINUTE_MS;
/** the others within a few. */
const LATER_MS = 4 * HOUR_MS;
const LATER_STEP_MS = HOUR_MS;
/** Many shows come on the hour: their requests are spread over the minutes after it. */
const USUAL_SPREAD_MS = 10 * MINUTE_MS;
/** A `ttl` of a month is a mistake more often than a wish. */
const MAX_WISH_MS = DAY_MS;
/** A hub tells at once; asking is for when it forgets. */
const PUSHED_MS = 12 * HOUR_MS;
/** A server that is repaired is noticed within a day. */
const MAX_BACKOFF_MS = DAY_MS;
/** What was away for so long hardly comes back. */
const LOST_AFTER_MS = 30 * DAY_MS;
/** To either side, so that feeds that were added together drift apart. */
const JITTER = 0.1;
/** Some servers answer "not modified" for ever. */
const FULL_REFRESH_MS = WEEK_MS;

/**
 * When to ask for a feed again: at least 15 minutes and at most 7 days from now, in milliseconds since the epoch. It is learned
 * from how often the show publishes and at what hour; what the publisher asks for, a hub and failures only make it later.
 */
export function nextRefreshAt(facts: RefreshFacts): number {
  const { nowMs } = facts;
  const waitMs = Math.max(backedOffMs(clamp(learnedMs(facts)), facts), askedForMs(facts));
  return afterSkipped(nowMs + Math.round(Math.min(waitMs, MAX_MS)), nowMs + MAX_MS, facts);
}

/**
 * Whether to ask for the whole feed whatever its validators say, as is to be done once a week: some servers keep them while the
 * feed changes.
 * @param lastFullAtMs when it was last sent whole; null when it never was
 */
export const isFullRefreshDue = (lastFullAtMs: number | null, nowMs: number): boolean =>
  // One that lies ahead was written by a clock that was wrong.
  lastFullAtMs === null || Math.abs(nowMs - lastFullAtMs) >= FULL_REFRESH_MS;

function learnedMs({ publishedAtMs, nowMs, jitter }: RefreshFacts): number {
  const { gapMs, silentMs, usual } = publishingHabitOf(publishedAtMs, nowMs);
  const varied = 1 - JITTER + 2 * JITTER * jitter;
  const evenMs = clamp(Math.max(gapMs, silentMs) / REQUESTS_PER_GAP);
  if (usual === null) return evenMs * varied;
  const sinceMs = usual.hasCome ? Infinity : nowMs - usual.latestMs;
  if (sinceMs < SOON_MS) return Math.min(evenMs, SOON_STEP_MS) * varied;
  if (sinceMs < LATER_MS) return Math.min(evenMs, LATER_STEP_MS) * varied;
  const untilUsualMs = usual.nextMs - nowMs + jitter * USUAL_SPREAD_MS;
  return Math.min(Math.max(evenMs, MIN_BETWEEN_USUAL_MS) * varied, untilUsualMs);
}

/** Twice as long with each failure. */
function backedOffMs(waitMs: number, { nowMs, failures, failingSinceMs }: RefreshFacts): number {
  const isLost = failingSinceMs !== null && nowMs - failingSinceMs >= LOST_AFTER_MS;
  return Math.max(waitMs, Math.min(waitMs * 2 ** failures, isLost ? MAX_MS : MAX_BACKOFF_MS));
}

/** The least that the publisher, its server and its hub ask for. */
const askedForMs = ({ refreshMs, retryAfterMs, isPushed }: RefreshFacts): number =>
  Math.max(Math.min(positive(refreshMs), MAX_WISH_MS), positive(retryAfterMs), isPushed ? PUSHED_MS : 0);

/** The start of the next hour that is not to be skipped; `atMs` itself when it is none of those, or there is none until `endMs`. */
function afterSkipped(atMs: number, endMs: number, { skipHours, skipDays }: RefreshFacts): number {
  for (let ms = atMs; ms <= endMs; ms = (Math.floor(ms / HOUR_MS) + 1) * HOUR_MS) {
    const date = new Date(ms);
    if (!skipHours.includes(date.getUTCHours()) && !skipDays.includes(date.getUTCDay())) return ms;
  }
  return atMs;
}

const clamp = (waitMs: number): number => Math.min(Math.max(waitMs, MIN_MS), MAX_MS);

const positive = (value: number | null): number => (value !== null && value > 0 ? value : 0);
