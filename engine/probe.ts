import type { Episode } from '../core/api/episode.ts';
import { artworkSrc } from '../core/api/artwork.ts';
import type { Manifest } from '../core/api/manifest.ts';
import type { Download, Generation } from '../core/downloads/download.ts';
import { DownloadFailure } from '../core/downloads/failure.ts';
import { parseManifest } from '../core/downloads/parse-manifest.ts';
import { failureOfStatus } from './carriers/part-request.ts';
import { askForByte } from './ask-for-byte.ts';
import { fetchInTime } from './fetch-in-time.ts';
import { throwConnectionFailure } from './network-fetch.ts';
import { bytesOfOthers, lackingBytes } from './room.ts';
import { storeExtras } from './store/extras-store.ts';
import { discardStores, generationOf, writeManifest } from './store/parts-store.ts';

export interface Probe {
  readonly generation: Generation;
  readonly extras: readonly string[];
}

/**
 * Learns what there is to download: the file's present generation, whether there is room for it, whether the server sends
 * parts of it, and what belongs to the episode beside its media, which is small and stored at once.
 * @throws DownloadFailure
 */
export async function probe(
  { episode, playable, whole }: Download,
  budgetBytes: number | null,
  signal: AbortSignal,
): Promise<Probe> {
  const episodeId = episode.id;
  const manifest = await fetchManifest(episodeId, signal);
  await discardStores(episodeId, [manifest.etag, playable?.etag ?? manifest.etag]);
  await requireRoom(episodeId, manifest, budgetBytes);
  const refusal = whole ? null : await askForByte(episode.media.url, manifest, 0);
  if (refusal !== null) throw new DownloadFailure(refusal);
  await writeManifest(episodeId, manifest);
  const extras = await storeExtras(await extrasOf(episodeId, signal), signal);
  return { generation: generationOf(manifest), extras };
}

async function fetchManifest(episodeId: string, signal: AbortSignal): Promise<Manifest> {
  const response = await fetchInTime(`/api/episodes/${episodeId}/manifest`, {
    signal,
    cache: 'no-store',
  });
  if (!response.ok) throw new DownloadFailure(failureOfStatus(response));
  const manifest = parseManifest(parseJson(await response.text().catch(throwConnectionFailure)));
  if (manifest === null) throw new DownloadFailure({ code: 'bad-manifest' });
  return manifest;
}

async function requireRoom(episodeId: string, manifest: Manifest, budgetBytes: number | null): Promise<void> {
  const missingBytes = await lackingBytes(episodeId, manifest);
  if (missingBytes > 0) throw new DownloadFailure({ code: 'no-space', missingBytes });
  if (budgetBytes === null) return;
  const overBytes = (await bytesOfOthers(episodeId)) + manifest.bytes - budgetBytes;
  if (overBytes > 0) throw new DownloadFailure({ code: 'over-budget', missingBytes: overBytes });
}

/** Null for what is no JSON, such as the page of a network that asks to sign in. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Everything that the episode's own page and the player show. */
async function extrasOf(episodeId: string, signal: AbortSignal): Promise<string[]> {
  const url = `/api/episodes/${episodeId}`;
  const response = await fetchInTime(url, { signal });
  if (!response.ok) throw new DownloadFailure(failureOfStatus(response));
  const episode = parseJson(await response.text().catch(throwConnectionFailure)) as Episode | null;
  if (episode === null) throw new DownloadFailure({ code: 'bad-manifest' });
  return [
    url,
    `/api/shows/${episode.showId}`,
    `/api/shows/${episode.showId}/episodes`,
    ...([192, 512] as const).map((size) => artworkSrc(episode.artworkUrl, size)),
    ...(episode.chaptersUrl === undefined ? [] : [episode.chaptersUrl]),
    ...(episode.transcripts ?? []).map((transcript) => transcript.url),
  ];
}
