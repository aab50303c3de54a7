import { describe, expect, it, test } from 'vitest';
import { FeedError } from './feed-error.ts';
import {
  MAX_BYTES,
  MAX_CHAPTERS,
  MAX_CHILDREN,
  MAX_ITEMS,
  MAX_LINE,
  MAX_LIST,
  MAX_TEXT,
  MAX_URL,
} from './limits.ts';
import { parseFeed } from './parse-feed.ts';
import {
  channelOf,
  FEED_URL,
  type FIXTURES,
  itemOf,
  parseText,
  readFixture,
  rssOf,
} from './testing/feed-documents.ts';
import { largeFeed } from './testing/large-feed.ts';
import { findRoot } from './xml/find-root.ts';
import { tidyFeed } from './xml/tidy-feed.ts';

function codeOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof FeedError) return error.code;
    throw error;
  }
  return 'none';
}

const fixture = (name: (typeof FIXTURES)[number]) =>
  parseFeed(readFixture(name), { url: FEED_URL, contentType: null });
const urlsOf = (inner: string): string[] => itemOf(inner).enclosures.map(({ url }) => url);
const MP3 = '<enclosure url="https://e.example/1.mp3" type="audio/mpeg"/>';

describe('formats', () => {
  it('reads RSS 2.0 with the tags of iTunes, Podcasting 2.0 and Podlove', () => {
    const { items, ...feed } = fixture('podcast.rss');
    expect(feed).toEqual({
      format: 'rss',
      isCutOff: false,
      title: 'Night Trains & Ferries',
      author: 'Ada Rail',
      description: '<p>Across Europe by night, <em>slowly</em>.</p>',
      language: 'en-GB',
      link: 'https://trains.example/',
      artworkUrl: 'https://trains.example/cover.jpg',
      newFeedUrl: 'https://new.trains.example/feed.xml',
      guid: '917393e3-1b1e-5cef-ace4-edaa54e1f810',
      order: 'serial',
      medium: 'podcast',
      isLocked: true,
      isComplete: true,
      funding: [{ url: 'https://trains.example/ticket', text: 'Buy a ticket' }],
      persons: [
        {
          name: 'Ada Rail',
          role: 'host',
          url: 'https://trains.example/ada',
          imageUrl: 'https://feeds.example/ada.jpg',
        },
      ],
      podroll: [
        { guid: '29cdca4a-32d8-56ba-b48b-09a011c5daa9', url: 'https://ships.example/feed', title: '' },
      ],
      refreshMs: 3_600_000,
      skipHours: [0, 3],
      skipDays: [0, 1],
      hubs: ['https://hub.example/'],
      selfUrl: 'https://trains.example/feed.xml',
      nextPageUrl: 'https://feeds.example/feed.xml?page=2',
    });
    expect(items.map(({ guid, title }) => [guid, title])).toEqual([
      ['trains-2', 'To Stockholm'],
      ['https://trains.example/1', 'To Narvik'],
      [null, 'All aboard'],
    ]);
    expect(items[0]).toEqual({
      guid: 'trains-2',
      title: 'To Stockholm',
      description: '<p>Over the strait, by <a href="https://trains.example/?a=1&b=2">train</a>.</p>',
      link: 'https://trains.example/2',
      publishedAtMs: Date.UTC(2024, 4, 1, 4, 30),
      durationSeconds: 3723,
      season: 2,
      episode: 7,
      episodeType: 'bonus',
      isExplicit: false,
      artworkUrl: 'https://feeds.example/2.jpg',
      enclosures: [
        {
          url: 'https://cdn.example/2.mp3?a=1&b=2',
          type: 'audio/mpeg',
          bytes: 123_456,
          integrity: null,
          title: null,
          bitrate: null,
          height: null,
        },
        {
          url: 'https://cdn.example/2.opus',
          type: 'audio/opus',
          bytes: 5_000,
          integrity: 'sha256-LGj4jAr7oTHC4rEXwAOXrEfDq2B1wNcKjXjQ0yxP3Zs=',
          title: 'Small',
          bitrate: 64_000,
          height: null,
        },
        {
          url: 'https://cdn.example/2.mp4',
          type: 'video/mp4',
          bytes: null,
          integrity: null,
          title: null,
          bitrate: null,
          height: 720,
        },
      ],
      chapters: [
        { startSeconds: 0, title: 'Hamburg', url: null, imageUrl: 'https://feeds.example/hamburg.jpg' },
        { startSeconds: 600.5, title: 'Malmö', url: 'https://malmo.example/', imageUrl: null },
      ],
      chaptersUrl: 'https://feeds.example/2.json',
      transcripts: [{ url: 'https://feeds.example/2.vtt', type: 'text/vtt', language: 'en' }],
      persons: [{ name: 'Sven', role: 'guest', url: null, imageUrl: null }],
      soundbites: [{ startSeconds: 12.5, durationSeconds: 30, title: 'The whistle' }],
    });
    expect(items[1]).toMatchObject({
      link: 'https://trains.example/1',
      publishedAtMs: null,
      enclosures: [{ url: 'https://feeds.example/1.mp3', type: 'audio/mpeg', bytes: null }],
    });
    expect(items[2]).toMatchObject({
      episodeType: 'trailer',
      season: 2,
      publishedAtMs: Date.UTC(2024, 3, 1, 8),
      enclosures: [{ url: 'https://feeds.example/trailer.mp3', bytes: 1_000 }],
    });
  });

  it('reads Atom under another prefix, with its own and foreign elements', () => {
    const feed = fixture('podcast.atom');
    expect(feed).toMatchObject({
      format: 'atom',
      title: 'Öar &amp; skär',
      author: 'Tove',
      description: 'Of islands',
      language: 'sv',
      link: 'https://atom.example/',
      artworkUrl: 'https://atom.example/base/logo.png',
      medium: 'podcast',
      selfUrl: 'https://atom.example/base/feed.atom',
    });
    expect(feed.items).toMatchObject([
      {
        guid: 'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
        title: 'Pellinge',
        description: '<p>A &lt;small&gt; island &amp; a boat</p>',
        link: 'https://other.example/dir/pellinge.html',
        publishedAtMs: Date.UTC(2023, 6, 1, 9, 0, 0, 250),
        durationSeconds: 95,
        enclosures: [
          { url: 'https://other.example/dir/pellinge.ogg', type: 'audio/ogg', bytes: 77 },
          { url: 'https://cdn.example/pellinge.mp3', type: 'audio/mpeg', bytes: null },
        ],
        transcripts: [{ url: 'https://other.example/dir/pellinge.vtt', type: 'text/vtt', language: null }],
      },
    ]);
  });

  it('reads Atom 0.3', () => {
    const feed = parseText(
      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><tagline>Older</tagline><entry>
        <id>tag:1</id><title>One</title><issued>2004-05-06T07:08:09Z</issued><content type="text/html" mode="escaped">&lt;b&gt;x&lt;/b&gt;</content>
      </entry></feed>`,
    );
    expect(feed).toMatchObject({ format: 'atom', title: 'Old', description: 'Older' });
    expect(feed.items).toMatchObject([
      { guid: 'tag:1', title: 'One', description: '<b>x</b>', publishedAtMs: Date.UTC(2004, 4, 6, 7, 8, 9) },
    ]);
  });

  it('reads RSS 1.0, with its items and image beside the channel', () => {
    const feed = fixture('podcast.rdf');
    expect(feed).toMatchObject({
      format: 'rdf',
      title: 'Old Waves',
      author: 'Marconi',
      link: 'https://rdf.example/',
      artworkUrl: 'https://rdf.example/logo.png',
      refreshMs: 1_800_000,
    });
    expect(feed.items).toMatchObject([
      {
        guid: 'https://rdf.example/1',
        title: 'First',
        publishedAtMs: Date.UTC(2003, 4, 4, 10),
        enclosures: [{ url: 'https://rdf.example/1.mp3', type: 'audio/mpeg', bytes: 42 }],
      },
    ]);
  });

  it('reads JSON Feed', () => {
    const feed = fixture('podcast.json');
    expect(feed).toMatchObject({
      format: 'json',
      title: 'Plain Talk',
      author: 'Aino',
      language: 'fi',
      artworkUrl: 'https://feeds.example/icon.png',
      hubs: ['https://hub.example/'],
      selfUrl: 'https://json.example/feed.json',
      nextPageUrl: 'https://feeds.example/feed.json?page=2',
      persons: [{ name: 'Aino', role: 'host', url: 'https://json.example/aino', imageUrl: null }],
    });
    expect(feed.items).toMatchObject([
      {
        guid: '2',
        description: '<p>Two</p>',
        publishedAtMs: Date.UTC(2024, 1, 2, 10),
        durationSeconds: 61,
        artworkUrl: 'https://feeds.example/2.jpg',
        enclosures: [
          { url: 'https://feeds.example/2.m4a', type: 'audio/x-m4a', bytes: 1_000, title: 'Sound' },
        ],
      },
      { guid: '1', description: 'One', enclosures: [] },
    ]);
  });

  it('reads Media RSS and the tags of Google', () => {
    const feed = fixture('media.rss');
    expect(feed).toMatchObject({
      title: 'Moving Pictures',
      author: 'Méliès',
      description: 'A trip to the moon and back again',
      artworkUrl: 'https://moon.example/moon.png',
    });
    expect(feed.items).toMatchObject([
      {
        title: 'To the Moon',
        description: 'Rocket in the eye',
        durationSeconds: 781,
        isExplicit: true,
        artworkUrl: 'https://moon.example/thumb.jpg',
        enclosures: [
          { url: 'https://moon.example/high.mp4', height: 1080 },
          { url: 'https://moon.example/low.mp4', height: 240, bytes: 10, bitrate: 300_000 },
        ],
      },
    ]);
  });

  test.each([
    [
      '0.91',
      '<rss version="0.91"><channel><title>T</title><item><title>I</title></item></channel></rss>',
      'rss',
    ],
    [
      'without a version',
      '<rss><channel><title>T</title><item><title>I</title></item></channel></rss>',
      'rss',
    ],
    ['in capitals', '<RSS><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>I</TITLE></ITEM></CHANNEL></RSS>', 'rss'],
    ['without its root', '<channel><title>T</title><item><title>I</title></item></channel>', 'rss'],
    [
      'with items beside the channel',
      '<rss><channel><title>T</title></channel><item><title>I</title></item></rss>',
      'rss',
    ],
    [
      '0.90',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>T</title></channel><item><title>I</title></item></rdf:RDF>',
      'rdf',
    ],
    [
      'Atom of an unknown namespace',
      '<feed xmlns="urn:x"><title>T</title><entry><title>I</title></entry></feed>',
      'atom',
    ],
    [
      'RSS that says it is Atom',
      '<rss xmlns="http://www.w3.org/2005/Atom"><channel><title>T</title><item><title>I</title></item></channel></rss>',
      'rss',
    ],
    ['JSON with keys in any case', '{"Title":"T","Items":[{"TITLE":"I"}]}', 'json'],
    ['JSON after a mark', '\ufeff {"title":"T","items":[{"title":"I"}]}', 'json'],
  ])('reads a feed %s', (_, text, format) => {
    const feed = parseText(text);
    expect(feed).toMatchObject({ format, isCutOff: false, title: 'T' });
    expect(feed.items.map(({ title }) => title)).toEqual(['I']);
  });
});

describe('what is no feed', () => {
  test.each([
    ['', 'empty'],
    [' \n\ufeff\t\0', 'empty'],
    ['<!DOCTYPE html><title>x</title>', 'is-html'],
    ['<!-- <rss> -->\n<HTML><body><rss></rss></body></HTML>', 'is-html'],
    ['<head><link rel="alternate" href="/feed"></head>', 'is-html'],
    ['<opml version="2.0"><head><title>x</title></head></opml>', 'not-a-feed'],
    ['<?xml version="1.0"?><!-- <rss> <!DOCTYPE html> -->', 'not-a-feed'],
    [
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><foaf:Person/></rdf:RDF>',
      'not-a-feed',
    ],
    ['<rss', 'not-a-feed'],
    ['<feed></feed>', 'not-a-feed'],
    ['Not found', 'not-a-feed'],
    ['{"error":"not found"}', 'not-a-feed'],
    ['{"error"', 'not-a-feed'],
    ['[]', 'not-a-feed'],
  ])('%j: %s', (text, code) => {
    expect(codeOf(() => parseText(text))).toBe(code);
  });

  it('takes the word of the server for what is no feed, and does not for what is one', () => {
    expect(codeOf(() => parseText('<div>x</div>', 'text/html'))).toBe('is-html');
    expect(codeOf(() => parseText('<div>x</div>', 'text/xml'))).toBe('not-a-feed');
    expect(parseText(rssOf(''), 'text/html').title).toBe('T');
  });

  it('takes a feed with nothing in its channel for an empty one', () => {
    expect(parseText('<rss><channel><x/></channel></rss>')).toMatchObject({
      title: '',
      items: [],
      isCutOff: false,
    });
  });
});

describe('a body that is cut off', () => {
  it('keeps the items that are whole, wherever it ends', () => {
    const inner = [1, 2, 3].map(
      (n) => `<item><guid>${n}</guid><title><![CDATA[a ]] > ${n}]]></title>${MP3}</item>\n`,
    );
    const text = rssOf(inner.join(''));
    const ends = inner.map(
      (_, index) => text.indexOf('</item>', text.indexOf(`<guid>${index + 1}`)) + '</item>'.length,
    );
    for (let length = text.indexOf('<item>'); length < text.length; length++) {
      const feed = parseText(text.slice(0, length));
      expect(feed.isCutOff).toBe(true);
      expect(feed.items.map(({ guid }) => guid)).toEqual(
        ['1', '2', '3'].slice(0, ends.filter((end) => end <= length).length),
      );
    }
    expect(parseText(text).isCutOff).toBe(false);
  });

  it('does the same for Atom and for JSON', () => {
    const atom = '<feed><title>T</title><entry><id>1</id></entry><entry><id>2</id><title>x';
    expect(parseText(atom)).toMatchObject({ isCutOff: true, items: [{ guid: '1' }] });
    const json =
      '{"title":"T","x":{"y":[{}]},"items":[{"id":"1","title":"a \\" }] b"},{"id":"2","attachments":[{"url":"x"}';
    const feed = parseText(json);
    expect(feed).toMatchObject({ isCutOff: true, title: 'T' });
    expect(feed.items.map(({ guid }) => guid)).toEqual(['1']);
  });

  it('takes what comes after the end for no part of it', () => {
    const feed = parseText(`${rssOf('<item><guid>1</guid></item>')}<item><guid>2</guid></item><script>`);
    expect(feed).toMatchObject({ isCutOff: false, items: [{ guid: '1' }] });
  });
});

describe('markup that is not well-formed', () => {
  test.each([
    ['a warning before it', `<br />\n<b>Warning</b>: x in <b>feed.php</b>\n\n${rssOf('')}`],
    ['blanks and a mark before it', `\n\ufeff  ${rssOf('')}`],
    ['an instruction and comments before it', `<?xml-stylesheet href="<rss>"?><!-- <html> -->${rssOf('')}`],
    ['an end tag of nothing', rssOf('</p></item></title>')],
    ['a lone <', rssOf('a < b')],
    ['an element that is never closed', rssOf('<b><item><guid>x</guid></item>')],
  ])('%s', (_, text) => {
    expect(parseText(text)).toMatchObject({ title: 'T', isCutOff: false });
  });

  test.each([
    ['Q & A', 'Q & A'],
    ['AT&T &amp; &eacute;&nbsp;&hellip;', 'AT&T & é\u00a0…'],
    ['&#233; &#xE9; &unknown; &#0;', 'é é &unknown; \ufffd'],
    ['1 < 2 > 0', '1 < 2 > 0'],
    ['<![CDATA[A & B &amp; <i>C</i>]]>', 'A & B &amp; <i>C</i>'],
    ['\n x <![CDATA[ y ]]><!-- z --> &lt;z&gt; ', 'x  y  <z>'],
    ['a <b>bold</b> <br/>move', 'a <b>bold</b> <br/>move'],
    ['a<?php x ?>', 'a<?php x ?>'],
  ])('text %j', (markup, text) => {
    expect(itemOf(`<title>${markup}</title>`).title).toBe(text);
  });

  test.each([
    ['https://e.example/?a=1&b=2&copy=3&lt=4;', 'https://e.example/?a=1&b=2&copy=3&lt=4;'],
    ['https://e.example/?a=1&amp;copy=3', 'https://e.example/?a=1&copy=3'],
    ['https://e.example/?a=&quot;&#38;', 'https://e.example/?a=%22&'],
  ])('ampersands of the address %j', (markup, url) => {
    expect(itemOf(`<link>${markup}</link>`).link).toBe(url);
    expect(itemOf(`<podcast:chapters url="${markup}"/>`).chaptersUrl).toBe(url);
  });

  test.each([
    ["<enclosure type='audio/mpeg' url = 'https://e.example/1.mp3' />"],
    ['<enclosure\n\turl="https://e.example/1.mp3"\n></enclosure>'],
    ['<enclosure url=https://e.example/1.mp3 type=audio/mpeg>'],
    ['<ENCLOSURE URL="https://e.example/1.mp3"/>'],
    ['<enclosure length="a > b" url="https://e.example/1.mp3"/>'],
    ['<enclosure url="https://e.example/1.mp3" url="https://e.example/2.mp3"/>'],
    ['<enclosure url="https://e.example/1.mp3><!-- x -->'],
  ])('tag %j', (markup) => {
    expect(urlsOf(markup)).toEqual(['https://e.example/1.mp3']);
  });

  it('ends an item where the next one begins', () => {
    const { items } = channelOf(
      '<item><guid>1</guid><media:group><item><guid>2</guid></item><item><guid>3</guid>',
    );
    expect(items.map(({ guid }) => guid)).toEqual(['1', '2', '3']);
  });

  it('takes nothing from elements that it does not know', () => {
    const { items } = channelOf(
      '<x:y><title>no</title></x:y><item><guid>1</guid><x><x/><x><title>no</title></x><title>no</title></x><title>yes</title></item>',
    );
    expect(items.map(({ title }) => title)).toEqual(['yes']);
  });

  it('takes names that JavaScript knows for names', () => {
    const feed = parseText(
      '<rss constructor="x"><channel __proto__="y"><constructor/><__proto__>z</__proto__><title>T</title><item><toString/><guid>valueOf</guid></item></channel></rss>',
    );
    expect(feed).toMatchObject({ title: 'T', items: [{ guid: 'valueOf' }] });
    expect(
      parseText('{"title":"T","__proto__":{"items":1},"items":[{"id":"__proto__","constructor":1}]}').items,
    ).toHaveLength(1);
  });
});

describe('namespaces', () => {
  test.each([
    ['undeclared', '<rss>', 'itunes'],
    ['of another prefix', '<rss xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd">', 'i'],
    [
      'in another case, with blanks and https',
      '<rss xmlns:i=" HTTPS://www.iTunes.com/DTDs/Podcast-1.0.dtd/ ">',
      'i',
    ],
    ['of an unknown address', '<rss xmlns:itunes="http://example.org/">', 'itunes'],
    [
      'declared on the way',
      '<rss xmlns:itunes="x" xmlns:i="http://search.yahoo.com/mrss/"><channel xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd">',
      'i',
    ],
  ])('%s', (_, head, prefix) => {
    const channel = head.includes('<channel') ? '' : '<channel>';
    const feed = parseText(
      `${head}${channel}<item><guid>1</guid><${prefix}:duration>5</${prefix}:duration></item></channel></rss>`,
    );
    expect(feed.items).toMatchObject([{ durationSeconds: 5 }]);
  });

  it('may be those of a single element', () => {
    const item = itemOf(
      `<link xmlns="http://www.w3.org/2005/Atom" rel="enclosure" href="https://e.example/1.mp3"/><link>https://e.example/</link>
      <chapters xmlns="http://podlove.org/simple-chapters"><chapter start="1" title="c"/></chapters>`,
    );
    expect(item).toMatchObject({
      link: 'https://e.example/',
      enclosures: [{ url: 'https://e.example/1.mp3' }],
      chapters: [{ startSeconds: 1, title: 'c' }],
    });
  });

  it('are not declared by a text', () => {
    const text = 'xmlns:itunes="http://search.yahoo.com/mrss/" xmlns:podcast="http://www.w3.org/2005/Atom"';
    const feed = channelOf(
      `<description>${text}</description><itunes:author>A</itunes:author><item><guid>1</guid></item>`,
    );
    expect(feed).toMatchObject({ author: 'A', description: text });
  });
});

describe('addresses', () => {
  const linkOf = (text: string): string | null => itemOf(`<link>${text}</link>`).link;

  test.each([
    ['1.html', 'https://feeds.example/shows/1.html'],
    ['/1.html', 'https://feeds.example/1.html'],
    ['../1.html', 'https://feeds.example/1.html'],
    ['//cdn.example/1.html', 'https://cdn.example/1.html'],
    ['?a', 'https://feeds.example/shows/feed.xml?a'],
    [' \n https://e.example/a\n b ', 'https://e.example/a%20b'],
    ['HTTP://E.example:80/%7Ea', 'http://e.example/%7Ea'],
    ['https://user:secret@e.example/', 'https://e.example/'],
    ['//user@e.example/', 'https://e.example/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['#top', null],
    ['', null],
    ['javascript:alert(1)', null],
    ['java\nscript:alert(1)', null],
    ['data:audio/mpeg;base64,AAAA', null],
    ['file:///etc/passwd', null],
    ['ftp://e.example/', null],
    ['https://', null],
    ['http://[::1', null],
    [`https://e.example/${'a'.repeat(MAX_URL)}`, null],
    [`https://e.example/${'é'.repeat(MAX_URL / 4)}`, null],
  ])('%j is %s', (reference, url) => {
    expect(linkOf(reference)).toBe(url);
  });

  it('are relative to the nearest base', () => {
    const feed = parseText(
      `<rss xml:base="/a/"><channel xml:base="b/"><link>1</link><item xml:base="c/?x=1&amp;y=2"><link>2</link>${''}
      <enclosure xml:base="d/" url="3.mp3"/></item><item xml:base="ftp://e.example/"><link>4</link></item></channel></rss>`,
    );
    expect(feed.link).toBe('https://feeds.example/a/b/1');
    expect(feed.items.map(({ link }) => link)).toEqual([
      'https://feeds.example/a/b/c/2',
      'https://feeds.example/a/b/4',
    ]);
    expect(feed.items[0]?.enclosures[0]?.url).toBe('https://feeds.example/a/b/c/d/3.mp3');
  });

  it('are relative to the base of where they stand, be it beside the channel', () => {
    const { link, items } = parseText(
      '<rdf:RDF xml:base="/a/"><channel xml:base="b/"><title>T</title><link>1</link></channel><item><link>2</link></item></rdf:RDF>',
    );
    expect([link, items[0]?.link]).toEqual(['https://feeds.example/a/b/1', 'https://feeds.example/a/2']);
  });

  test.each([
    ['<guid>https://e.example/1</guid>', 'https://e.example/1'],
    ['<guid isPermaLink="false">https://e.example/1</guid>', null],
    ['<guid isPermaLink="true">1</guid>', 'https://feeds.example/shows/1'],
    ['<guid>1</guid>', null],
  ])('%s is the page %s', (guid, link) => {
    expect(channelOf(`<item>${guid}</item>`).items[0]?.link).toBe(link);
  });
});

