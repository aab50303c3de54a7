import type { IAudioMetadata, IChapter } from 'music-metadata';
import type { Chapters } from '../../../core/api/episode.ts';
import { cleanLine } from '../clean-text.ts';

const MAX_CHAPTERS = 1_000;
const VORBIS_CHAPTER = /^CHAPTER(\d{1,3})$/i;

/** A chapter as a file has it, in seconds; hostile. */
export interface FoundChapter {
  readonly startTime: number;
  readonly endTime?: number;
  readonly title: string;
}

/** The chapters that the parser found, or that stand in Vorbis comments; null when there is none with a time. */
export function readEmbeddedChapters({
  format,
  native,
}: Pick<IAudioMetadata, 'format' | 'native'>): Chapters | null {
  return toChapters((format.chapters ?? []).map(inSeconds)) ?? toChapters(vorbisChapters(native));
}

/** Cleans and orders chapters; null when there is none with a time. */
export function toChapters(found: readonly FoundChapter[]): Chapters | null {
  const chapters = found
    .slice(0, MAX_CHAPTERS)
    .filter(({ startTime }) => Number.isFinite(startTime) && startTime >= 0)
    .map(({ startTime, endTime = NaN, title }) => ({
      startTime,
      ...(endTime > startTime ? { endTime } : {}),
      title: cleanLine(title, 300),
    }))
    .toSorted((a, b) => a.startTime - b.startTime);
  return chapters.length === 0 ? null : { version: '1.2.0', chapters };
}

function inSeconds({ timeScale, start, end, title }: IChapter): FoundChapter {
  // Without a time scale, the unit is the second.
  const unit = timeScale !== undefined && timeScale > 0 ? timeScale : 1;
  return {
    startTime: start / unit,
    ...(end === undefined ? {} : { endTime: end / unit }),
    title: typeof title === 'string' ? title : '',
  };
}

/** `CHAPTER001=00:01:02.500` with `CHAPTER001NAME=Title`. @see https://wiki.xiph.org/Chapter_Extension */
function vorbisChapters(native: IAudioMetadata['native']): FoundChapter[] {
  const comments = new Map(
    (native['vorbis'] ?? []).map(({ id, value }) => [
      id.toUpperCase(),
      typeof value === 'string' ? value : '',
    ]),
  );
  return [...comments]
    .filter(([id]) => VORBIS_CHAPTER.test(id))
    .map(([id, time]) => ({ startTime: clockSeconds(time), title: comments.get(`${id}NAME`) ?? '' }));
}

/** `HH:MM:SS.mmm` in seconds; NaN when it is no such time. */
function clockSeconds(text: string): number {
  const match = /^(\d{1,4}):([0-5]?\d):([0-5]?\d(?:\.\d{1,9})?)$/.exec(text.trim());
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : NaN;
}
