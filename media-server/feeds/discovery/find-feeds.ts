import { cleanLine } from '../../library/clean-text.ts';
import { normalizeAddress } from './normalize-address.ts';
import { readTags } from './read-tags.ts';
import { addressKey, webAddress } from './web-address.ts';

export interface FoundFeed {
  /** http or https, without user information and fragment. */
  readonly url: string;
  /** Empty when the page gives none. */
  readonly title: string;
  /** The media type as the page states it, in lower case and without parameters; empty when it does not. */
  readonly type: string;
}

interface Candidate {
  readonly href: string;
  readonly title: string;
  readonly type: string;
  /** Whether the page says that it is a feed, rather than that it looks like one. */
  readonly isDeclared: boolean;
}

interface Page {
  readonly base: string | null;
  readonly candidates: readonly Candidate[];
}

const MAX_HTML_LENGTH = 8 * 1024 * 1024;
const MAX_FEEDS = 20;
const MAX_CANDIDATES = 500;
const MAX_TITLE_LENGTH = 300;
const FEED_TYPE = /^(?:application\/(?:(?:x[.-])?(?:rss|atom|rdf)\+xml|(?:feed\+)?json|xml)|text\/xml)$/;
/** The interface of WordPress, which every page of it names as an alternate in JSON. */
const NO_FEED = /\/wp-json(?:\/|$)/;
const FEED_SCHEME = /^\s*(?:feed|itpc|pcast|podcast):/i;
const FEED_HOST = /^(?:feeds?|rss)\./;
const FEED_PATH = /\/(?:feeds?|rss2?|atom|feed\.json|[^/]*\.(?:rss|atom|rdf|xml))\/?$/i;
const NO_FEED_PATH = /\/(?:[^/]*sitemap[^/]*|opensearch[^/]*|osd)\.xml$/i;
const FEED_QUERY = /[?&](?:feed|format)=(?:rss2?|atom|feed)(?:&|$)/i;
const FEED_LABEL = /\brss\b/i;
const MAYBE_A_FEED = /feed|rss|atom|rdf|xml|itpc|pcast|podcast/i;
const COMMENTS_ADDRESS = /\/comments?(?:[/.?-]|$)|[?&]feed=comments/i;
const COMMENTS_TITLE = /\b(?:comments?|kommentare?|commentaires|comentarios)\b/i;

/**
 * The feeds that a web page names: what it declares by `<link>`, then links that look like feeds, each in the order of the
 * page; feeds of comments come last. At most 20.
 * @param baseUrl The address of the page, after redirects.
 * @see https://html.spec.whatwg.org/multipage/links.html#rel-alternate
 */
export function findFeeds(html: string, baseUrl: string): readonly FoundFeed[] {
  const { base, candidates } = readPage(html.slice(0, MAX_HTML_LENGTH));
  const resolvedBase = (base === null ? null : webAddress(base, baseUrl)) ?? baseUrl;
  const seen = new Set([addressKey(baseUrl)]);
  const feeds = candidates.flatMap((candidate) => {
    const url = feedAddress(candidate, resolvedBase);
    const key = url === null ? null : addressKey(url);
    if (url === null || key === null || seen.has(key)) return [];
    seen.add(key);
    return [{ url, title: candidate.title, type: candidate.type }];
  });
  return [...feeds.filter((feed) => !isOfComments(feed)), ...feeds.filter(isOfComments)].slice(0, MAX_FEEDS);
}

function feedAddress({ href, title, isDeclared }: Candidate, base: string): string | null {
  if (FEED_SCHEME.test(href)) {
    const pasted = normalizeAddress(href);
    return pasted.kind === 'address' ? pasted.url : null;
  }
  const address = webAddress(href, base);
  if (address === null) return null;
  const url = new URL(address);
  if (NO_FEED.test(url.pathname)) return null;
  return isDeclared || looksLikeFeed(url, title) ? address : null;
}

const looksLikeFeed = ({ hostname, pathname, search }: URL, label: string): boolean =>
  !NO_FEED_PATH.test(pathname) &&
  (FEED_PATH.test(pathname) || FEED_QUERY.test(search) || FEED_HOST.test(hostname) || FEED_LABEL.test(label));

function isOfComments({ url, title }: FoundFeed): boolean {
  const { pathname, search } = new URL(url);
  return COMMENTS_ADDRESS.test(pathname + search) || COMMENTS_TITLE.test(title);
}

function readPage(html: string): Page {
  const declared: Candidate[] = [];
  const linked: Candidate[] = [];
  let base: string | null = null;
  let anchor: { readonly attributes: ReadonlyMap<string, string>; text: string } | null = null;
  const endAnchor = () => {
    const candidate = anchor && linkedFeed(anchor.attributes, anchor.text);
    if (candidate && linked.length < MAX_CANDIDATES) linked.push(candidate);
    anchor = null;
  };
  readTags(html, 'html', {
    elements: new Set(['base', 'link', 'a']),
    attributes: new Set(['href', 'rel', 'type', 'title', 'aria-label']),
    onTag: (name, attributes) => {
      if (name === 'base') base ??= attributes.get('href') ?? null;
      if (name === 'link') {
        const candidate = declaredFeed(attributes);
        if (candidate && declared.length < MAX_CANDIDATES) declared.push(candidate);
      }
      if (name !== 'a') return;
      endAnchor();
      anchor = { attributes, text: '' };
    },
    onEndTag: (name) => {
      if (name === 'a') endAnchor();
    },
    onText: (text) => {
      if (anchor && anchor.text.length < MAX_TITLE_LENGTH) anchor.text += text.slice(0, MAX_TITLE_LENGTH);
    },
  });
  endAnchor();
  return { base, candidates: [...declared, ...linked] };
}

function declaredFeed(attributes: ReadonlyMap<string, string>): Candidate | null {
  const href = attributes.get('href');
  const type = typeOf(attributes);
  const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  const isFeed = relations.includes('feed') || (relations.includes('alternate') && FEED_TYPE.test(type));
  if (!href || !isFeed) return null;
  return { href, title: cleanLine(attributes.get('title') ?? '', MAX_TITLE_LENGTH), type, isDeclared: true };
}

function linkedFeed(attributes: ReadonlyMap<string, string>, text: string): Candidate | null {
  const href = attributes.get('href');
  const stated = [text, attributes.get('aria-label') ?? '', attributes.get('title') ?? ''];
  const title = stated.map((label) => cleanLine(label, MAX_TITLE_LENGTH)).find((label) => label !== '') ?? '';
  const type = typeOf(attributes);
  if (!href || !(MAYBE_A_FEED.test(href) || FEED_LABEL.test(title))) return null;
  return { href, title, type: FEED_TYPE.test(type) ? type : '', isDeclared: false };
}

const typeOf = (attributes: ReadonlyMap<string, string>): string =>
  (attributes.get('type') ?? '').split(';', 1).join('').trim().toLowerCase();