describe('enclosures', () => {
  test.each([
    ['<enclosure url="/a.mp3"/>', 'audio/mpeg'],
    ['<enclosure url="/a.M4A?x=.pdf#.zip"/>', 'audio/mp4'],
    ['<enclosure url="/a.opus" type="application/octet-stream"/>', 'audio/ogg'],
    ['<enclosure url="/a.mp3" type="text/html"/>', 'audio/mpeg'],
    ['<enclosure url="/a" type=" Audio/X-M4A ; a=b"/>', 'audio/x-m4a'],
    ['<enclosure url="/a" type="application/octet-stream"/>', 'application/octet-stream'],
    ['<enclosure url="/a" type="mp3"/>', ''],
    ['<enclosure url="/download"/>', ''],
    ['<enclosure url="/a.mkv" type=""/>', 'video/x-matroska'],
    ['<enclosure url="/a.jpg" type="audio/mpeg"/>', 'audio/mpeg'],
    ['<enclosure url="/a.pdf"/>', null],
    ['<enclosure url="/a" type="application/pdf"/>', null],
    ['<enclosure url="/a.mp3.torrent" type="application/x-bittorrent"/>', null],
    ['<enclosure url="/a.m3u8" type="application/x-mpegURL"/>', null],
    ['<enclosure url="/a.m3u" type="audio/x-mpegurl"/>', null],
    ['<enclosure url="javascript:1" type="audio/mpeg"/>', null],
    ['<enclosure type="audio/mpeg"/>', null],
  ])('%s has the type %j', (markup, type) => {
    expect(itemOf(markup).enclosures[0]?.type ?? null).toBe(type);
  });

  test.each([
    ['"123"', 123],
    ['" 7 "', 7],
    ['"0"', 0],
    ['"-1"', null],
    ['"1.5"', null],
    ['"1,234"', null],
    ['"many"', null],
    ['"1e400"', null],
    ['""', null],
  ])('the length %s is %s', (length, bytes) => {
    expect(itemOf(`<enclosure url="/a.mp3" length=${length}/>`).enclosures[0]?.bytes).toBe(bytes);
  });

  it('come in the order of the document, each once, without what cannot be played', () => {
    const markup =
      '<enclosure url="/a.pdf"/><enclosure url="/b.mp4"/><enclosure url="/c.mp3"/><enclosure url="/b.mp4" length="5"/>';
    expect(urlsOf(markup)).toEqual(['https://feeds.example/b.mp4', 'https://feeds.example/c.mp3']);
    expect(itemOf(markup).enclosures[0]?.bytes).toBe(5);
  });

  it('go before alternates, even a default one, and learn from those of the same address', () => {
    const alternate = (url: string, more: string) =>
      `<podcast:alternateEnclosure type="audio/mpeg" ${more}><podcast:source uri="${url}"/><podcast:integrity type="SRI" value="sha384-x sha256-LGj4jAr7oTHC4rEXwAOXrEfDq2B1wNcKjXjQ0yxP3Zs="/></podcast:alternateEnclosure>`;
    const { enclosures } = itemOf(
      `${alternate('/other.mp3', 'default="true"')}${alternate('https://e.example/1.mp3', 'bitrate="128000.4" height="x"')}${MP3}`,
    );
    expect(enclosures).toMatchObject([
      {
        url: 'https://e.example/1.mp3',
        integrity: 'sha256-LGj4jAr7oTHC4rEXwAOXrEfDq2B1wNcKjXjQ0yxP3Zs=',
        bitrate: 128_000,
        height: null,
      },
      { url: 'https://feeds.example/other.mp3' },
    ]);
  });

  it.each([
    ['pgp-signature', 'sha256-LGj4jAr7oTHC4rEXwAOXrEfDq2B1wNcKjXjQ0yxP3Zs='],
    ['sri', 'sha384-LGj4jAr7oTHC4rEXwAOXrEfDq2B1wNcKjXjQ0yxP3Zs='],
    ['sri', 'sha256-short='],
  ])('have no integrity of type %s that is %s', (type, value) => {
    const { enclosures } = itemOf(
      `<podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="/a.mp3"/><podcast:integrity type="${type}" value="${value}"/></podcast:alternateEnclosure>`,
    );
    expect(enclosures).toMatchObject([{ url: 'https://feeds.example/a.mp3', integrity: null }]);
  });

  it('are those of Media RSS only when there are none', () => {
    const content = '<media:content url="/m.mp4" type="video/mp4"/>';
    expect(urlsOf(content)).toEqual(['https://feeds.example/m.mp4']);
    expect(urlsOf(`${content}<enclosure url="/a.pdf"/>`)).toEqual(['https://feeds.example/m.mp4']);
    expect(urlsOf(`${content}${MP3}`)).toEqual(['https://e.example/1.mp3']);
  });
});

