import { setImmediate } from 'node:timers/promises';
import type { OpmlResult } from '../../../core/api/subscription.ts';
import type { JobRepository } from '../../jobs/job-repository.ts';
import type { FeedRepository } from '../feed-repository.ts';
import { refreshJob } from '../refresh/refresh-job.ts';
import type { Opml } from './read-opml.ts';

export interface ImportParts {
  readonly repository: FeedRepository;
  readonly jobs: JobRepository;
}

/** After what a person waits for. */
const PRIORITY = -10;
/** Other requests are answered after so many. */
const FEEDS_A_TURN = 100;

/** Follows all feeds of a file. They are read by jobs, in the order of the file. */
export async function importOpml(
  { repository, jobs }: ImportParts,
  listenerId: string,
  { feeds, problems }: Opml,
  nowMs: number,
): Promise<OpmlResult> {
  let added = 0;
  for (const [index, { url, title, credentials }] of feeds.entries()) {
    if (index % FEEDS_A_TURN === 0) await setImmediate();
    const showId = await repository.add({ url, credentials, title: title || new URL(url).host }, nowMs);
    if (!(await repository.subscribe(listenerId, showId, nowMs))) continue;
    await jobs.enqueue(refreshJob(showId, url, nowMs + index, PRIORITY), nowMs);
    added++;
  }
  return { added, known: feeds.length - added, problems: [...problems] };
}
