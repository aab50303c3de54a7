/*
 * Functions that a test runs inside a page of the app, in whichever browser. Each stands alone: what it refers to from outside of
 * its own body would not be there.
 */

/** The id of the episode with this title, from the catalogue; null when there is none. */
export async function findEpisode(title: string): Promise<string | null> {
  const response = await fetch('/api/episodes');
  const { items } = (await response.json()) as { items: { id: string; title: string }[] };
  return items.find((episode) => episode.title === title)?.id ?? null;
}

/** Reads the whole episode the way a media element does, and hashes it. */
export async function hashMedia(episodeId: string): Promise<string> {
  const response = await fetch(`/media/${episodeId}`, { headers: { Range: 'bytes=0-' } });
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What of an episode's media is in the browser's storage: the indices of its parts. */
export async function listStoredParts(episodeId: string): Promise<number[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(`carryon-parts/${episodeId}/`));
  const parts: number[] = [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const index = /\/parts\/(\d+)$/.exec(url)?.[1];
      if (index !== undefined) parts.push(Number(index));
    }
  }
  return parts.toSorted((a, b) => a - b);
}

/** From now on, the page finds a browser without Background Fetch. */
export function withoutBackgroundFetch(): void {
  Reflect.deleteProperty(globalThis, 'BackgroundFetchManager');
}

export const isControlled = (): boolean => navigator.serviceWorker.controller !== null;

/** All text of the page, that of shadow trees after the tree they hang in. */
export function textOfPage(): string {
  const textOf = (root: Element | ShadowRoot): string => {
    const shadows = [...root.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot);
    return [root.textContent, ...shadows.filter((shadow) => shadow !== null).map(textOf)].join('\n');
  };
  return textOf(document.body).replace(/\s+/g, ' ');
}
