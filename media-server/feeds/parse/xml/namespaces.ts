import { readAttributes } from './markup.ts';

/**
 * The prefix by which each namespace is known here, by its address without scheme and closing slash, in lower case. What is
 * known by none is RSS.
 */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
    'podcastindex.org/namespace/1.0': 'podcast',
    'github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md': 'podcast',
    'podlove.org/simple-chapters': 'psc',
    'search.yahoo.com/mrss': 'media',
    'video.search.yahoo.com/mrss': 'media',
    'tools.search.yahoo.com/mrss': 'media',
    'search.yahoo.com/searchmonkey/media': 'media',
    'www.rssboard.org/media-rss': 'media',
    'purl.org/rss/1.0/modules/content': 'content',
    'www.w3.org/2005/atom': 'atom',
    'purl.org/atom/ns#': 'atom',
    'purl.org/dc/elements/1.1': 'dc',
    'purl.org/dc/elements/1.0': 'dc',
    'purl.org/rss/1.0/modules/syndication': 'sy',
    'www.google.com/schemas/play-podcasts/1.0': 'googleplay',
    'www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd': 'googleplay',
    'www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
    'purl.oclc.org/net/rss_2.0/enc#': 'enc',
    'purl.org/rss/1.0': '',
    'purl.org/rss/2.0': '',
    'purl.org/net/rss1.1#': '',
    'my.netscape.com/rdf/simple/0.9': '',
    'channel.netscape.com/rdf/simple/0.9': '',
    'backend.userland.com/rss': '',
    'backend.userland.com/rss2': '',
    'backend.userland.com/rss091': '',
    'blogs.law.harvard.edu/tech/rss': '',
    'www.rssboard.org/rss-specification': '',
  }),
);
/** What may be used without being declared, or declared with an address that nobody knows. */
const KNOWN_PREFIXES: ReadonlySet<string> = new Set(PREFIXES.values());
const MAX_CACHED = 1_000;
const NONE: ReadonlyMap<string, string> = new Map();

/** The namespaces that are declared at a place in the document; gives elements the names by which they are known here. */
export class Namespaces {
  readonly #outer: Namespaces | null;
  readonly #declared: ReadonlyMap<string, string>;
  readonly #names = new Map<string, string>();

  private constructor(outer: Namespaces | null, declared: ReadonlyMap<string, string>) {
    this.#outer = outer;
    this.#declared = declared;
  }

  /**
   * @param tag What follows the name of the outermost element.
   * @param unprefixed The prefix that elements without one are known by, whatever the tag declares for them.
   */
  static ofRoot(tag: string, unprefixed: string): Namespaces {
    const declared = declarationsOf(tag);
    return new Namespaces(null, new Map([...declared, ['', unprefixed]]));
  }

  /** With the declarations of a tag, given as what follows its name; `this` when it has none. */
  within(tag: string): Namespaces {
    const declared = declarationsOf(tag);
    return declared.size === 0 ? this : new Namespaces(this, declared);
  }

  /** `itunes:image` for whatever is written in the document; in lower case. */
  nameOf(written: string): string {
    const cached = this.#names.get(written);
    if (cached !== undefined) return cached;
    const name = this.#resolve(written.toLowerCase());
    if (this.#names.size < MAX_CACHED) this.#names.set(written, name);
    return name;
  }

  #resolve(written: string): string {
    const colon = written.indexOf(':');
    const prefix = written.slice(0, Math.max(0, colon));
    const local = written.slice(colon + 1);
    const known = this.#prefixOf(prefix) ?? (KNOWN_PREFIXES.has(prefix) ? prefix : null);
    if (known === null) return written;
    return known === '' ? local : `${known}:${local}`;
  }

  #prefixOf(prefix: string): string | null {
    const declared = this.#declared.get(prefix);
    if (declared !== undefined || this.#outer === null) return declared ?? null;
    return this.#outer.#prefixOf(prefix);
  }
}

function declarationsOf(tag: string): ReadonlyMap<string, string> {
  if (!tag.includes('xmlns')) return NONE;
  const declared = new Map<string, string>();
  for (const [name, address] of readAttributes(tag)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const known = PREFIXES.get(normalize(address));
    if (known !== undefined) declared.set(name.slice('xmlns:'.length), known);
  }
  return declared;
}

const normalize = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/{1,3}$/, '');
