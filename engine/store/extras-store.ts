import { fetchInTime } from '../fetch-in-time.ts';

/*
 * What belongs to an episode beside its media: artwork, chapters, transcripts, and the catalogue entries that its pages
 * show. Keyed by URL in one cache; a journal record lists the URLs it uses, and what no record lists is deleted.
 */
const EXTRAS_CACHE = 'carryon-extras';

/** The stored answer to this URL, whichever download brought it. */
export const readExtra = (
  request: Request | string,
  options?: CacheQueryOptions,
): Promise<Response | undefined> =>
  caches.match(request, { ...options, cacheName: EXTRAS_CACHE, ignoreVary: true });

/** Fetches and stores what it can; an extra that fails is left out, because the episode plays without it. */
export async function storeExtras(urls: readonly string[], signal: AbortSignal): Promise<string[]> {
  const cache = await caches.open(EXTRAS_CACHE);
  const stored = await Promise.all(
    urls.map(async (url) => {
      try {
        const response = await fetchInTime(url, { signal });
        if (!response.ok) return null;
        await cache.put(url, response);
        return url;
      } catch {
        signal.throwIfAborted();
        return null;
      }
    }),
  );
  return stored.filter((url) => url !== null);
}

/** Deletes every extra that is not in `used`. */
export async function collectExtras(used: ReadonlySet<string>): Promise<void> {
  const cache = await caches.open(EXTRAS_CACHE);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!used.has(pathname + search)) await cache.delete(request);
  }
}
