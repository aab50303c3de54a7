import type { ParsedItem } from '../parse/parsed-feed.ts';

/** What is known of an episode of a feed, to know it again. */
export interface KnownItem {
  readonly episodeId: string;
  readonly guid: string | null;
  readonly enclosureUrl: string;
  readonly title: string;
  readonly publishedAtMs: number;
}

type ItemIdentity = Pick<ParsedItem, 'guid' | 'title' | 'publishedAtMs'> & { readonly enclosureUrl: string };

/**
 * Which episode each item is; null for a new one. The same guid is the same episode. Publishers also change guids: then the same
 * file, or else the same title on the same day, or else nearly the same file, is the episode whose guid is in the feed no more. No
 * episode is given twice.
 * @returns In the order of `items`.
 */
export function matchItems<Known extends KnownItem>(
  known: readonly Known[],
  items: readonly ItemIdentity[],
): (Known | null)[] {
  const guids = new Set(items.map(({ guid }) => guid));
  const orphans = known.filter(({ guid }) => guid === null || !guids.has(guid));
  const taken = new Set<Known>();
  const matched: (Known | null)[] = items.map(() => null);
  const matchBy = (candidates: readonly Known[], keyOf: (item: ItemIdentity) => string | null): void => {
    const alike = new Map([...Map.groupBy(candidates, keyOf)].map(([key, list]) => [key, list.values()]));
    for (const [position, item] of items.entries()) {
      const key = matched[position] === null ? keyOf(item) : null;
      const found = key === null ? undefined : nextOf(alike.get(key) ?? [], taken);
      if (found === undefined) continue;
      taken.add(found);
      matched[position] = found;
    }
  };
  matchBy(known, ({ guid }) => guid);
  matchBy(orphans, ({ enclosureUrl }) => enclosureUrl);
  matchBy(orphans, titleKey);
  matchBy(orphans, ({ enclosureUrl }) => fileKey(enclosureUrl));
  return matched;
}

/** The next that is not taken; those before it are passed for good, so that many with one key take no longer. */
function nextOf<Known>(candidates: Iterable<Known>, taken: ReadonlySet<Known>): Known | undefined {
  for (const candidate of candidates) if (!taken.has(candidate)) return candidate;
  return undefined;
}

/** Schemes change, and the query after the name of a file carries sessions; elsewhere it may be what tells files apart. */
const fileKey = (url: string): string =>
  url.replace(/^https?:/, '').replace(/(\.[a-z\d]{2,4})[?#].*$/is, '$1');

/** To the day: times are corrected afterwards, titles repeat over the years. */
const titleKey = ({ title, publishedAtMs }: ItemIdentity): string | null =>
  title === '' || publishedAtMs === null ? null : `${Math.floor(publishedAtMs / 86_400_000)} ${title}`;
