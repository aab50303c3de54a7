import { findEndOf } from './markup.ts';

const CDATA_START = '<![CDATA[';
const CDATA_END = ']]>';
const DIV = /^\s*<(?:[\w.-]{1,40}:)?div\b[^>]*>([^]*)<\/(?:[\w.-]{1,40}:)?div\s*>\s*$/;

/** Leaves of a content only text and CDATA sections: comments are dropped, and tags become text. */
export function tidyContent(content: string): string {
  let start = content.indexOf('<');
  if (start < 0 || isOneSection(content)) return content;
  const pieces: string[] = [];
  let copied = 0;
  let hasComments = true;
  while (start >= 0) {
    let end = -1;
    if (content.startsWith(CDATA_START, start)) end = findEndOf(content, CDATA_END, start);
    else if (hasComments && content.startsWith('<!--', start)) {
      pieces.push(content.slice(copied, start));
      end = findEndOf(content, '-->', start + 4);
      hasComments = end >= 0;
      copied = hasComments ? end : start;
    }
    if (end < 0) {
      pieces.push(content.slice(copied, start), '&lt;');
      end = start + 1;
      copied = end;
    }
    start = content.indexOf('<', end);
  }
  pieces.push(content.slice(copied));
  return pieces.join('');
}

const isOneSection = (content: string): boolean =>
  content.startsWith(CDATA_START) && content.indexOf(CDATA_END) === content.length - CDATA_END.length;

/** The markup that an Atom text construct of type `xhtml` holds, as text. @see RFC 4287 §3.1.1.3 */
export function tidyXhtml(content: string): string {
  const markup = DIV.exec(content)?.[1] ?? content;
  return markup.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** The beginning of a content that `tidyContent` gave; what is cut in two of it is left out or closed. */
export function truncateContent(content: string, maxLength: number): string {
  if (content.length <= maxLength) return content;
  const head = content.slice(0, maxLength);
  const section = head.lastIndexOf('<');
  if (section < 0 || head.indexOf(CDATA_END, section) >= 0) return head;
  return head.startsWith(CDATA_START, section) ? `${head}${CDATA_END}` : head.slice(0, section);
}

/** The text of a short content, without looking at references. */
export const plainContent = (content: string): string =>
  content.replaceAll(CDATA_START, '').replaceAll(CDATA_END, '').trim();
