import type { Findings } from './in-page.ts';
import type { FileVersion } from './rig.ts';
import { PART_BYTES } from './scenario.ts';

/** The only lock that is held while nothing is being changed. */
const RUNNER_LOCK = 'carryon-runner';

/** All in which the end of a run is not what it should be: one whole episode, and nothing else. */
export function troublesOf(
  { journal, partCaches, backgroundFetches, heldLocks, waitingLocks, buttons }: Findings,
  episodeId: string,
  versions: readonly FileVersion[],
): string[] {
  const [record, ...others] = journal;
  const { status, generation } = record?.download ?? {};
  if (status !== 'complete' || generation == null) return [`the journal says ${status ?? 'nothing'}`];
  const [cache, ...otherCaches] = partCaches;
  const troubles: string[] = [];
  const expect = (isSo: boolean, trouble: string): void => {
    if (!isSo) troubles.push(trouble);
  };
  expect(others.length === 0, `${others.length} other records in the journal`);
  expect(
    cache?.name === `carryon-parts/${episodeId}/${encodeURIComponent(generation.etag)}`,
    `the parts are in ${cache?.name ?? 'no cache'}, not in that of ${generation.etag}`,
  );
  expect(otherCaches.length === 0, `other caches hold parts: ${otherCaches.map(({ name }) => name).join()}`);
  expect(
    versions.some(({ bytes }) => bytes === generation.bytes),
    `no version of the file has ${generation.bytes} bytes`,
  );
  const planned = Array.from(
    { length: Math.ceil(generation.bytes / PART_BYTES) },
    (_, index) => `/parts/${index}`,
  );
  const expected = [...planned, '/parts/manifest'].toSorted();
  const stored = cache?.paths ?? [];
  expect(
    stored.join() === expected.join(),
    `stored are ${stored.join() || 'none'}, planned ${expected.join()}`,
  );
  expect(backgroundFetches.length === 0, `background fetches are left: ${backgroundFetches.join()}`);
  expect(
    waitingLocks.length === 0 && heldLocks.every((name) => name === RUNNER_LOCK),
    `locks are held (${heldLocks.join()}) or wanted (${waitingLocks.join()})`,
  );
  expect(
    buttons.some((name) => name.startsWith('Remove download of ')),
    'the page does not show it as downloaded',
  );
  return troubles;
}
