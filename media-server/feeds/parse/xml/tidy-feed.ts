import { MAX_CHILDREN, MAX_ITEMS, MAX_URL } from '../limits.ts';
import { readUrl } from '../values/read-url.ts';
import { CopyWriter } from './copy-writer.ts';
import { CHANNEL, ITEM, ROOT, type FeedElement } from './feed-elements.ts';
import { findElementEnd, type TextFacts } from './find-element-end.ts';
import type { FeedRoot } from './find-root.ts';
import {
  escapeAttribute,
  findEndOf,
  findTagEnd,
  GREATER,
  plainValue,
  readAttributes,
  readName,
  SLASH,
} from './markup.ts';
import { Namespaces } from './namespaces.ts';
import { writeAttributes, writeContent } from './write-element.ts';

export interface TidyFeed {
  /** RSS 2.0, whatever the format was, with the elements of Atom in their own namespace; null when nothing is in it. */
  readonly xml: string | null;
  /** Whether there is a channel, be it an empty one. */
  readonly hasChannel: boolean;
  /** Against which the addresses beside the items are resolved; absolute. */
  readonly base: string;
  /** Of `xml:lang`, as it is written. */
  readonly language: string | null;
  /** Whether the feed ends before its end. Only items that are whole are in `xml`. */
  readonly isCutOff: boolean;
}

const NAMESPACES = [
  ['itunes', 'http://www.itunes.com/dtds/podcast-1.0.dtd'],
  ['podcast', 'https://podcastindex.org/namespace/1.0'],
  ['psc', 'http://podlove.org/simple-chapters'],
  ['media', 'http://search.yahoo.com/mrss/'],
  ['content', 'http://purl.org/rss/1.0/modules/content/'],
  ['atom', 'http://www.w3.org/2005/Atom'],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['sy', 'http://purl.org/rss/1.0/modules/syndication/'],
  ['googleplay', 'http://www.google.com/schemas/play-podcasts/1.0'],
]
  .map(([prefix, address]) => ` xmlns:${prefix}="${address}"`)
  .join('');
const HEAD = `<rss version="2.0"${NAMESPACES}><channel>`;
const TAIL = '</channel></rss>';
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

interface Tag {
  /** Of its `<`. */
  readonly start: number;
  /** The name of the element as it is written. */
  readonly name: string;
  /** What follows the name. */
  readonly rest: string;
  readonly isEmpty: boolean;
  /** After its `>`. */
  readonly end: number;
}

interface Scope {
  readonly namespaces: Namespaces;
  readonly base: string;
}

interface OpenElement extends Scope {
  readonly rule: FeedElement;
  /** What its end tag has to say, in lower case. */
  readonly name: string;
  /** How many elements were kept of it so far. */
  children: number;
}

/**
 * Writes a feed anew, in one pass over it, as a document that a parser of XML can take as it is: well-formed, without
 * document type, of known depth, and with nothing but the elements and attributes that are made use of. Prefixes, `xml:base`
 * and elements that were never closed are dealt with here.
 * @param feedUrl Where it came from.
 */
export function tidyFeed(text: string, root: FeedRoot, feedUrl: string): TidyFeed {
  const name = readName(text, root.start + 1);
  const tag = tagAt(text, root.start) ?? {
    start: root.start,
    name,
    rest: '',
    isEmpty: false,
    end: root.start + 1 + name.length,
  };
  const unprefixed = root.format === 'atom' ? 'atom' : '';
  return new Tidying(text, tag, { namespaces: Namespaces.ofRoot(tag.rest, unprefixed), base: feedUrl }).run();
}

class Tidying {
  readonly #text: string;
  readonly #facts: TextFacts = { hasMoreComments: true };
  readonly #output: CopyWriter;
  /** From the outermost. What is open of it is in the output, but for the root and its channel. */
  readonly #open: OpenElement[] = [];
  /** Where what is read now begins, with the text before it. */
  #index: number;
  #items = 0;
  /** The place in the output before the item that is open. */
  #beforeItem: number | null = null;
  #base: string;
  #language: string | null = null;
  #hasChannel = false;

