import { webAddress } from '../feeds/discovery/web-address.ts';
import { cleanLine } from '../library/clean-text.ts';
import { canonicalLanguage } from '../library/language-tag.ts';
import { isObject, type JsonObject } from './ask-directory.ts';
import type { DirectoryHit } from './directory.ts';

/** For each fact the names of the fields that hold it, the best first. */
export type HitFields = Readonly<Record<keyof DirectoryHit, readonly string[]>>;

const MAX_LINE_LENGTH = 300;

/** The hits in a hostile list, at most `limit`; what has no title or no feed is none. */
export function readHits(list: unknown, fields: HitFields, limit: number): DirectoryHit[] {
  if (!Array.isArray(list)) return [];
  const hits: DirectoryHit[] = [];
  for (const item of list) {
    const hit = isObject(item) ? readHit(item, fields) : null;
    if (hit) hits.push(hit);
    if (hits.length >= limit) break;
  }
  return hits;
}

function readHit(item: JsonObject, fields: HitFields): DirectoryHit | null {
  const strings = (key: keyof DirectoryHit): string[] =>
    fields[key].map((field) => item[field]).filter((value) => typeof value === 'string');
  const line = (key: 'title' | 'author'): string =>
    strings(key)
      .map((text) => cleanLine(text, MAX_LINE_LENGTH))
      .find((text) => text !== '') ?? '';
  const address = (key: 'feedUrl' | 'artworkUrl'): string | null =>
    strings(key)
      .map((text) => webAddress(text))
      .find((url) => url !== null) ?? null;
  const [title, feedUrl] = [line('title'), address('feedUrl')];
  if (title === '' || feedUrl === null) return null;
  return {
    title,
    author: line('author'),
    feedUrl,
    artworkUrl: address('artworkUrl'),
    episodeCount: fields.episodeCount.map((field) => item[field]).find(isCount) ?? null,
    language: canonicalLanguage(strings('language')[0]),
  };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
