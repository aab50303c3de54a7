import type { ParsedItem } from '../parsed-feed.ts';

/**
 * Keeps the first of the items with one identifier, and of those without any, the first with one file. Items that have
 * neither stay.
 */
export function dropDuplicates(items: readonly ParsedItem[]): ParsedItem[] {
  const guids = new Set<string>();
  const urls = new Set<string>();
  return items.filter(({ guid, enclosures }) => {
    const url = enclosures[0]?.url;
    const isKnown = guid === null ? url !== undefined && urls.has(url) : guids.has(guid);
    if (guid !== null) guids.add(guid);
    if (url !== undefined) urls.add(url);
    return !isKnown;
  });
}