  constructor(text: string, root: Tag, scope: Scope) {
    this.#text = text;
    this.#output = new CopyWriter(text);
    this.#index = root.end;
    this.#base = scope.base;
    this.#enter(root, ROOT, scope);
  }

  run(): TidyFeed {
    for (let outer = this.#open.at(-1); outer !== undefined; outer = this.#open.at(-1)) {
      const start = this.#text.indexOf('<', this.#index);
      if (start < 0) break;
      this.#index = this.#readMarkup(start, outer);
    }
    if (this.#beforeItem !== null) this.#output.backTo(this.#beforeItem);
    return {
      xml: this.#output.isEmpty ? null : this.#output.textBetween(HEAD, TAIL),
      hasChannel: this.#hasChannel,
      base: this.#base,
      language: this.#language,
      isCutOff: this.#open.length > 0,
    };
  }

  /** @returns Where to read on. */
  #readMarkup(start: number, outer: OpenElement): number {
    const text = this.#text;
    if (text.charCodeAt(start + 1) === SLASH) return this.#readEndTag(start);
    if (text.startsWith('<!--', start)) return orEnd(findEndOf(text, '-->', start + 4));
    if (text.startsWith('<![CDATA[', start)) return orEnd(findEndOf(text, ']]>', start));
    if (text.startsWith('<?', start)) return orEnd(findEndOf(text, '>', start));
    const tag = tagAt(text, start);
    return tag === null ? start + 1 : this.#readStartTag(tag, outer);
  }

  #readEndTag(start: number): number {
    const end = findTagEnd(this.#text, start);
    const name = readName(this.#text, start + 2).toLowerCase();
    const depth = this.#open.findLastIndex((element) => element.name === name);
    const isWhole = end >= 0 || this.#text.includes('<', start + 1);
    if (depth >= 0 && isWhole) this.#closeTo(depth);
    return Math.max(start, end) + 1;
  }

  #readStartTag(tag: Tag, outer: OpenElement): number {
    const namespaces = outer.namespaces.within(tag.rest);
    const name = namespaces.nameOf(tag.name);
    const parent = this.#parentOf(name, outer);
    const rule = parent.rule.children.get(name);
    if (rule === undefined || !this.#hasRoomFor(rule, parent)) return this.#skip(tag, namespaces);
    if (rule.content !== 'elements') return this.#writeLeaf(tag, rule, parent);
    const saysNothing = tag.isEmpty && rule.attributes.length === 0 && rule !== ITEM && rule !== CHANNEL;
    if (!saysNothing) this.#enter(tag, rule, { namespaces, base: parent.base });
    return tag.end;
  }

  /** An item ends what was left open before it. */
  #parentOf(name: string, outer: OpenElement): OpenElement {
    if (CHANNEL.children.get(name) !== ITEM) return outer;
    const parent = this.#open.findLast(({ rule }) => rule === ROOT || rule === CHANNEL) ?? outer;
    this.#closeTo(this.#open.indexOf(parent) + 1);
    return parent;
  }

