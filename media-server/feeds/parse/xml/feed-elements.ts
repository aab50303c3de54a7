import { readDuration } from '../values/read-duration.ts';

/**
 * An element that is kept of a feed. All others are left out, with what is in them, so that the parser sees nothing that it
 * was not made for.
 */
export interface FeedElement {
  /** By which it is written, whatever the format of the feed. */
  readonly name: string;
  /** Those that are kept, by their names in lower case, and the names by which they are written. */
  readonly attributes: readonly (readonly [from: string, to: string])[];
  /** What is in it. `none` need not be closed; `line` and `url` are short. */
  readonly content: 'none' | 'line' | 'url' | 'text' | 'elements';
  /** Whether an attribute `type` says what the text is. @see RFC 4287 §3.1.1 */
  readonly isTyped: boolean;
  readonly children: FeedElements;
  /** Written after its children. */
  readonly ending: string;
  /** Writes the text so that the parser reads it as it is meant; null leaves the element out. */
  readonly rewrite: ((text: string) => string | null) | null;
}

export type FeedElements = ReadonlyMap<string, FeedElement>;

type Entry = readonly [string, FeedElement];

function element(
  content: FeedElement['content'],
  name: string,
  attributes: string = '',
  changes: Partial<FeedElement> = {},
): Entry {
  const kept = attributes.split(' ').filter((attribute) => attribute !== '');
  const pairs = kept.map((attribute) => [attribute, attribute] as const);
  return [
    name,
    {
      name,
      attributes: pairs,
      content,
      isTyped: false,
      children: new Map(),
      ending: '',
      rewrite: null,
      ...changes,
    },
  ];
}

const none = (name: string, attributes: string): Entry => element('none', name, attributes);
const line = (name: string, attributes?: string): Entry => element('line', name, attributes);
const url = (name: string, attributes?: string): Entry => element('url', name, attributes);
const text = (name: string): Entry => element('text', name);
const typed = (name: string): Entry => element('text', name, '', { isTyped: true });
const holder = (name: string, children: readonly Entry[], attributes?: string): Entry =>
  element('elements', name, attributes, { children: new Map(children) });
/** The parser takes one such element for none. */
const list = (name: string, child: string): Entry =>
  element('elements', name, '', { children: new Map([line(child)]), ending: `<${child}/>` });
const as = (written: string, [, rule]: Entry): Entry => [written, rule];

const EXPLICIT: ReadonlyMap<string, string> = new Map([
  ...['yes', 'true', 'explicit', '1'].map((word) => [word, 'true'] as const),
  ...['no', 'false', 'clean', 'notexplicit', '0'].map((word) => [word, 'false'] as const),
]);
const rewriteExplicit = (written: string): string | null => EXPLICIT.get(written.toLowerCase()) ?? null;
const rewriteDuration = (written: string): string | null => readDuration(written)?.toString() ?? null;

const THUMBNAIL = none('media:thumbnail', 'url width height');
const MEDIA_CONTENT = holder(
  'media:content',
  [THUMBNAIL],
  'url type medium filesize bitrate height duration expression isdefault',
);
const PERSON = line('podcast:person', 'role img href');
const IMAGES: readonly Entry[] = [
  url('itunes:image', 'href'),
  url('googleplay:image', 'href'),
  none('podcast:image', 'href'),
  none('podcast:images', 'srcset'),
];
const ATOM_LINK = none('atom:link', 'href rel type title length');

