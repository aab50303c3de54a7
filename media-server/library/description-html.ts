import sanitizeHtml from 'sanitize-html';
import { cleanText } from './clean-text.ts';

const MAX_LENGTH = 50_000;
const LOOKS_LIKE_HTML = /<(?:p|a|br|ul|ol|li|b|i|em|strong|h[1-6]|div|span|blockquote)\b[^<>]*>/i;
const LINK = /https?:\/\/[^\s<>"']{1,2000}/gi;
const ABSOLUTE_LINK = /^(?:https?:\/\/|mailto:)/i;
const TRAILING_PUNCTUATION = /[.,;:!?)\]]+$/;

/** Show notes from a hostile file as HTML that is safe to insert: HTML is sanitized, plain text becomes paragraphs with links. */
export function descriptionHtml(notes: string): string {
  const text = cleanText(notes, MAX_LENGTH);
  return sanitize(LOOKS_LIKE_HTML.test(text) ? text : paragraphs(text));
}

const sanitize = (html: string): string =>
  sanitizeHtml(html, {
    allowedTags: 'p br a ul ol li b i em strong h2 h3 h4 blockquote code pre'.split(' '),
    allowedAttributes: { a: ['href', 'rel', 'target'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: 20,
    transformTags: {
      // An address without a scheme would lead into this origin.
      a: (tagName, { href = '' }) => ({
        tagName,
        attribs: {
          ...(ABSOLUTE_LINK.test(href) ? { href } : {}),
          rel: 'noopener noreferrer nofollow',
          target: '_blank',
        },
      }),
      h1: 'h2',
    },
  }).trim();

const paragraphs = (text: string): string =>
  text
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${linkify(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');

function linkify(text: string): string {
  let html = '';
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const url = match[0].replace(TRAILING_PUNCTUATION, '');
    html += escapeHtml(text.slice(end, match.index)) + `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
    end = match.index + url.length;
  }
  return html + escapeHtml(text.slice(end));
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
