import { readTags } from '../feeds/discovery/read-tags.ts';
import { cleanLine } from '../library/clean-text.ts';
import { readTime, type Passage } from './passages.ts';

const MAX_SPEAKER = 100;
const BREAKS = 'body main p br div li dd dt section article blockquote td tr h1 h2 h3 h4 h5 h6'.split(' ');
/** What is on a page and is not said. */
const UNSAID: ReadonlySet<string> = new Set(['title', 'nav', 'header', 'footer', 'aside']);
const ELEMENTS: ReadonlySet<string> = new Set(['cite', 'time', ...BREAKS, ...UNSAID]);

/**
 * The passages of a page: `cite` says who speaks from there on, `time` when the next passage begins.
 * @see https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md
 */
export function readHtmlPassages(html: string): Passage[] {
  const passages: Passage[] = [];
  let pieces: string[] = [];
  let speaker: string | null = null;
  let startMs: number | null = null;
  let unsaid = 0;

  const take = (): string => {
    const text = pieces.join('');
    pieces = [];
    return text;
  };
  const endPassage = (): void => {
    const text = take();
    if (text.trim() === '') return;
    passages.push({ startMs, speaker, text });
    startMs = null;
  };

  readTags(html, 'html', {
    elements: ELEMENTS,
    attributes: new Set(),
    onTag(name) {
      endPassage();
      if (UNSAID.has(name)) unsaid++;
      if (name === 'body' || name === 'main') unsaid = 0;
    },
    onEndTag(name) {
      if (UNSAID.has(name)) {
        unsaid = Math.max(0, unsaid - 1);
      } else if (name === 'cite') {
        speaker = cleanLine(take().replace(/:\s*$/, ''), MAX_SPEAKER) || null;
      } else if (name === 'time') {
        startMs = readTime(take());
      } else {
        endPassage();
      }
    },
    onText(text) {
      if (unsaid === 0) pieces.push(text);
    },
  });
  endPassage();
  return passages;
}
