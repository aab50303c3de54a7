import type { Manifest } from '../../core/api/manifest.ts';
import type { Generation } from '../../core/downloads/download.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import { parseManifest } from '../../core/downloads/parse-manifest.ts';
import { announcePartStored } from '../journal/channel.ts';

/*
 * The parts of one generation of one episode live in a cache of their own, so that a whole generation goes in one
 * operation. The cache is the only record of what is here.
 *
 *   cache  carryon-parts/{episodeId}/{etag, percent-encoded}
 *   key    /parts/manifest   the generation's manifest, JSON
 *   key    /parts/{index}    the bytes of a part, written only after their SHA-256 was found right, with that as
 *                            `Repr-Digest`: where the manifest has none, damage is still found
 */
const STORE_PREFIX = 'carryon-parts/';
const MANIFEST_KEY = '/parts/manifest';
export const DIGEST_HEADER = 'Repr-Digest';
const PART_KEY = /\/parts\/(\d+)$/;

export interface StoreAddress {
  readonly episodeId: string;
  readonly etag: string;
}

const storeName = ({ episodeId, etag }: StoreAddress): string =>
  `${STORE_PREFIX}${episodeId}/${encodeURIComponent(etag)}`;

const partKey = (index: number): string => `/parts/${index}`;

/** Every generation of every episode that has a store. */
export async function listStores(): Promise<StoreAddress[]> {
  const names = await caches.keys();
  return names
    .filter((name) => name.startsWith(STORE_PREFIX))
    .map((name) => {
      const [episodeId = '', etag = ''] = name.slice(STORE_PREFIX.length).split('/');
      return { episodeId, etag: decodeURIComponent(etag) };
    });
}

export async function discardStore(address: StoreAddress): Promise<void> {
  await caches.delete(storeName(address));
}

/** Deletes every generation of an episode but those with these entity tags. */
export async function discardStores(episodeId: string, keptEtags: readonly string[] = []): Promise<void> {
  for (const store of await listStores())
    if (store.episodeId === episodeId && !keptEtags.includes(store.etag)) await discardStore(store);
}

export async function writeManifest(episodeId: string, manifest: Manifest): Promise<void> {
  const cache = await caches.open(storeName({ episodeId, etag: manifest.etag }));
  await cache.put(MANIFEST_KEY, Response.json(manifest));
}

/** Null when it was never written, or the browser evicted it. */
export async function readManifest(address: StoreAddress): Promise<Manifest | null> {
  const response = await caches.match(MANIFEST_KEY, { cacheName: storeName(address) });
  return response === undefined ? null : parseManifest(await response.json());
}

/** The indices of the parts that are here. */
export async function listParts(address: StoreAddress): Promise<Set<number>> {
  const name = storeName(address);
  if (!(await caches.has(name))) return new Set();
  const cache = await caches.open(name);
  const indices = (await cache.keys()).map(({ url }) => PART_KEY.exec(url)?.[1]);
  return new Set(indices.filter((index) => index !== undefined).map(Number));
}

/** The part as a response that can be streamed or sliced; undefined when it is not here. */
export const readPart = (address: StoreAddress, index: number): Promise<Response | undefined> =>
  caches.match(partKey(index), { cacheName: storeName(address) });

export async function discardPart(address: StoreAddress, index: number): Promise<void> {
  const cache = await caches.open(storeName(address));
  await cache.delete(partKey(index));
}

/** Whether a stored part is still what the manifest promises, or what it was when it was stored; false when it is not here. */
export async function isPartRight(episodeId: string, manifest: Manifest, index: number): Promise<boolean> {
  const response = await readPart({ episodeId, etag: manifest.etag }, index);
  if (response === undefined) return false;
  const digest = await sha256(await response.arrayBuffer());
  const promised = manifest.parts[index]?.sha256;
  return promised === null
    ? response.headers.get(DIGEST_HEADER) === digestField(digest)
    : promised === hex(digest);
}

/**
 * Checks the bytes of a part against the manifest and stores them; where that has no hash, their length. Storing a part again
 * replaces it by the same bytes. A blob that the browser holds is stored without a way back through this process.
 * @throws DownloadFailure `wrong-length` or `damaged-part` when they are not the planned ones, `no-space` when the
 * browser has no room for them
 */
export async function storePart(
  episodeId: string,
  manifest: Manifest,
  index: number,
  body: Blob | ArrayBuffer,
): Promise<void> {
  const part = manifest.parts[index];
  if (part === undefined) throw new RangeError(`no part ${index}`);
  const lengthBytes = body instanceof Blob ? body.size : body.byteLength;
  if (lengthBytes !== part.end - part.start) throw new DownloadFailure({ code: 'wrong-length' });
  const bytes = body instanceof Blob ? await body.arrayBuffer() : body;
  const digest = await sha256(bytes);
  if (part.sha256 !== null && part.sha256 !== hex(digest))
    throw new DownloadFailure({ code: 'damaged-part' });
  const cache = await caches.open(storeName({ episodeId, etag: manifest.etag }));
  const response = new Response(body, {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(lengthBytes),
      [DIGEST_HEADER]: digestField(digest),
    },
  });
  try {
    await cache.put(partKey(index), response);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      throw new DownloadFailure({ code: 'no-space' }, { cause: error });
    }
    throw error;
  }
  announcePartStored({ episodeId, etag: manifest.etag, index });
}

export const generationOf = ({ etag, type, bytes, partBytes }: Manifest): Generation => ({
  etag,
  type,
  bytes,
  partBytes,
});

const sha256 = async (bytes: ArrayBuffer): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

const hex = (digest: Uint8Array): string =>
  Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @see RFC 9530 §3 */
const digestField = (digest: Uint8Array): string => `sha-256=:${btoa(String.fromCharCode(...digest))}:`;
