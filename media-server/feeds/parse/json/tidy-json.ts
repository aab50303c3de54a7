import { MAX_CHILDREN, MAX_ITEMS } from '../limits.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const FEED_KEYS = words(
  'version title home_page_url feed_url description next_url icon favicon language expired hubs authors author items',
);
const ITEM_KEYS = words(
  'id url external_url title content_html content_text summary image banner_image date_published date_modified authors author attachments',
);
const LISTS = words('hubs authors author items attachments');

/**
 * Leaves of the JSON of a feed only what is made use of, so that the parser sees nothing that it was not made for. Null when
 * it is no object.
 */
export function tidyJson(value: unknown): JsonObject | null {
  if (!isObject(value)) return null;
  const feed = pick(value, FEED_KEYS);
  const { items } = feed;
  return Array.isArray(items) ? { ...feed, items: items.slice(0, MAX_ITEMS).map(tidyItem) } : feed;
}

const tidyItem = (item: unknown): unknown => (isObject(item) ? pick(item, ITEM_KEYS) : null);

/** Keys may be written in any case; the first of a name counts. */
function pick(from: JsonObject, keys: ReadonlySet<string>): JsonObject {
  const picked = new Map<string, unknown>();
  for (const [key, value] of Object.entries(from)) {
    const name = key.toLowerCase();
    if (keys.has(name) && !picked.has(name))
      picked.set(name, LISTS.has(name) ? tidyList(name, value) : value);
  }
  return Object.fromEntries(picked);
}

/** What has a length, and is no list, would be taken for a list of that length. */
function tidyList(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return name === 'items' ? value : value.slice(0, MAX_CHILDREN);
  return isObject(value) && 'length' in value ? null : value;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
