import { readTags } from '../feeds/discovery/read-tags.ts';
import { cleanLine } from '../library/clean-text.ts';

const MAX_MARKUP = 100_000;
const MAX_TEXT = 20_000;
const LOOKS_LIKE_HTML = /<[a-z][^<>]*>|&(?:#x?[\da-f]{1,6}|[a-z]{2,31});/i;
const BREAKS: ReadonlySet<string> = new Set(
  'address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr img li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
);

/** Show notes, HTML or not, as one line of text without markup: at most 20,000 UTF-16 units. */
export function plainTextOf(notes: string): string {
  const markup = notes.slice(0, MAX_MARKUP);
  return cleanLine(LOOKS_LIKE_HTML.test(markup) ? textOfHtml(markup) : markup, MAX_TEXT);
}

function textOfHtml(html: string): string {
  const pieces: string[] = [];
  readTags(html, 'html', {
    elements: BREAKS,
    attributes: new Set(),
    onTag: () => void pieces.push(' '),
    onEndTag: () => void pieces.push(' '),
    onText: (text) => void pieces.push(text),
  });
  return pieces.join('');
}