describe('items', () => {
  const guidsOf = (inner: string) => channelOf(inner).items.map(({ guid, title }) => guid ?? title);

  it('are kept once for one identifier, and without any once for one file', () => {
    expect(
      guidsOf(
        `<item><guid>1</guid>${MP3}</item><item><guid>1</guid><title>again</title></item><item><guid>2</guid>${MP3}</item>
        <item><title>same file</title>${MP3}</item><item><title>a</title><enclosure url="/a.mp3"/></item>
        <item><title>b</title><enclosure url="/a.mp3"/></item><item><title>c</title></item><item><title>c</title></item>`,
      ),
    ).toEqual(['1', '2', 'a', 'c', 'c']);
  });

  it('tell of a trailer of the show only when no item does', () => {
    const trailer =
      '<podcast:trailer url="https://e.example/1.mp3" type="audio/mpeg" pubdate="x">T</podcast:trailer>';
    expect(guidsOf(`${trailer}<item><guid>1</guid>${MP3}</item>`)).toEqual(['1']);
    expect(guidsOf(`${trailer}<item><guid>1</guid></item>`)).toEqual(['1', 'T']);
    expect(guidsOf('<podcast:trailer url="/trailer.pdf">T</podcast:trailer>')).toEqual([]);
  });

  test.each([
    ['<itunes:episode>12</itunes:episode><itunes:season> 3 </itunes:season>', 12, 3],
    ['<itunes:episode>0</itunes:episode><itunes:season>-1</itunes:season>', null, null],
    ['<itunes:episode>1.5</itunes:episode><itunes:season>two</itunes:season>', null, null],
    ['<podcast:episode display="x">4</podcast:episode><podcast:season name="y">5</podcast:season>', 4, 5],
    ['<itunes:episode>x</itunes:episode><podcast:episode>6</podcast:episode>', 6, null],
    ['<itunes:episode>99999999999999999999</itunes:episode>', null, null],
  ])('%s', (markup, episode, season) => {
    expect(itemOf(markup)).toMatchObject({ episode, season });
  });

  test.each([
    ['3723', 3723],
    [' 62:03 ', 3723],
    ['<![CDATA[1:02:03.2]]>', 3723],
    ['1h 2m', 3720],
    ['-5', null],
    ['an hour', null],
    ['', null],
  ])('the duration %j is %s', (text, durationSeconds) => {
    expect(itemOf(`<itunes:duration>${text}</itunes:duration>`)).toMatchObject({ durationSeconds });
  });

  test.each([
    ['yes', true],
    [' True ', true],
    ['explicit', true],
    ['<![CDATA[yes]]>', true],
    ['no', false],
    ['false', false],
    ['Clean', false],
    ['maybe', null],
    ['', null],
  ])('explicit %j is %s', (text, isExplicit) => {
    expect(itemOf(`<itunes:explicit>${text}</itunes:explicit>`).isExplicit).toBe(isExplicit);
    expect(itemOf(`<googleplay:explicit x="y">${text}</googleplay:explicit>`).isExplicit).toBe(isExplicit);
  });

  it('are described by the longest of what is said of them, the first of equals', () => {
    const description = (inner: string) => itemOf(inner).description;
    expect(description('<description>long text</description><content:encoded>x</content:encoded>')).toBe(
      'long text',
    );
    expect(description('<description>a</description><itunes:summary>b</itunes:summary>')).toBe('a');
    expect(description('<description> </description><itunes:subtitle>s</itunes:subtitle>')).toBe('s');
  });

  test.each([
    ['<itunes:image href="\n https://e.example/a.jpg \n"/>', 'https://e.example/a.jpg'],
    ['<itunes:image>\nhttps://e.example/a.jpg\n</itunes:image>', 'https://e.example/a.jpg'],
    ['<itunes:image href=""/><media:thumbnail url="/t.jpg"/>', 'https://feeds.example/t.jpg'],
    ['<podcast:images srcset="/1.jpg 1500w, /2.jpg 600w"/>', 'https://feeds.example/1.jpg'],
    ['<googleplay:image href="/g.jpg"/>', 'https://feeds.example/g.jpg'],
  ])('the picture of %s', (markup, url) => {
    expect(itemOf(markup).artworkUrl).toBe(url);
  });
});

