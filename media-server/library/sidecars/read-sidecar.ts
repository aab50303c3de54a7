import type { Chapters } from '../../../core/api/episode.ts';
import { cleanLine, cleanText } from '../clean-text.ts';
import { canonicalLanguage } from '../language-tag.ts';
import { escapeCueText, formatWebVtt, readCues, type Cue } from './cues.ts';
import type { SidecarName } from './sidecar-name.ts';

export type SidecarContent =
  | { readonly kind: 'transcript'; readonly vtt: string; readonly language: string | null }
  | { readonly kind: 'chapters'; readonly chapters: Chapters };

const MAX_CHAPTERS = 1_000;
const MAX_SEGMENTS = 50_000;

/**
 * Reads a sidecar: WebVTT, SubRip, or the JSON of Podcasting 2.0 with either `chapters` or `segments`.
 * @throws Error with a message for the list of problems.
 */
export function readSidecar(text: string, { format, language }: Omit<SidecarName, 'base'>): SidecarContent {
  if (format !== 'json') return transcript(readCues(text), language);
  const document = parseJson(text);
  if (Array.isArray(document['chapters']))
    return { kind: 'chapters', chapters: readChapters(document['chapters']) };
  if (Array.isArray(document['segments'])) {
    const declared =
      typeof document['language'] === 'string' ? canonicalLanguage(document['language']) : null;
    return transcript(readSegments(document['segments']), language ?? declared);
  }
  throw new Error('The JSON has neither chapters nor segments.');
}

function transcript(cues: readonly Cue[], language: string | null): SidecarContent {
  if (cues.length === 0) throw new Error('The transcript has no cue that can be read.');
  return { kind: 'transcript', vtt: formatWebVtt(cues), language };
}

/** @see https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md */
function readChapters(items: readonly unknown[]): Chapters {
  const chapters = items
    .slice(0, MAX_CHAPTERS)
    .filter(isRecord)
    .filter((item) => item['toc'] !== false)
    .flatMap((item) => {
      const startTime = seconds(item['startTime']);
      const endTime = seconds(item['endTime']);
      if (startTime === null) return [];
      const title = typeof item['title'] === 'string' ? cleanLine(item['title'], 300) : '';
      return [{ startTime, ...(endTime !== null && endTime > startTime ? { endTime } : {}), title }];
    })
    .toSorted((a, b) => a.startTime - b.startTime);
  if (chapters.length === 0) throw new Error('None of the chapters has a start time.');
  return { version: '1.2.0', chapters };
}

/** @see https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md */
function readSegments(items: readonly unknown[]): Cue[] {
  return items
    .slice(0, MAX_SEGMENTS)
    .filter(isRecord)
    .flatMap((item) => {
      const start = seconds(item['startTime']);
      const end = seconds(item['endTime']);
      if (start === null || typeof item['body'] !== 'string') return [];
      const body = escapeCueText(cleanText(item['body'], 2_000)).replace(/\n\s*\n/g, '\n');
      const speaker =
        typeof item['speaker'] === 'string' ? escapeCueText(cleanLine(item['speaker'], 100)) : '';
      const text = speaker === '' ? body : `<v ${speaker}>${body}`;
      const endMs = end !== null && end > start ? end * 1000 : start * 1000 + 1000;
      return body === '' ? [] : [{ startMs: start * 1000, endMs, text }];
    });
}

export function parseJson(text: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Error('The file is not valid JSON.');
  }
  if (!isRecord(document)) throw new Error('The JSON is not an object.');
  return document;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const seconds = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e7 ? value : null;
