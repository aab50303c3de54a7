import type { IAudioMetadata } from 'music-metadata';
import { cleanLine, cleanText } from '../clean-text.ts';
import { canonicalLanguage } from '../language-tag.ts';

const MAX_LINE = 500;
const MAX_NOTES = 50_000;
const EARLIEST_MS = Date.UTC(1850, 0, 1);

/** The tags of a media file that Carryon uses, cleaned; empty or null where there is none. */
export interface MediaTags {
  readonly title: string;
  readonly album: string;
  readonly author: string;
  readonly publishedAtMs: number | null;
  readonly season: number | null;
  readonly episode: number | null;
  /** Show notes: plain text or HTML, not sanitized. */
  readonly notes: string;
  readonly language: string | null;
}

export function readMediaTags({ common, native }: Pick<IAudioMetadata, 'common' | 'native'>): MediaTags {
  const line = (text: unknown): string => cleanLine(textOf(text), MAX_LINE);
  const notes = [
    common.longDescription,
    ...(common.description ?? []),
    ...(common.comment ?? [])
      .filter(({ descriptor }) => !descriptor?.startsWith('iTun'))
      .map(({ text }) => text),
    ...(common.lyrics ?? []).map(({ text }) => text),
    ...nativeTexts(native, /^(?:TXXX|track|segment):(?:comment|description|summary|synopsis)$/i),
  ].map((text) => cleanText(textOf(text), MAX_NOTES));
  return {
    title: line(common.title),
    album: line(common.tvShow ?? common.album ?? nativeTexts(native, /^(?:track|segment):ALBUM$/i)[0]),
    author: line(common.albumartist ?? common.artist),
    publishedAtMs: readDateMs(
      common.releasedate ??
        common.date ??
        common.originaldate ??
        id3v23Date(native, common.year) ??
        nativeTexts(native, /^(?:track|segment):DATE(?:_RELEASED)?$/i)[0] ??
        common.year?.toString(),
    ),
    season: positive(
      common.tvSeason ??
        common.disk.no ??
        leadingNumber(nativeTexts(native, /^(?:track|segment):(?:SEASON|DISC)$/i)[0]),
    ),
    episode: positive(common.tvEpisode ?? common.track.no),
    notes: notes.reduce((longest, text) => (text.length > longest.length ? text : longest), ''),
    language: canonicalLanguage(common.language ?? nativeTexts(native, /^(?:track|segment):LANGUAGE$/i)[0]),
  };
}

/** `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `YYYYMMDD` or a full timestamp, taken as UTC when it names no zone. */
export function readDateMs(text: string | null | undefined): number | null {
  const match =
    /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?/.exec(
      text?.trim() ?? '',
    );
  if (!match) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const epochMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(epochMs) || epochMs < EARLIEST_MS ? null : epochMs;
}

/** The parser declares more to be text than damaged files make it. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Tags that the parser has no common name for, one text for each name. ID3v2.3 text that holds a `/` comes in pieces. */
function nativeTexts(native: IAudioMetadata['native'], id: RegExp): string[] {
  return Object.entries(native).flatMap(([format, tags]) => {
    const texts = Map.groupBy(
      tags.filter((tag) => id.test(tag.id) && typeof tag.value === 'string'),
      (tag) => tag.id,
    );
    return [...texts.values()].map((pieces) =>
      format === 'ID3v2.3' ? pieces.map(({ value }) => String(value)).join('/') : String(pieces[0]?.value),
    );
  });
}

/** `3` of `3/12`. */
const leadingNumber = (text: string | undefined): number => Number(/^\d{1,6}/.exec(text ?? '')?.[0]);

/** ID3v2.3 keeps the day and the month (`DDMM`) apart from the year. */
function id3v23Date(native: IAudioMetadata['native'], year: number | undefined): string | null {
  const match = /^(\d{2})(\d{2})$/.exec(nativeTexts(native, /^TDAT$/)[0] ?? '');
  return match && year !== undefined ? `${year}-${match[2]}-${match[1]}` : null;
}

const positive = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 100_000 ? value : null;
