import type { NewJob } from '../../jobs/job-repository.ts';

export const REFRESH_FEED = 'refresh-feed';

/** Asks for the feed of a show; few of one host at a time. */
export const refreshJob = (showId: string, url: string, runAtMs: number, priority = 0): NewJob => ({
  kind: REFRESH_FEED,
  key: showId,
  groupKey: new URL(url).host,
  runAtMs,
  priority,
});
