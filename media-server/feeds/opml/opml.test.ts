import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cleanLine } from '../../library/clean-text.ts';
import { addressKey } from '../discovery/web-address.ts';
import { OpmlError } from './opml-error.ts';
import { readOpml, readOpmlBytes } from './read-opml.ts';
import { writeOpml } from './write-opml.ts';

const opml = (body: string): string => `<?xml version="1.0"?><opml version="1.0"><body>${body}</body></opml>`;
const feed = (url: string, title = '') => ({ url, title, credentials: null });

const SUBSCRIPTIONS = `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!-- exported -->
<opml version="2.0">
  <head><title>Things I hear</title><dateCreated>Sat, 01 Feb 2025 08:00:00 GMT</dateCreated></head>
  <body>
    <outline text="News">
      <outline text="World &amp; more" type="rss" xmlUrl="https://world.example/feed?a=1&amp;b=2" htmlUrl="https://world.example/"/>
      <outline text="Deep"><outline><outline title="Caf&eacute; &#8211; the &quot;show&quot;" text="cafe" XMLURL='http://cafe.example/rss'></outline></outline></outline>
    </outline>
    <outline text="A folder" xmlUrl=""/>
    <outline text="A note" type="link" url="https://note.example/"/>
    <outline type="rss" text="By another name" url="https://url.example/feed"/>
    <OUTLINE TEXT="https://self.example/feed" XmlUrl="https://self.example/feed"/>
    <o:outline xmlns:o="urn:o" text="Prefixed" xmlurl=" feed://prefixed.example/a&b=c "/>
    <outline text="Locked" xmlUrl="https://user:p%40ss@locked.example/feed"/>
    <outline text="Bare" xmlUrl="bare.example/feed"/>
    <outline text="Podcast" xmlUrl="podcast://show.example/feed" />
    <outline text="iTunes" xmlUrl="itpc://tunes.example/feed" />
  </body>
</opml>`;

const EXPECTED = [
  feed('https://world.example/feed?a=1&b=2', 'World & more'),
  feed('http://cafe.example/rss', 'Café – the "show"'),
  feed('https://url.example/feed', 'By another name'),
  feed('https://self.example/feed'),
  feed('https://prefixed.example/a&b=c', 'Prefixed'),
  { ...feed('https://locked.example/feed', 'Locked'), credentials: { user: 'user', password: 'p@ss' } },
  feed('https://bare.example/feed', 'Bare'),
  feed('https://show.example/feed', 'Podcast'),
  feed('https://tunes.example/feed', 'iTunes'),
];

