import { cleanLine } from '../../library/clean-text.ts';
import type { Credentials } from '../../outbound/outbound-types.ts';
import { normalizeAddress } from '../discovery/normalize-address.ts';
import { readTags } from '../discovery/read-tags.ts';
import { addressKey } from '../discovery/web-address.ts';
import { decodeFeed } from '../parse/decode-feed.ts';
import { OpmlError } from './opml-error.ts';

export interface OpmlFeed {
  /** http or https, without user information and fragment. */
  readonly url: string;
  /** Empty when the file gives none. */
  readonly title: string;
  readonly credentials: Credentials | null;
}

export interface OpmlProblem {
  /** What the outline states as its address, or its title when it states none; without user information. */
  readonly line: string;
  readonly reason: 'not-an-address' | 'duplicate' | 'not-allowed' | 'too-many';
  /** Which of the outlines that stand for a feed it is, from 1. */
  readonly position: number;
}

export interface Opml {
  readonly feeds: readonly OpmlFeed[];
  readonly problems: readonly OpmlProblem[];
}

const MAX_LENGTH = 16 * 1024 * 1024;
const MAX_OUTLINES = 20_000;
const MAX_TITLE_LENGTH = 300;
const CDATA = /<!\[CDATA\[|\]\]>/g;
/** `url` is what some programs write for `xmlUrl`; in an outline of another type it is something else. */
const FEED_TYPE = /^(?:rss|atom|podcast)\d?$/i;

/**
 * Reads the subscriptions out of an OPML file, of all folders, in the order they are written. Of a file that is cut off or
 * broken, what can be read is kept. Outlines after the first 20,000 are left out, which is one problem.
 * @throws OpmlError `not-opml`, `too-large` (more than 16 Mi UTF-16 units)
 * @see http://opml.org/spec2.opml#subscriptionLists
 */
export function readOpml(text: string): Opml {
  if (text.length > MAX_LENGTH) throw new OpmlError('too-large');
  const feeds: OpmlFeed[] = [];
  const problems: OpmlProblem[] = [];
  const seen = new Set<string>();
  let isOpml = false;
  let position = 0;
  readTags(withoutDoctype(text), 'xml', {
    elements: new Set(['opml', 'outline']),
    attributes: new Set(['xmlurl', 'url', 'title', 'text', 'type']),
    onTag: (_, attributes) => {
      isOpml = true;
      const outline = outlineOf(attributes);
      if (!outline || ++position > MAX_OUTLINES + 1) return;
      const outcome = position > MAX_OUTLINES ? 'too-many' : feedOf(outline, seen);
      if (typeof outcome === 'string') problems.push({ line: lineOf(outline), reason: outcome, position });
      else feeds.push(outcome);
    },
  });
  if (!isOpml) throw new OpmlError('not-opml');
  return { feeds, problems };
}

/**
 * The same for a file in any encoding: that of its byte order mark, its `Content-Type` or its XML declaration.
 * @throws OpmlError `not-opml`, `too-large` (more than 16 MiB)
 */
export function readOpmlBytes(bytes: Uint8Array, contentType: string | null = null): Opml {
  if (bytes.byteLength > MAX_LENGTH) throw new OpmlError('too-large');
  return readOpml(decodeFeed(bytes, contentType));
}

interface Outline {
  readonly address: string;
  readonly title: string;
}

/** Null for a folder, a note, or anything else that is no subscription. */
function outlineOf(attributes: ReadonlyMap<string, string>): Outline | null {
  const isFeed = FEED_TYPE.test(attributes.get('type')?.trim() ?? '');
  const stated = attributes.get('xmlurl') ?? (isFeed ? attributes.get('url') : undefined) ?? '';
  const address = stated.replace(CDATA, '').trim();
  if (address === '' && !isFeed) return null;
  const titles = [attributes.get('title') ?? '', attributes.get('text') ?? ''];
  const title = titles.map((text) => cleanLine(text, MAX_TITLE_LENGTH)).find((text) => text !== '') ?? '';
  return { address, title: title === address ? '' : title };
}

function feedOf({ address, title }: Outline, seen: Set<string>): OpmlFeed | OpmlProblem['reason'] {
  const pasted = normalizeAddress(address);
  if (pasted.kind === 'apple') return 'not-an-address';
  if (pasted.kind === 'not-an-address') return pasted.reason === 'words' ? 'not-an-address' : 'not-allowed';
  const key = addressKey(pasted.url);
  if (seen.has(key)) return 'duplicate';
  seen.add(key);
  return { url: pasted.url, title, credentials: pasted.credentials };
}

/** What cannot be read as an address may have its password anywhere before an `@`. */
const lineOf = ({ address, title }: Outline): string =>
  cleanLine(address.slice(address.lastIndexOf('@') + 1), MAX_TITLE_LENGTH) || title;

const DOCTYPE_OR_ROOT = /<!doctype|<(?:[\w-]+:)?(?:opml|outline)\b/i;

/** Entities that a file declares are never put in, and outlines in their declarations are none. */
function withoutDoctype(text: string): string {
  const match = DOCTYPE_OR_ROOT.exec(text);
  if (!match?.[0].startsWith('<!')) return text;
  const end = endOfDoctype(text, match.index);
  return end === null ? text : text.slice(end);
}

/** Index of the first character after the declaration; null when it does not end. @see XML 1.0 §2.8 */
function endOfDoctype(text: string, start: number): number | null {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const end = endOfLiteral(text, index);
    if (end === -1) return null;
    index = end ?? index;
    const character = text[index];
    if (character === '[') depth++;
    if (character === ']') depth--;
    if (character === '>' && depth <= 0 && end === undefined) return index + 1;
  }
  return null;
}

/** Index of the last character of the literal or comment that begins at `index`, -1 when it does not end. */
function endOfLiteral(text: string, index: number): number | undefined {
  const character = text[index];
  if (character === '"' || character === "'") return text.indexOf(character, index + 1);
  if (!text.startsWith('<!--', index)) return undefined;
  const end = text.indexOf('-->', index + 4);
  return end === -1 ? -1 : end + 2;
}
