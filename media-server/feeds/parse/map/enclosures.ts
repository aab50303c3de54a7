import type { ParsedEnclosure } from '../parsed-feed.ts';
import { MAX_LIST } from '../limits.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  ...entries('audio/mpeg', 'mp3 mp2 mpga'),
  ...entries('audio/mp4', 'm4a m4b'),
  ...entries('audio/aac', 'aac'),
  ...entries('audio/ogg', 'ogg oga opus spx'),
  ...entries('audio/flac', 'flac'),
  ...entries('audio/wav', 'wav'),
  ...entries('audio/webm', 'weba'),
  ...entries('audio/x-ms-wma', 'wma'),
  ...entries('video/mp4', 'mp4 m4v'),
  ...entries('video/webm', 'webm'),
  ...entries('video/x-matroska', 'mkv'),
  ...entries('video/quicktime', 'mov qt'),
  ...entries('video/ogg', 'ogv'),
  ...entries('video/mpeg', 'mpg mpeg'),
  ...entries(
    '',
    'pdf epub zip torrent jpg jpeg png gif webp svg html htm txt vtt srt json xml m3u m3u8 pls swf',
  ),
]);
const PLAYABLE =
  /^(?:audio|video)\/(?!(?:x-|vnd\.apple\.)?mpegurl$|x-scpls$)|^application\/(?:ogg|mp4|x-matroska)$/;
/** What says no more than that it is a file. */
const UNSPECIFIC = /^(?:application|binary)\/(?:octet-stream|force-download|x-download|unknown)$|^[^/]*$/;
const SHA256 = /^sha256-[A-Za-z\d+/]{43}=$/;

function entries(type: string, extensions: string): (readonly [string, string])[] {
  return extensions.split(' ').map((extension) => [extension, type] as const);
}

/** What a feed states of one file. */
export interface StatedFile {
  readonly url: string | null;
  readonly type?: string | undefined;
  readonly bytes?: number | undefined;
  readonly integrity?: string | undefined;
  readonly title?: string | undefined;
  readonly bitrate?: number | undefined;
  readonly height?: number | undefined;
}

/** A media type in lower case without parameters; empty when there is none. */
export const readType = (type: string | undefined): string =>
  (type?.split(';', 1)[0] ?? '').trim().toLowerCase().slice(0, MAX_LIST);

/**
 * The files of an item that can be played, in the order they are stated. A type that says nothing gives way to the one of
 * the extension; with neither, a file is taken to be what the feed is about. What is stated twice counts once.
 */
export function playableOf(files: readonly StatedFile[]): ParsedEnclosure[] {
  const byUrl = new Map<string, ParsedEnclosure>();
  for (const file of files) {
    const { url } = file;
    const type = url === null ? null : playableType(url, readType(file.type));
    if (url === null || type === null) continue;
    const known = byUrl.get(url);
    const stated = enclosureOf(file, url, type);
    if (known !== undefined) byUrl.set(url, complete(known, stated));
    else if (byUrl.size < MAX_LIST) byUrl.set(url, stated);
  }
  return [...byUrl.values()];
}

function playableType(url: string, stated: string): string | null {
  if (PLAYABLE.test(stated)) return stated;
  const byExtension = TYPES.get(extensionOf(url));
  if (byExtension !== undefined) return byExtension === '' ? null : byExtension;
  return UNSPECIFIC.test(stated) ? (stated.includes('/') ? stated : '') : null;
}

function extensionOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

const enclosureOf = (file: StatedFile, url: string, type: string): ParsedEnclosure => ({
  url,
  type,
  bytes: wholeNumber(file.bytes),
  integrity: file.integrity?.split(/\s+/, MAX_LIST).find((hash) => SHA256.test(hash)) ?? null,
  title: file.title ?? null,
  bitrate:
    file.bitrate !== undefined && file.bitrate > 0 && file.bitrate < Infinity
      ? Math.round(file.bitrate)
      : null,
  height: wholeNumber(file.height),
});

const complete = (known: ParsedEnclosure, other: ParsedEnclosure): ParsedEnclosure => ({
  ...known,
  bytes: known.bytes ?? other.bytes,
  integrity: known.integrity ?? other.integrity,
  title: known.title ?? other.title,
  bitrate: known.bitrate ?? other.bitrate,
  height: known.height ?? other.height,
});

const wholeNumber = (value: number | undefined): number | null =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null;
