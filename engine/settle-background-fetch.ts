import type { Manifest } from '../core/api/manifest.ts';
import type { Download } from '../core/downloads/download.ts';
import type { Failure } from '../core/downloads/failure.ts';
import { parseBackgroundFetchId } from './carriers/background-fetch-id.ts';
import { partIndexOfRequest } from './carriers/part-request.ts';
import { storeRecord } from './carriers/store-record.ts';
import { failureOfError } from './failure-of-error.ts';
import { dispatch, readDownload } from './journal/journal.ts';
import { stopDownload } from './stop-download.ts';
import { listParts, readManifest } from './store/parts-store.ts';
import { verify } from './verify.ts';

/**
 * The last word on a Background Fetch that succeeded, failed or was aborted: copies every part that arrived and is not
 * stored yet, then moves the journal. To be awaited inside the event: the records are gone after it.
 * @returns the download as it stands then; null when there is none
 */
export async function settleBackgroundFetch(
  registration: BackgroundFetchRegistration,
): Promise<Download | null> {
  const address = parseBackgroundFetchId(registration.id);
  if (address === null) return null;
  const { episodeId, run } = address;
  const download = await readDownload(episodeId);
  if (download?.generation == null) return download;
  const manifest = await readManifest({ episodeId, etag: download.generation.etag });
  if (manifest === null) {
    return stopDownload(address, { code: 'evicted-while-downloading' }, false);
  }

  const { failures, arrived } = await salvage(registration, episodeId, manifest);
  const stored = await listParts({ episodeId, etag: manifest.etag });
  if (stored.size === manifest.parts.length) {
    const carried = await dispatch(episodeId, { type: 'carried', run });
    return carried?.status === 'verifying' ? verify(carried, Date.now()) : carried;
  }
  if (registration.failureReason === 'aborted') {
    return dispatch(episodeId, { type: 'cancelled-in-browser', run, at: Date.now() });
  }
  const failure = gravest(failures) ?? failureOfRegistration(registration);
  return stopDownload(address, failure, arrived);
}

/**
 * Stores what arrived and is not here yet, one part at a time, the last ones first: a page that is open copies from the other end.
 * Tells why the rest could not be stored.
 */
async function salvage(
  registration: BackgroundFetchRegistration,
  episodeId: string,
  manifest: Manifest,
): Promise<{ failures: Failure[]; arrived: boolean }> {
  const failures: Failure[] = [];
  let arrived = false;
  const stored = await listParts({ episodeId, etag: manifest.etag });
  const records = (await registration.matchAll()).map(({ request, responseReady }) => ({
    index: partIndexOfRequest(request, manifest),
    responseReady,
  }));
  for (const { index, responseReady } of records.toSorted((a, b) => b.index - a.index)) {
    if (stored.has(index)) {
      arrived = true;
      continue;
    }
    const response = await responseReady.catch(() => null);
    if (response === null) continue;
    try {
      await storeRecord(response, episodeId, manifest);
      arrived = true;
    } catch (error) {
      failures.push(failureOfError(error));
    }
  }
  return { failures, arrived };
}

/** One reason stands for all: what only a person can mend, or another version, before what mends itself. */
const GRAVITY: readonly Failure['code'][] = [
  'no-space',
  'not-found',
  'forbidden',
  'no-ranges',
  'version-changed',
];

const gravest = (failures: readonly Failure[]): Failure | undefined =>
  GRAVITY.flatMap((code) => failures.filter((failure) => failure.code === code))[0] ?? failures[0];

function failureOfRegistration({ failureReason }: BackgroundFetchRegistration): Failure {
  switch (failureReason) {
    case 'quota-exceeded':
      return { code: 'no-space' };
    case 'download-total-exceeded':
      return { code: 'wrong-length' };
    case 'bad-status':
      return { code: 'server-error' };
    case '':
    case 'aborted':
    case 'fetch-error':
      return { code: navigator.onLine ? 'network-error' : 'offline' };
  }
}