describe('channels', () => {
  test.each([
    ['<managingEditor>ada@e.example (Ada Rail)</managingEditor>', 'Ada Rail'],
    ['<dc:creator>Ada</dc:creator>', 'Ada'],
    ['<itunes:owner><itunes:name>Owner</itunes:name></itunes:owner>', 'Owner'],
    [
      '<itunes:owner><itunes:name>Owner</itunes:name></itunes:owner><itunes:author>Author</itunes:author>',
      'Author',
    ],
    ['', ''],
  ])('the author of %s is %j', (markup, author) => {
    expect(channelOf(markup).author).toBe(author);
  });

  test.each([
    ['<ttl>1440</ttl>', 86_400_000],
    ['<ttl>0</ttl><sy:updatePeriod> Weekly </sy:updatePeriod>', 604_800_000],
    ['<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>', 21_600_000],
    ['<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>-4</sy:updateFrequency>', 86_400_000],
    ['<ttl>1e300</ttl>', 365 * 86_400_000],
    ['<ttl>-5</ttl>', null],
    ['<ttl>soon</ttl>', null],
    ['<sy:updatePeriod>often</sy:updatePeriod>', null],
  ])('%s is to be asked again after %s ms', (markup, refreshMs) => {
    expect(channelOf(markup).refreshMs).toBe(refreshMs);
  });

  it('may skip a single hour or day', () => {
    const feed = channelOf('<skipHours><hour>5</hour></skipHours><skipDays><day>Friday</day></skipDays>');
    expect(feed).toMatchObject({ skipHours: [5], skipDays: [5] });
  });

  it('have an identifier only when it is a UUID', () => {
    expect(channelOf('<podcast:guid>not one</podcast:guid>').guid).toBeNull();
  });

  it('have the language of the document when they name none', () => {
    expect(parseText('<rss xml:lang="nl"><channel><title>T</title></channel></rss>').language).toBe('nl');
  });
});