const ITEM_ELEMENTS: FeedElements = new Map([
  line('title'),
  url('link'),
  text('description'),
  url('guid', 'ispermalink'),
  line('pubdate'),
  none('enclosure', 'url type length'),
  as(
    'enc:enclosure',
    element('none', 'enclosure', '', {
      attributes: [
        ['rdf:resource', 'url'],
        ['enc:url', 'url'],
        ['enc:type', 'type'],
        ['enc:length', 'length'],
      ],
    }),
  ),
  text('content:encoded'),
  line('itunes:title'),
  text('itunes:subtitle'),
  text('itunes:summary'),
  element('line', 'itunes:duration', '', { rewrite: rewriteDuration }),
  element('line', 'itunes:explicit', '', { rewrite: rewriteExplicit }),
  line('itunes:episode'),
  line('itunes:season'),
  line('itunes:episodetype'),
  text('googleplay:description'),
  element('line', 'googleplay:explicit', '', { rewrite: rewriteExplicit }),
  ...IMAGES,
  none('podcast:transcript', 'url type language'),
  none('podcast:chapters', 'url type'),
  line('podcast:soundbite', 'starttime duration'),
  PERSON,
  line('podcast:season'),
  line('podcast:episode'),
  holder(
    'podcast:alternateenclosure',
    [none('podcast:source', 'uri contenttype'), none('podcast:integrity', 'type value')],
    'type length bitrate height title',
  ),
  holder('psc:chapters', [none('psc:chapter', 'start title href image')]),
  MEDIA_CONTENT,
  holder('media:group', [MEDIA_CONTENT, THUMBNAIL, line('media:title'), text('media:description')]),
  THUMBNAIL,
  line('media:title'),
  text('media:description'),
  url('atom:id'),
  typed('atom:title'),
  ATOM_LINK,
  line('atom:published'),
  line('atom:issued'),
  line('atom:created'),
  line('atom:updated'),
  line('atom:modified'),
  typed('atom:summary'),
  typed('atom:content'),
  line('dc:title'),
  text('dc:description'),
  line('dc:date'),
]);

export const ITEM = holder('item', [...ITEM_ELEMENTS])[1];

const CHANNEL_ELEMENTS: FeedElements = new Map([
  line('title'),
  url('link'),
  text('description'),
  line('language'),
  line('managingeditor'),
  line('ttl'),
  holder('image', [url('url')]),
  list('skiphours', 'hour'),
  list('skipdays', 'day'),
  line('itunes:title'),
  line('itunes:author'),
  text('itunes:subtitle'),
  text('itunes:summary'),
  line('itunes:type'),
  line('itunes:complete'),
  url('itunes:new-feed-url'),
  holder('itunes:owner', [line('itunes:name')]),
  line('googleplay:author'),
  text('googleplay:description'),
  url('googleplay:new-feed-url'),
  ...IMAGES,
  line('podcast:locked'),
  line('podcast:funding', 'url'),
  PERSON,
  line('podcast:trailer', 'url type length pubdate season'),
  line('podcast:guid'),
  line('podcast:medium'),
  holder('podcast:podroll', [none('podcast:remoteitem', 'feedguid feedurl title')]),
  THUMBNAIL,
  text('media:description'),
  typed('atom:title'),
  typed('atom:subtitle'),
  typed('atom:tagline'),
  ATOM_LINK,
  url('atom:logo'),
  url('atom:icon'),
  holder('atom:author', [line('atom:name')]),
  line('dc:title'),
  line('dc:creator'),
  text('dc:description'),
  line('dc:language'),
  line('sy:updateperiod'),
  line('sy:updatefrequency'),
  ['item', ITEM],
  ['atom:entry', ITEM],
]);

/**
 * What may stand in the outermost element. RSS 1.0 has its items and its image there, Atom everything; so has the document
 * that is written, which knows one place for them.
 */
export const CHANNEL = holder('channel', [...CHANNEL_ELEMENTS])[1];
export const ROOT = holder('rss', [...CHANNEL_ELEMENTS, ['channel', CHANNEL]])[1];

/** The elements that no other but these can hold: one that is still open before them was never closed. */
export const BOUNDARIES: ReadonlySet<string> = new Set([
  'item',
  'atom:entry',
  'channel',
  'rss',
  'atom:feed',
  'rdf:rdf',
]);
