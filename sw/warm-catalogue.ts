import type { ShowList } from '../core/api/page.ts';
import { artworkSrc } from '../core/api/artwork.ts';
import { ARTWORK_CACHE } from './artwork.ts';
import { CATALOGUE_CACHE } from './catalogue.ts';

const MAX_SHOWS = 40;

/**
 * The first page that a listener opens loads before its worker is there to keep what it brings. This fetches the catalogue
 * once more, show by show, so that it can be browsed offline after a first visit.
 */
export async function warmCatalogue(): Promise<void> {
  try {
    await keep(CATALOGUE_CACHE, '/api/episodes');
    const list = (await (await keep(CATALOGUE_CACHE, '/api/shows')).json()) as ShowList;
    for (const { id, artworkUrl } of list.items.slice(0, MAX_SHOWS)) {
      await Promise.all([
        keep(CATALOGUE_CACHE, `/api/shows/${id}`),
        keep(CATALOGUE_CACHE, `/api/shows/${id}/episodes`),
        keep(ARTWORK_CACHE, artworkSrc(artworkUrl, 256)),
      ]);
    }
  } catch {
    // No network, or a server in trouble: what the pages ask for later is kept as it comes.
  }
}

async function keep(cacheName: string, url: string): Promise<Response> {
  const response = await fetch(url);
  if (response.ok) await (await caches.open(cacheName)).put(url, response.clone());
  return response;
}
