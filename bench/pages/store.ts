import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { Manifest } from '../../core/api/manifest.ts';
import type { DownloadEvent } from '../../core/downloads/reduce.ts';
import { allParts, partAt, partIndexOf, planFor, type PartRange } from '../../core/parts/part-plan.ts';
import { dispatch } from '../../engine/journal/journal.ts';
import { generationOf, readPart, storePart, writeManifest } from '../../engine/store/parts-store.ts';
import { noise } from './noise.ts';
import { fetchRange, timeReads, type Reads } from './time-reads.ts';

const MEDIA_TYPE = 'audio/wav';
/** Among how many many episodes are spread. */
const SHOWS = 40;

export interface StoredFile {
  readonly episodeId: string;
  readonly showId: string;
  readonly bytes: number;
  /** The first bytes of the file; noise follows. */
  readonly header: readonly number[];
}

/** Puts a downloaded episode into the journal and the store, as the product itself writes them. */
export async function fillStore(file: StoredFile): Promise<void> {
  const parts = [];
  for (const part of allParts(planFor(file.bytes))) {
    parts.push({ start: part.start, end: part.end, sha256: await sha256Hex(bytesOf(file, part)) });
  }
  const manifest: Manifest = {
    ...planFor(file.bytes),
    type: MEDIA_TYPE,
    etag: etagOf(file.episodeId),
    lastModifiedAt: 0,
    parts,
  };
  await writeManifest(file.episodeId, manifest);
  for (const part of allParts(manifest)) {
    await storePart(file.episodeId, manifest, part.index, bytesOf(file, part));
  }
  for (const event of lifeOf(file, manifest)) await dispatch(file.episodeId, event);
}

/** Downloaded episodes of one small part each. */
export async function fillStoreWithMany({ episodes }: { readonly episodes: number }): Promise<void> {
  const numbers = Array.from({ length: episodes }, (_, index) => index).values();
  const fillNext = async (): Promise<void> => {
    for (const number of numbers)
      await fillStore({
        episodeId: `episode-${number}`,
        showId: `show-${number % SHOWS}`,
        bytes: 64,
        header: [],
      });
  };
  await Promise.all(Array.from({ length: 32 }, fillNext));
}

export interface StoredReads extends Reads {
  readonly episodeId: string;
  readonly bytes: number;
}

/** Reads through the service worker, in milliseconds each. */
export const readThroughWorker = (reads: StoredReads): Promise<number[]> =>
  timeReads(reads, (range) => fetchRange(`/media/${reads.episodeId}`, range));

/** Reads straight from the stored part, in milliseconds each: no answer can be faster. */
export function readFromCache(reads: StoredReads): Promise<number[]> {
  const plan = planFor(reads.bytes);
  const address = { episodeId: reads.episodeId, etag: etagOf(reads.episodeId) };
  return timeReads(reads, async ({ start, end }) => {
    const part = partAt(plan, partIndexOf(plan, start));
    const response = await readPart(address, part.index);
    const blob = await response?.blob();
    return blob?.slice(start - part.start, end - part.start).arrayBuffer();
  });
}

const etagOf = (episodeId: string): string => `"${episodeId}"`;

function bytesOf({ header }: StoredFile, { index, start, end }: PartRange): ArrayBuffer {
  const bytes = noise(index, end - start);
  if (index === 0) bytes.set(header);
  return bytes.buffer;
}

async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What happens to a download from tap to complete. */
function lifeOf({ episodeId, showId }: StoredFile, manifest: Manifest): DownloadEvent[] {
  const episode: EpisodeSummary = {
    id: episodeId,
    showId,
    showTitle: `Title of ${showId}`,
    title: `Title of ${episodeId}`,
    publishedAt: 0,
    durationSeconds: null,
    kind: 'audio',
    season: null,
    episode: null,
    episodeType: 'full',
    media: { url: `/media/${episodeId}`, type: manifest.type, bytes: manifest.bytes, etag: manifest.etag },
    artworkUrl: '/artwork/none',
    artworkColor: '#000000',
  };
  return [
    { type: 'download-requested', episode, order: 0, at: 0 },
    { type: 'slot-granted' },
    { type: 'probed', generation: generationOf(manifest), extras: [] },
    { type: 'carried', run: 1 },
    { type: 'verified', at: 0 },
  ];
}
