export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'show'; readonly showId: string }
  | { readonly name: 'episode'; readonly episodeId: string; readonly play: boolean }
  | { readonly name: 'search'; readonly text: string }
  | { readonly name: 'downloads' }
  | { readonly name: 'settings' }
  | { readonly name: 'not-found' };

/** The page that an address of this app names. */
export function routeOf({ pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>): Route {
  const segments = pathname.split('/').filter(Boolean);
  const [first, second] = segments;
  if (first === undefined) return { name: 'home' };
  if (segments.length === 1 && first === 'search')
    return { name: 'search', text: searchParams.get('q') ?? '' };
  if (segments.length === 1 && first === 'downloads') return { name: 'downloads' };
  if (segments.length === 1 && first === 'settings') return { name: 'settings' };
  const id = second === undefined ? null : decodeSegment(second);
  if (segments.length === 2 && id !== null) {
    if (first === 'shows') return { name: 'show', showId: id };
    if (first === 'episodes') return { name: 'episode', episodeId: id, play: searchParams.has('play') };
  }
  return { name: 'not-found' };
}

/** The path of a page that is about one show or episode; null for the others. */
export function pathOf(route: Route): string | null {
  if (route.name === 'show') return showPath(route.showId);
  return route.name === 'episode' ? episodePath(route.episodeId) : null;
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

export const showPath = (showId: string): string => `/shows/${encodeURIComponent(showId)}`;
export const searchPath = (text: string): string =>
  text === '' ? '/search' : `/search?${new URLSearchParams({ q: text }).toString()}`;
export const episodePath = (episodeId: string): string => `/episodes/${encodeURIComponent(episodeId)}`;
