import type { Download } from '../core/downloads/download.ts';
import type { Failure } from '../core/downloads/failure.ts';
import type { CarrierRun } from './carriers/carrier.ts';
import { dispatch, readDownload } from './journal/journal.ts';
import { bytesToFree } from './room.ts';
import { readManifest } from './store/parts-store.ts';

/** Tells the journal why a run does not go on. `advanced`: it stored parts that were not there before. */
export const stopDownload = async (
  { episodeId, run }: CarrierRun,
  failure: Failure,
  advanced: boolean,
): Promise<Download | null> =>
  dispatch(episodeId, {
    type: 'stopped',
    run,
    failure: await measured(episodeId, failure),
    advanced,
    at: Date.now(),
    jitter: Math.random(),
  });

/** The browser says only that there is no room; somebody who is to make some needs to know how much. */
async function measured(episodeId: string, failure: Failure): Promise<Failure> {
  if (failure.code !== 'no-space' || failure.missingBytes !== undefined) return failure;
  const etag = (await readDownload(episodeId))?.generation?.etag;
  const manifest = etag === undefined ? null : await readManifest({ episodeId, etag });
  return manifest === null ? failure : { ...failure, missingBytes: await bytesToFree(episodeId, manifest) };
}
