import type { AtomNs, MediaNs, PodcastNs } from 'feedsmith';
import { MAX_LINE, MAX_LIST, MAX_TEXT } from '../limits.ts';
import type { ParsedPerson } from '../parsed-feed.ts';
import { cleanString } from '../values/clean-string.ts';
import { readUrl } from '../values/read-url.ts';

export type AtomLinks = AtomNs.Entry<string>['links'];

/** The longest of several texts; of equals, the first. */
export function longestOf(texts: readonly (string | undefined)[]): string {
  let longest = '';
  for (const text of texts) if (text !== undefined && text.length > longest.length) longest = text;
  return cleanString(longest, MAX_TEXT);
}

/** The first of several lines that is one. */
export function firstLine(lines: readonly (string | undefined)[]): string {
  for (const line of lines) {
    const clean = cleanString(line, MAX_LINE);
    if (clean !== '') return clean;
  }
  return '';
}

/** The first of several references that is an address. */
export function firstUrl(references: readonly (string | undefined)[], base: string): string | null {
  for (const reference of references) {
    const url = readUrl(reference, base);
    if (url !== null) return url;
  }
  return null;
}

/** Those that are addresses, as many as are kept. */
export const urlsOf = (references: readonly (string | undefined)[], base: string): string[] =>
  references.slice(0, MAX_LIST).flatMap((reference) => readUrl(reference, base) ?? []);

/** The references of the links with a relation. A link without one is an alternate. @see RFC 4287 §4.2.7.2 */
export const linksOf = (links: AtomLinks, relation: string): NonNullable<AtomLinks> =>
  (links ?? []).filter(({ rel }) => (rel ?? 'alternate').trim().toLowerCase() === relation);

/** Web pages go before what else the same thing is available as. */
export function pageOf(links: AtomLinks, base: string): string | null {
  const alternates = linksOf(links, 'alternate');
  const pages = alternates.filter(({ type }) => type === undefined || /html/i.test(type));
  return firstUrl(
    [...pages, ...alternates].map(({ href }) => href),
    base,
  );
}

export function mapPersons(persons: readonly PodcastNs.Person[] | undefined, base: string): ParsedPerson[] {
  return (persons ?? []).slice(0, MAX_LIST).flatMap(({ display, role, href, img }) => {
    const name = cleanString(display, MAX_LINE);
    if (name === '') return [];
    const namedRole = cleanString(role, MAX_LINE).toLowerCase();
    return [{ name, role: namedRole || 'host', url: readUrl(href, base), imageUrl: readUrl(img, base) }];
  });
}

/** All that could be the picture of a feed or an item, the one that is made for it first. */
export const imagesOf = (from: {
  readonly itunes?: { readonly image?: string };
  readonly googleplay?: { readonly image?: { readonly href?: string } };
  readonly podcast?: { readonly images?: readonly PodcastNs.Image[] };
  readonly media?: MediaNs.ItemOrFeed;
}): (string | undefined)[] => [
  from.itunes?.image,
  from.googleplay?.image?.href,
  ...(from.podcast?.images ?? []).slice(0, MAX_LIST).map(({ href }) => href),
  ...thumbnailsOf(from.media),
];

function thumbnailsOf(media: MediaNs.ItemOrFeed | undefined): (string | undefined)[] {
  const contents = [
    ...(media?.contents ?? []),
    ...(media?.groups ?? []).flatMap(({ contents }) => contents ?? []),
  ];
  return [media, ...(media?.groups ?? []), ...contents]
    .flatMap((holder) => holder?.thumbnails?.[0]?.url ?? [])
    .slice(0, MAX_LIST);
}
