import { BOUNDARIES } from './feed-elements.ts';
import { findEndOf, findTagEnd, GREATER, readName, SLASH } from './markup.ts';
import type { Namespaces } from './namespaces.ts';

export interface ElementEnd {
  /** Where its content ends. */
  readonly start: number;
  /** Where to read on; the length of the text when there is no more. */
  readonly next: number;
  /** An element that was never closed ends where something begins or ends that cannot be in it. */
  readonly isClosed: boolean;
}

/** What was learnt of a text: it is not looked for again. */
export interface TextFacts {
  hasMoreComments: boolean;
}

/**
 * Finds the end of an element whatever is in it.
 * @param name As written in its tag.
 * @param from After its tag.
 */
export function findElementEnd(
  text: string,
  name: string,
  from: number,
  namespaces: Namespaces,
  facts: TextFacts,
): ElementEnd {
  let depth = 1;
  let start = text.indexOf('<', from);
  while (start >= 0) {
    const isEndTag = text.charCodeAt(start + 1) === SLASH;
    if (isEndTag && depth === 1 && text.startsWith(name, start + 2)) {
      const end = start + 2 + name.length;
      if (text.charCodeAt(end) === GREATER) return { start, next: end + 1, isClosed: true };
    }
    let next = skipOpaque(text, start, facts);
    if (next < 0) break;
    if (next === start) {
      const inner = readName(text, start + (isEndTag ? 2 : 1));
      if (inner.toLowerCase() === name.toLowerCase()) {
        const tagEnd = findTagEnd(text, start);
        if (isEndTag) depth--;
        else if (tagEnd >= 0 && text.charCodeAt(tagEnd - 1) !== SLASH) depth++;
        if (depth === 0) return { start, next: Math.max(start, tagEnd) + 1, isClosed: true };
      } else if (BOUNDARIES.has(namespaces.nameOf(inner))) return { start, next: start, isClosed: false };
      next = start + 1;
    }
    start = text.indexOf('<', next);
  }
  return { start: text.length, next: text.length, isClosed: false };
}

/** Where a CDATA section or a comment ends; `start` when it is neither, -1 when a section has no end. */
function skipOpaque(text: string, start: number, facts: TextFacts): number {
  if (text.startsWith('<![CDATA[', start)) return findEndOf(text, ']]>', start);
  if (!facts.hasMoreComments || !text.startsWith('<!--', start)) return start;
  const end = findEndOf(text, '-->', start + 4);
  facts.hasMoreComments = end >= 0;
  return end < 0 ? start : end;
}