  #hasRoomFor(rule: FeedElement, parent: OpenElement): boolean {
    return rule === ITEM ? this.#items++ < MAX_ITEMS : parent.children++ < MAX_CHILDREN;
  }

  #enter(tag: Tag, rule: FeedElement, outer: Scope): void {
    const written = tag.rest === '' ? NO_ATTRIBUTES : readAttributes(tag.rest);
    const base = readUrl(plainValue(written.get('xml:base')), outer.base) ?? outer.base;
    if (rule === ROOT || rule === CHANNEL) {
      this.#hasChannel ||= rule === CHANNEL;
      this.#base = base;
      this.#language = written.get('xml:lang') ?? this.#language;
    } else if (rule === ITEM) this.#enterItem(tag, written, base);
    else this.#output.write('<', rule.name, writeAttributes(rule, written, outer.base), '>');
    const { namespaces } = outer;
    this.#open.push({ rule, name: tag.name.toLowerCase(), namespaces, base, children: 0 });
    if (tag.isEmpty) this.#closeTo(this.#open.length - 1);
  }

  /** RSS 1.0 says in an attribute what an item is known by. */
  #enterItem(tag: Tag, written: ReadonlyMap<string, string>, base: string): void {
    const about = written.get('rdf:about') ?? written.get('about');
    const ownBase =
      base === this.#base ? '' : ` xml:base="${escapeAttribute(base.replaceAll('&', '&amp;'))}"`;
    this.#beforeItem = this.#output.mark();
    if (tag.name === ITEM.name && tag.rest === ownBase) this.#output.copy(tag.start, tag.end, this.#index);
    else this.#output.write('<item', ownBase, '>');
    if (about !== undefined)
      this.#output.write('<atom:id>', escapeAttribute(about.slice(0, MAX_URL)), '</atom:id>');
  }

  #writeLeaf(tag: Tag, rule: FeedElement, parent: OpenElement): number {
    const isPlain = tag.rest === '' || (rule.attributes.length === 0 && !rule.isTyped);
    const written = isPlain ? NO_ATTRIBUTES : readAttributes(tag.rest);
    const attributes = isPlain ? '' : writeAttributes(rule, written, parent.base);
    const isCopy = tag.name === rule.name && attributes === tag.rest;
    if (tag.isEmpty || rule.content === 'none') {
      if (attributes !== '') this.#writeEmpty(tag, rule, attributes, isCopy);
      return tag.end;
    }
    const end = findElementEnd(this.#text, tag.name, tag.end, parent.namespaces, this.#facts);
    const raw = end.isClosed ? this.#text.slice(tag.end, end.start) : '';
    const content = writeContent(rule, raw, written.get('type'));
    if (content === null || (content === '' && attributes === '')) return end.next;
    if (isCopy && content === raw) this.#output.copy(tag.start, end.next, this.#index);
    else this.#output.write('<', rule.name, attributes, '>', content, '</', rule.name, '>');
    return end.next;
  }

  #writeEmpty(tag: Tag, rule: FeedElement, attributes: string, isCopy: boolean): void {
    if (isCopy && tag.isEmpty) this.#output.copy(tag.start, tag.end, this.#index);
    else this.#output.write('<', rule.name, attributes, '/>');
  }

  #skip(tag: Tag, namespaces: Namespaces): number {
    return tag.isEmpty
      ? tag.end
      : findElementEnd(this.#text, tag.name, tag.end, namespaces, this.#facts).next;
  }

  /** Closes the element at a depth, and all in it. */
  #closeTo(depth: number): void {
    for (const { rule } of this.#open.splice(depth).toReversed()) {
      if (rule !== ROOT && rule !== CHANNEL) this.#output.write(rule.ending, '</', rule.name, '>');
      if (rule === ITEM) this.#beforeItem = null;
    }
  }
}

/** Null when it is no tag, or has no end. */
function tagAt(text: string, start: number): Tag | null {
  const name = readName(text, start + 1);
  const nameEnd = start + 1 + name.length;
  if (name === '') return null;
  if (text.charCodeAt(nameEnd) === GREATER)
    return { start, name, rest: '', isEmpty: false, end: nameEnd + 1 };
  const end = findTagEnd(text, start);
  if (end < 0) return null;
  const isEmpty = text.charCodeAt(end - 1) === SLASH;
  return { start, name, rest: text.slice(nameEnd, isEmpty ? end - 1 : end), isEmpty, end: end + 1 };
}

/** What has no end goes on to the end of the text. */
const orEnd = (index: number): number => (index < 0 ? Infinity : index);