describe('limits', () => {
  it('refuses a body that is too large', () => {
    expect(codeOf(() => parseFeed(new Uint8Array(MAX_BYTES + 1), { url: FEED_URL, contentType: null }))).toBe(
      'too-large',
    );
  });

  it('keeps the first items of too many, and what comes after them', () => {
    const items = Array.from({ length: MAX_ITEMS + 5 }, (_, index) => `<item><guid>${index}</guid></item>`);
    const feed = channelOf(`${items.join('')}<link>https://e.example/</link>`);
    expect(feed.items).toHaveLength(MAX_ITEMS);
    expect(feed.items.at(-1)?.guid).toBe(String(MAX_ITEMS - 1));
    expect(feed).toMatchObject({ link: 'https://e.example/', isCutOff: false });
    const json = { title: 'T', items: items.map((_, index) => ({ id: index })) };
    expect(parseText(JSON.stringify(json)).items).toHaveLength(MAX_ITEMS);
  });

  it('cuts what is too long, in CDATA and references too', () => {
    const long = 'ab'.repeat(MAX_TEXT);
    expect(itemOf(`<title>${long}</title>`).title).toHaveLength(MAX_LINE);
    expect(itemOf(`<title>&#97;${'&amp;'.repeat(MAX_LINE * 2)}</title>`).title).toMatch(/^a&+/);
    expect(itemOf(`<description><![CDATA[${long.repeat(3)}]]></description>`).description).toHaveLength(
      MAX_TEXT,
    );
    expect(itemOf(`<title>${'<![CDATA[a]]>'.repeat(10_000)}</title>${MP3}`)).toMatchObject({
      title: expect.stringMatching(/^a{500,}$/),
      enclosures: [{ type: 'audio/mpeg' }],
    });
    expect(itemOf(`<title>x${'😀'.repeat(MAX_LINE)}</title>`).title.isWellFormed()).toBe(true);
  });

  it('keeps so many of a list', () => {
    const many = (markup: string) => markup.repeat(MAX_CHAPTERS + 500);
    const item = itemOf(
      `${many('<podcast:person>x</podcast:person>')}<psc:chapters>${many('<psc:chapter start="1" title="x"/>')}</psc:chapters>`,
    );
    expect(item.persons).toHaveLength(MAX_LIST);
    expect(item.chapters).toHaveLength(MAX_CHAPTERS);
  });

  it('hands no more than so many elements of an item to the parser', () => {
    const text = rssOf(`<item>${'<podcast:person>x</podcast:person>'.repeat(MAX_CHILDREN + 10)}</item>`);
    const { xml } = tidyFeed(text, findRoot(text, false), FEED_URL);
    expect(xml?.match(/<podcast:person>/g)).toHaveLength(MAX_CHILDREN);
  });

  it('never expands an entity of a document type', () => {
    const entities = Array.from({ length: 30 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('');
    const doctype = `<!DOCTYPE rss [<!ENTITY e0 "]>"><!ENTITY e "<rss><channel><title>no</title></channel></rss>"><!-- ' ]> -->${entities}<!ENTITY file SYSTEM "file:///etc/passwd">]>`;
    const feed = parseText(`${doctype}<rss><channel><title>&e30; &file; &amp;</title></channel></rss>`);
    expect(feed.title).toBe('&e30; &file; &');
  });

  const MIB = 1024 * 1024;
  const fill = (piece: string): string => piece.repeat((4 * MIB) / piece.length);
  const HEAD = '<rss><channel><title>T</title>';
  test.each([
    ['tags that never end', HEAD + fill('<a ')],
    ['end tags that never end', HEAD + fill('</a')],
    ['quotes that never end', HEAD + fill('<a "')],
    ['quotes within quotes', HEAD + fill(`<a '"`)],
    ['elements that are never closed', `${HEAD}<item>${fill('<title>')}`],
    [
      'other elements that are never closed',
      HEAD + Array.from({ length: 200_000 }, (_, n) => `<a${n}>`).join(''),
    ],
    ['elements within each other', `${HEAD}<item>${fill('<media:group>')}`],
    ['comments that are never closed', HEAD + fill('<item><title><!--</title></item>')],
    ['sections that are never closed', HEAD + fill('<item><title><![CDATA[</title></item>')],
    ['a name without end', `${HEAD}<item><enclosure ${fill('a')}/></item>`],
    ['attributes without end', `${HEAD}<item><enclosure ${fill('a="b" ')}/></item>`],
    ['brackets in a name', `${HEAD}<managingEditor>${fill('(')}</managingEditor>`],
    ['separators in a name', `${HEAD}<managingEditor>a@b.c ${fill(', ,')}x</managingEditor>`],
    ['ampersands', `${HEAD}<item><link>${fill('&')}</link></item>`],
    ['declarations of namespaces', HEAD + fill('<item xmlns:a="b" xmlns="c"><title>x</title></item>')],
    ['document types', fill('<!DOCTYPE "')],
    [
      'XHTML',
      `<feed><title>T</title><entry><content type="xhtml">${fill('<div></div>  ')}x</content></entry></feed>`,
    ],
    [
      'a table of contents',
      `<rdf:RDF><channel><title>T</title><items><rdf:Seq>${fill('<rdf:li resource="x"/>')}</rdf:Seq></items></channel></rdf:RDF>`,
    ],
    ['lists in JSON', `{"title":"T","items":${fill('[')}`],
    ['objects in JSON', `{"title":"T","items":[${'['.repeat(900)}${fill('{}')}`],
    [
      'keys in JSON',
      `{"title":"T","items":[{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":1`).join()}}]}`,
    ],
    ['lengths in JSON', '{"title":"T","hubs":{"length":4294967295},"items":{"length":4294967295}}'],
  ])('takes no longer than its length allows for %s', (_, text) => {
    const startedMs = performance.now();
    expect(['none', 'not-a-feed']).toContain(codeOf(() => parseText(text)));
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  it('reads a large feed whole', () => {
    const feed = parseText(largeFeed(500));
    expect(feed).toMatchObject({ title: 'The Long Run', author: 'Long & Run', isCutOff: false });
    expect(feed.items).toHaveLength(500);
    expect(new Set(feed.items.map(({ publishedAtMs }) => publishedAtMs)).size).toBe(500);
    for (const item of feed.items)
      expect(item).toMatchObject({
        durationSeconds: expect.any(Number),
        enclosures: [{ type: 'audio/mpeg' }],
        persons: [{ role: 'host' }, { role: 'guest' }],
      });
  });
});
