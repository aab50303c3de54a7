import { formatWebVtt, readCues, type Cue } from '../library/sidecars/cues.ts';
import { readSidecar } from '../library/sidecars/read-sidecar.ts';
import { joinWords } from './join-words.ts';
import { cuesOf } from './passages.ts';
import { readHtmlPassages } from './read-html-passages.ts';
import { readPlainPassages } from './read-plain-passages.ts';
import { withVoices } from './speakers.ts';

export interface TranscriptFacts {
  /** As the feed declares it, lower case; often wrong. */
  readonly type: string;
  /** Of the episode; null when it is not known. */
  readonly durationSeconds: number | null;
}

/** Declared types that hold times; a page in their place is an error page. */
const TIMED_TYPE = /vtt|srt|subrip|json/;
const HTML_TYPE = /html/;
const LOOKS_LIKE_HTML = /<(?:!doctype|html|body|p|cite|time|div|br)\b/i;

/**
 * A transcript as WebVTT: from WebVTT, SubRip, JSON, HTML or plain text, whichever it is; null when it is none of them.
 * @see https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/transcript.md
 */
export function readTranscript(text: string, facts: TranscriptFacts): string | null {
  const cues =
    timedCues(text, facts.type) ?? (TIMED_TYPE.test(facts.type) ? [] : readCuesOfText(text, facts));
  return cues.length === 0 ? null : formatWebVtt(cues);
}

function timedCues(text: string, type: string): readonly Cue[] | null {
  const source = vttOfJson(text, type) ?? (text.includes('-->') ? text : null);
  const cues = source === null ? [] : readCues(source);
  return cues.length === 0 ? null : joinWords(withVoices(cues));
}

function vttOfJson(text: string, type: string): string | null {
  if (!/^\s*\{/.test(text) && !type.includes('json')) return null;
  try {
    const content = readSidecar(text, { format: 'json', language: null });
    return content.kind === 'transcript' ? content.vtt : null;
  } catch {
    return null;
  }
}

function readCuesOfText(text: string, { type, durationSeconds }: TranscriptFacts): Cue[] {
  const isHtml = HTML_TYPE.test(type) || LOOKS_LIKE_HTML.test(text);
  const passages = isHtml ? readHtmlPassages(text) : readPlainPassages(text);
  return cuesOf(passages, durationSeconds === null ? null : durationSeconds * 1000);
}
