import type { IAudioMetadata, IChapter } from 'music-metadata';
import type { Chapters } from '../../../core/api/episode.ts';
import { cleanLine, cleanText } from '../clean-text.ts';
import { canonicalLanguage } from '../language-tag.ts';

const MAX_LINE = 500;
const MAX_NOTES = 50_000;
const MAX_CHAPTERS = 1_000;
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
    nativeText(native, /^(?:TXXX|track|segment):(?:comment|description|summary|synopsis)$/i),
  ].map((text) => cleanText(textOf(text), MAX_NOTES));
  return {
    title: line(common.title),
    album: line(common.tvShow ?? common.album ?? nativeText(native, /^(?:track|segment):ALBUM$/i)),
    author: line(common.albumartist ?? common.artist),
    publishedAtMs: readDateMs(
      common.releasedate ??
        common.date ??
        common.originaldate ??
        id3v23Date(native, common.year) ??
        nativeText(native, /^(?:track|segment):DATE(?:_RELEASED)?$/i) ??
        common.year?.toString(),
    ),
    season: positive(common.tvSeason ?? common.disk.no ?? Number(nativeText(native, /^track:DISC$/i))),
    episode: positive(common.tvEpisode ?? common.track.no),
    notes: notes.reduce((longest, text) => (text.length > longest.length ? text : longest), ''),
    language: canonicalLanguage(common.language),
  };
}

/** Embedded chapters as a document; null when there is none with a time. */
export function readEmbeddedChapters(chapters: readonly IChapter[] | undefined): Chapters | null {
  const found = (chapters ?? [])
    .slice(0, MAX_CHAPTERS)
    .map((chapter) => {
      // Without a time scale, the unit is the second.
      const timeScale = chapter.timeScale !== undefined && chapter.timeScale > 0 ? chapter.timeScale : 1;
      const startTime = chapter.start / timeScale;
      const endTime = chapter.end === undefined ? NaN : chapter.end / timeScale;
      return {
        startTime,
        ...(endTime > startTime ? { endTime } : {}),
        title: cleanLine(textOf(chapter.title), 300),
      };
    })
    .filter(({ startTime }) => Number.isFinite(startTime) && startTime >= 0)
    .toSorted((a, b) => a.startTime - b.startTime);
  return found.length === 0 ? null : { version: '1.2.0', chapters: found };
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

/** Tags that the parser has no common name for. ID3v2.3 text that holds a `/` comes in pieces. */
function nativeText(native: IAudioMetadata['native'], id: RegExp): string | null {
  const texts = Object.values(native)
    .flat()
    .filter((tag) => id.test(tag.id) && typeof tag.value === 'string')
    .map((tag) => String(tag.value));
  return texts.length === 0 ? null : texts.join('/');
}

/** ID3v2.3 keeps the day and the month (`DDMM`) apart from the year. */
function id3v23Date(native: IAudioMetadata['native'], year: number | undefined): string | null {
  const match = /^(\d{2})(\d{2})$/.exec(nativeText(native, /^TDAT$/) ?? '');
  return match && year !== undefined ? `${year}-${match[2]}-${match[1]}` : null;
}

const positive = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 100_000 ? value : null;
