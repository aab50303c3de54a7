import type { Chapters } from '../../core/api/episode.ts';
import { readUrl } from '../feeds/parse/values/read-url.ts';
import { cleanLine } from '../library/clean-text.ts';

type Chapter = Chapters['chapters'][number];

/** A chapter whose picture is elsewhere. */
export interface RemoteChapter {
  readonly chapter: Chapter;
  readonly imageUrl: string | null;
}

type JsonObject = Readonly<Record<string, unknown>>;

const MAX_CHAPTERS = 1_000;
const MAX_TITLE = 300;
const MAX_SECONDS = 1e7;

/**
 * Reads Podcasting 2.0 JSON chapters, in order of their start; null when there are none.
 * @param baseUrl Where the document came from.
 * @see https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
 */
export function readRemoteChapters(text: string, baseUrl: string): RemoteChapter[] | null {
  const document = parseObject(text);
  const items: unknown = document?.['chapters'];
  if (!Array.isArray(items)) return null;
  const chapters = items
    .slice(0, MAX_CHAPTERS)
    .filter(isObject)
    .flatMap((item) => readChapter(item, baseUrl) ?? [])
    .toSorted((a, b) => a.chapter.startTime - b.chapter.startTime);
  return chapters.length === 0 ? null : chapters;
}

function readChapter(item: JsonObject, baseUrl: string): RemoteChapter | null {
  const startTime = seconds(item['startTime']);
  if (startTime === null) return null;
  const endTime = seconds(item['endTime']);
  const url = address(item['url'], baseUrl);
  return {
    chapter: {
      startTime,
      ...(endTime !== null && endTime > startTime ? { endTime } : {}),
      title: typeof item['title'] === 'string' ? cleanLine(item['title'], MAX_TITLE) : '',
      ...(url === null ? {} : { url }),
      ...(item['toc'] === false ? { toc: false } : {}),
    },
    imageUrl: address(item['img'], baseUrl),
  };
}

const address = (value: unknown, baseUrl: string): string | null =>
  typeof value === 'string' ? readUrl(value, baseUrl) : null;

/** Some write numbers as text. */
function seconds(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,8}(?:\.\d{1,9})?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number < MAX_SECONDS ? number : null;
}

function parseObject(text: string): JsonObject | null {
  try {
    const document: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isObject(document) ? document : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
