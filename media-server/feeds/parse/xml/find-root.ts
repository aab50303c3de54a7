import { FeedError } from '../feed-error.ts';
import { findEndOf, readName } from './markup.ts';

export interface FeedRoot {
  readonly format: 'rss' | 'rdf' | 'atom';
  /** Of the `<` of its tag. */
  readonly start: number;
}

const FORMATS: ReadonlyMap<string, FeedRoot['format']> = new Map([
  ['rss', 'rss'],
  ['channel', 'rss'],
  ['rdf', 'rdf'],
  ['feed', 'atom'],
]);
/** What a web page may begin with when it leaves out `html`. */
const STARTS_OF_HTML: ReadonlySet<string> = new Set(['head', 'body', 'title', 'meta', 'link', 'script']);

/**
 * Finds the element that holds the feed. Whatever comes before it is passed over: declarations, comments, warnings of the
 * program that wrote it. A document type is skipped with all its entities, so that none of them is ever expanded.
 * @param isCalledHtml Whether the media type says so; a feed in it is found all the same.
 * @throws FeedError `is-html`, `not-a-feed`
 */
export function findRoot(text: string, isCalledHtml: boolean): FeedRoot {
  let index = text.indexOf('<');
  let first = '';
  while (index >= 0) {
    const skipped = skipDeclaration(text, index);
    if (skipped === -1) break;
    const name = skipped === index ? readName(text, index + 1) : '';
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    const format = FORMATS.get(local);
    if (format !== undefined) return { format, start: index };
    if (local === 'html' || isHtmlDoctype(text, index)) throw htmlError();
    if (first === '') first = local;
    index = text.indexOf('<', Math.max(skipped, index + 1));
  }
  if (isCalledHtml || STARTS_OF_HTML.has(first)) throw htmlError();
  throw new FeedError('not-a-feed', 'The body holds no feed.');
}

const htmlError = (): FeedError => new FeedError('is-html', 'The body is a web page.');

const isHtmlDoctype = (text: string, start: number): boolean =>
  /^<!doctype\s{1,20}html\b/i.test(text.slice(start, start + 40));

/** Where a comment, an instruction or a document type ends; `start` when it is none of these, -1 when it has no end. */
function skipDeclaration(text: string, start: number): number {
  if (text.startsWith('<!--', start)) return findEndOf(text, '-->', start + 4);
  if (text.startsWith('<?', start)) return findEndOf(text, '>', start);
  return /^<!doctype/i.test(text.slice(start, start + 9)) ? skipDoctype(text, start) : start;
}

/** @see XML 1.0 §2.8 */
function skipDoctype(text: string, start: number): number {
  let isInSubset = false;
  for (let index = start + 9; index < text.length; index++) {
    const character = text[index];
    if (character === '"' || character === "'") {
      const close = text.indexOf(character, index + 1);
      if (close < 0) return -1;
      index = close;
    } else if (text.startsWith('<!--', index)) {
      const end = findEndOf(text, '-->', index + 4);
      if (end < 0) return -1;
      index = end - 1;
    } else if (character === '[') isInSubset = true;
    else if (character === ']') isInSubset = false;
    else if (character === '>' && !isInSubset) return index + 1;
  }
  return -1;
}
