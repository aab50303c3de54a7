import { MAX_LINE, MAX_TEXT, MAX_URL } from '../limits.ts';
import { readUrl } from '../values/read-url.ts';
import type { FeedElement } from './feed-elements.ts';
import { escapeAttribute, escapeStray, plainValue } from './markup.ts';
import { plainContent, tidyContent, tidyXhtml, truncateContent } from './tidy-content.ts';

/** References and CDATA take more room than what they stand for. */
const RAW_FACTOR = 4;
const MAX_RAW = { line: MAX_LINE * RAW_FACTOR, url: MAX_URL * RAW_FACTOR, text: MAX_TEXT * RAW_FACTOR };
const ADDRESSES: ReadonlySet<string> = new Set(['href', 'url', 'uri', 'img', 'image', 'feedurl']);
const XHTML: ReadonlySet<string> = new Set(['xhtml', 'application/xhtml+xml']);
const TEXT_TYPE = /^(?:text|html|text\/[\w.+-]{1,40})?$/;

/** The attributes that are kept, each with a blank before it. Addresses are resolved where the element has an `xml:base`. */
export function writeAttributes(
  rule: FeedElement,
  written: ReadonlyMap<string, string>,
  base: string,
): string {
  const ownBase = readUrl(plainValue(written.get('xml:base')), base);
  let attributes = '';
  for (const [from, name] of rule.attributes) {
    const value = written.get(from);
    if (value === undefined || value.length > MAX_RAW.url) continue;
    const isRelative = ownBase !== null && ADDRESSES.has(name);
    const resolved = isRelative
      ? (readUrl(plainValue(value), ownBase)?.replaceAll('&', '&amp;') ?? value)
      : value;
    attributes += ` ${name}="${escapeAttribute(resolved)}"`;
  }
  return attributes;
}

/**
 * The content of an element that holds text; empty when it holds nothing but blanks, null when it is to be left out.
 * @param type What the attribute of that name says of it.
 */
export function writeContent(rule: FeedElement, raw: string, type: string | undefined): string | null {
  if (rule.content === 'none' || rule.content === 'elements') return '';
  const content = truncateContent(tidy(rule, raw, type ?? ''), MAX_RAW[rule.content]);
  if (rule.rewrite !== null) return rule.rewrite(plainContent(content));
  if (!/\S/.test(content)) return '';
  // Nobody escapes the ampersands of an address.
  return rule.content === 'url' ? escapeStray(content) : content;
}

function tidy(rule: FeedElement, raw: string, type: string): string {
  const textType = rule.isTyped ? type.trim().toLowerCase() : '';
  if (TEXT_TYPE.test(textType)) return tidyContent(raw);
  return XHTML.has(textType) ? tidyXhtml(raw) : '';
}