describe('OPML', () => {
  it('is read out of all folders, in any case, with every way to state an address', () => {
    expect(readOpml(SUBSCRIPTIONS)).toEqual({ feeds: EXPECTED, problems: [] });
  });

  it('keeps of a file that is cut off what came before', () => {
    for (let end = SUBSCRIPTIONS.indexOf('<opml') + 20; end < SUBSCRIPTIONS.length; end++) {
      const { feeds, problems } = readOpml(SUBSCRIPTIONS.slice(0, end));
      expect(feeds).toEqual(EXPECTED.slice(0, feeds.length));
      expect(problems).toEqual([]);
      const wholeTags = SUBSCRIPTIONS.slice(0, end).match(/(?:xml)?url=['"][^'"]{3}[^>]*>/gi) ?? [];
      expect(feeds.length).toBe(wholeTags.length - Number(wholeTags.some((tag) => tag.includes('note'))));
    }
  });

  test.each([
    ['a tag that is not closed', '<outline text="A"><outline text="B" xmlUrl="https://b.example/">'],
    [
      'tags closed in the wrong order',
      '<a><b></a></b><outline text="B" xmlUrl="https://b.example/"/></opml>',
    ],
    ['a bare ampersand and sign', '<outline text="A & > B"/><outline text=B xmlUrl=https://b.example/ />'],
    [
      'CDATA between',
      '<![CDATA[ <outline xmlUrl="https://a.example/"/> ]]><outline text="B" xmlUrl="https://b.example/"/>',
    ],
    ['CDATA in the address', '<outline text="B" xmlUrl="<![CDATA[https://b.example/]]>"/>'],
    [
      'comments',
      '<!-- <outline xmlUrl="https://a.example/"/> --><outline text="B" xmlUrl="https://b.example/"/>',
    ],
    [
      'an instruction',
      '<?x <outline xmlUrl="https://a.example/"/> ?><outline text="B" xmlUrl="https://b.example/"/>',
    ],
    ['controls', '<outline text="\u0000 B\n\u0001" xmlUrl="\thttps://b.exa\nmple/\u200b"/>'],
    [
      'the same attribute twice',
      '<outline text="B" text="C" xmlUrl="https://b.example/" xmlUrl="https://c.example/"/>',
    ],
  ])('is read with %s', (_, body) => {
    expect(readOpml(opml(body))).toEqual({ feeds: [feed('https://b.example/', 'B')], problems: [] });
  });

  it('declares no entities and no outlines beside its own', () => {
    const declared = `<!DOCTYPE opml [
      <!-- " ]> -->
      <!ENTITY a "<outline xmlUrl='https://a.example/'/><outline xmlUrl='https://b.example/'/>">
      <!ENTITY lol "haha"><!ENTITY lol2 '&lol;&lol;'>
      <!ENTITY file SYSTEM "file:///etc/passwd"> ]>`;
    const text = `${declared}<opml><body>&a;<outline text="&lol2;&file;" xmlUrl="https://c.example/"/></body></opml>`;
    expect(readOpml(text)).toEqual({ feeds: [feed('https://c.example/', '&lol2;&file;')], problems: [] });
    const open = `<!DOCTYPE opml [<!ENTITY a "><opml><outline xmlUrl="https://c.example/"/></opml>`;
    expect(readOpml(open).feeds).toEqual([feed('https://c.example/')]);
    const short = `<!doctype opml SYSTEM "x>y"><outline xmlUrl="https://c.example/"/>`;
    expect(readOpml(short).feeds).toEqual([feed('https://c.example/')]);
  });
});

describe('problems', () => {
  it('say which outline it is, and why it is left out', () => {
    const text = opml(`
      <outline text="One" xmlUrl="https://one.example/feed"/>
      <outline text="Twice" xmlUrl="http://user:secret@ONE.example:80/feed/"/>
      <outline text="Words" xmlUrl="just some words"/>
      <outline text="File" xmlUrl="ftp://user:secret@two.example/feed"/>
      <outline text="Script" xmlUrl="javascript:alert(1)"/>
      <outline text="None" type="rss"/>
      <outline text="Apple" xmlUrl="https://podcasts.apple.com/us/podcast/id7"/>
      <outline text="Long" xmlUrl="https://user:secret@three.example/${'x'.repeat(9_999)}"/>
      <outline text="Good" xmlUrl="https://four.example/feed"/>`);
    const { feeds, problems } = readOpml(text);
    expect(feeds.map(({ title }) => title)).toEqual(['One', 'Good']);
    expect(problems).toEqual([
      { line: 'ONE.example:80/feed/', reason: 'duplicate', position: 2 },
      { line: 'just some words', reason: 'not-an-address', position: 3 },
      { line: 'two.example/feed', reason: 'not-allowed', position: 4 },
      { line: 'javascript:alert(1)', reason: 'not-allowed', position: 5 },
      { line: 'None', reason: 'not-an-address', position: 6 },
      { line: 'https://podcasts.apple.com/us/podcast/id7', reason: 'not-an-address', position: 7 },
      { line: expect.stringMatching(/^three\.example\/x+…$/), reason: 'not-an-address', position: 8 },
    ]);
    expect(problems.at(-1)?.line.length).toBe(300);
  });

  it('are one for all outlines after the first 20,000', () => {
    const outlines = Array.from({ length: 25_000 }, (_, n) => `<outline xmlUrl="https://e.example/${n}"/>`);
    const { feeds, problems } = readOpml(opml(outlines.join('')));
    expect(feeds.length).toBe(20_000);
    expect(problems).toEqual([{ line: 'https://e.example/20000', reason: 'too-many', position: 20_001 }]);
  });

  test.each(['', 'words', '<rss version="2.0"><channel/></rss>', '<!doctype html><p>opml</p>', '{"opml":1}'])(
    '%j is no OPML',
    (text) => {
      expect(() => readOpml(text)).toThrow(expect.objectContaining({ code: 'not-opml' }));
    },
  );

  it('are none in an empty list', () => {
    expect(readOpml('<opml/>')).toEqual({ feeds: [], problems: [] });
  });

  it('include a file of more than 16 MiB', () => {
    const text = opml(' '.repeat(16 * 1024 * 1024));
    expect(() => readOpml(text)).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => readOpmlBytes(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

describe('bytes', () => {
  const text = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><opml><outline text="Käse" xmlUrl="https://k.example/"/></opml>`;
  test.each([
    ['UTF-8', Buffer.from(text('utf-8')), null],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text('latin1')}`), null],
    ['UTF-16 little-endian with a mark', Buffer.from(`\ufeff${text('utf-16')}`, 'utf16le'), null],
    ['UTF-16 big-endian with a mark', Buffer.from(`\ufeff${text('utf-16')}`, 'utf16le').swap16(), null],
    ['ISO-8859-1', Buffer.from(text('iso-8859-1'), 'latin1'), null],
    ['windows-1252 that is not declared', Buffer.from(text('utf-8'), 'latin1'), null],
    ['the encoding of the header', Buffer.from(text(''), 'latin1'), 'text/xml; charset=iso-8859-1'],
  ])('%s', (_, bytes, contentType) => {
    expect(readOpmlBytes(bytes, contentType).feeds).toEqual([feed('https://k.example/', 'Käse')]);
  });
});

describe('a hostile file is read in linear time', () => {
  const LENGTH = 5_000_000;
  const readOrRefuse = (text: string): void => {
    try {
      readOpml(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'not-opml' });
    }
  };
  test.each([
    ['open elements', '<outline>'],
    ['closed elements', '<a></b>'],
    ['open declarations', '<!DOCTYPE a ['],
    ['comments in a declaration', '<!--'],
    ['quotes in a declaration', `"'`],
    ['attributes', '<outline a=b '],
    ['references', '&am&#38'],
    ['less-than signs', '<'],
    ['long names', 'a:'],
    ['CDATA', '<![CDATA['],
    ['the longest addresses', `<outline xmlUrl="https://e.example/${'/'.repeat(4_000)}x"/>`],
    ['userinfo', `<outline xmlUrl="${'a:@'.repeat(1_300)}"/>`],
    ['blanks', `<outline title="${' '.repeat(4_000)}x" xmlUrl="a${' '.repeat(4_000)}b"/>`],
  ])('%s', (_, noise) => {
    const hostile = noise.repeat(Math.ceil(LENGTH / noise.length));
    for (const text of [`<opml>${hostile}`, `<!DOCTYPE x [${hostile}`, `<outline xmlUrl="${hostile}"/>`]) {
      const startedAtMs = performance.now();
      readOrRefuse(text);
      expect(performance.now() - startedAtMs).toBeLessThan(2_500);
    }
  });
});

describe('what is written', () => {
  it('is OPML 2.0', () => {
    const feeds = [
      { url: 'https://a.example/?a=1&b="2"', title: `"A" & <B>\u0000\ud800\uffff 🎧` },
      { url: 'https://b.example/', title: '' },
    ];
    expect(writeOpml(feeds, { title: 'Carryon <3', createdAtMs: 1_738_396_800_000 }))
      .toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Carryon &lt;3</title>
    <dateCreated>Sat, 01 Feb 2025 08:00:00 GMT</dateCreated>
  </head>
  <body>
    <outline type="rss" text="&quot;A&quot; &amp; &lt;B&gt;\ufffd 🎧" xmlUrl="https://a.example/?a=1&amp;b=&quot;2&quot;"/>
    <outline type="rss" text="https://b.example/" xmlUrl="https://b.example/"/>
  </body>
</opml>
`);
  });

  it('is read back, as text and as bytes', () => {
    const title = fc
      .oneof(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('&amp;', '&eacute;', ']]>', '<!--', '"'),
      )
      .map((text) => cleanLine(text.replace(/[\ufffe\uffff]/g, ''), 300));
    const url = fc
      .webUrl({ withQueryParameters: true, authoritySettings: { withPort: true } })
      .map((text) => new URL(text).href);
    const feeds = fc.uniqueArray(fc.record({ url, title }), { selector: (item) => addressKey(item.url) });
    fc.assert(
      fc.property(feeds, title, (written, head) => {
        const text = writeOpml(written, { title: head, createdAtMs: 0 });
        const expected = { feeds: written.map((item) => ({ ...item, credentials: null })), problems: [] };
        expect(readOpml(text)).toEqual(expected);
        expect(readOpmlBytes(Buffer.from(text))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

it('never throws but an OpmlError, whatever the file', () => {
  const pieces = `< > & " ' = / ! ? [ ] - ; &#x xmlUrl=" https:// <outline <!DOCTYPE <![CDATA[`
    .split(' ')
    .concat(' ');
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 })));
  fc.assert(
    fc.property(text, (parts) => {
      try {
        const { feeds } = readOpml(`<opml>${parts.join('')}`);
        for (const { url } of feeds) expect(url).toMatch(/^https?:\/\/[^@/]+\//);
      } catch (error) {
        expect(error).toBeInstanceOf(OpmlError);
      }
    }),
    { numRuns: 1_000 },
  );
});
