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

/** Follows all feeds of a file. They are read by jobs, in the order of the file. */
export async function importOpml(
  { repository, jobs }: ImportParts,
  listenerId: string,
  { feeds, problems }: Opml,
  nowMs: number,
): Promise<OpmlResult> {
  const followed = new Set((await repository.listSubscriptions(listenerId)).map(({ showId }) => showId));
  let added = 0;
  for (const [index, { url, title, credentials }] of feeds.entries()) {
    const showId = await repository.add({ url, credentials, title: title || new URL(url).host }, nowMs);
    if (followed.has(showId)) continue;
    await repository.subscribe(listenerId, showId, nowMs);
    await jobs.enqueue(refreshJob(showId, url, nowMs + index, PRIORITY), nowMs);
    followed.add(showId);
    added++;
  }
  return { added, known: feeds.length - added, problems: [...problems] };
}
