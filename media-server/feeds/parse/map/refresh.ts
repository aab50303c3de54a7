import type { SyNs } from 'feedsmith';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PERIODS: ReadonlyMap<string, number> = new Map([
  ['hourly', 60 * MINUTE_MS],
  ['daily', DAY_MS],
  ['weekly', 7 * DAY_MS],
  ['monthly', 30 * DAY_MS],
  ['yearly', 365 * DAY_MS],
]);
const MAX_MS = 365 * DAY_MS;

/**
 * How long to wait between two requests, in milliseconds; null when the feed does not say.
 * @param ttl In minutes.
 * @see RSS 2.0, `ttl`, and RSS 1.0 Syndication Module
 */
export const refreshOf = (
  ttl: number | undefined,
  syndication: SyNs.Feed<string> | undefined,
): number | null => within((ttl ?? 0) * MINUTE_MS) ?? within(periodOf(syndication));

function periodOf(syndication: SyNs.Feed<string> | undefined): number {
  const period = PERIODS.get(syndication?.updatePeriod?.trim().toLowerCase() ?? '') ?? 0;
  return period / Math.max(1, syndication?.updateFrequency ?? 1);
}

const within = (ms: number): number | null => (ms > 0 ? Math.min(Math.round(ms), MAX_MS) : null);
