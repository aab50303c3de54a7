import { describe, expect, it, test } from 'vitest';
import { findFeeds } from './find-feeds.ts';

const PAGE = 'https://example.com/shows/tea';
const RSS = 'application/rss+xml';

const urlsIn = (html: string, page = PAGE): string[] => findFeeds(html, page).map(({ url }) => url);

describe('feeds that a page declares', () => {
  it('are found in its order, with title and type, and those of comments last', () => {
    const html = `<!DOCTYPE html><html><head>
      <link rel="stylesheet" href="/style.css">
      <link rel="alternate" type="${RSS}" title="Tea &raquo; Comments Feed" href="/comments/feed/">
      <link rel="alternate" type="${RSS}" title="Tea &amp;&nbsp;Cake" href="/feed.rss?a=1&amp;b=2">
      <LINK HREF='atom.xml' TYPE='Application/Atom+XML; charset=utf-8' REL='home ALTERNATE'/>
      <link rel=alternate type=application/rdf+xml href=//other.example/rdf>
      <link rel="alternate" type="application/feed+json" href="https://user:pw@example.com/feed.json#x">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">
      <link rel="alternate" type="application/json" href="/shows.json">
      <link rel="alternate" type="application/json+oembed" href="/oembed">
      <link rel="alternate" hreflang="de" href="/de/">
      <link rel="feed" href="/plain" title="  Plain
        feed ">
    </head><body></body></html>`;
    expect(findFeeds(html, PAGE)).toEqual([
      { url: 'https://example.com/feed.rss?a=1&b=2', title: 'Tea & Cake', type: RSS },
      { url: 'https://example.com/shows/atom.xml', title: '', type: 'application/atom+xml' },
      { url: 'https://other.example/rdf', title: '', type: 'application/rdf+xml' },
      { url: 'https://example.com/feed.json', title: '', type: 'application/feed+json' },
      { url: 'https://example.com/shows.json', title: '', type: 'application/json' },
      { url: 'https://example.com/plain', title: 'Plain feed', type: '' },
      { url: 'https://example.com/comments/feed/', title: 'Tea » Comments Feed', type: RSS },
    ]);
  });

  it('are relative to the first base of the page, wherever that is', () => {
    const link = `<link rel="alternate" type="${RSS}" href="feed">`;
    expect(urlsIn(`${link}<base target="_top"><base href="/base/"><base href="/other/">`)).toEqual([
      'https://example.com/base/feed',
    ]);
    expect(urlsIn(`<base href="https://cdn.example/x/">${link}`)).toEqual(['https://cdn.example/x/feed']);
    expect(urlsIn(`<base href="javascript:x">${link}`)).toEqual(['https://example.com/shows/feed']);
  });

  test.each([
    ['a comment', `<!-- <link rel="alternate" type="${RSS}" href="/a"> -->`],
    ['a script', `<script>'<link rel="alternate" type="${RSS}" href="/a">'</script>`],
    ['a style', `<style><link rel="alternate" type="${RSS}" href="/a"></style>`],
    ['a text area', `<textarea><link rel="alternate" type="${RSS}" href="/a"></textarea>`],
    ['the title', `<title><link rel="alternate" type="${RSS}" href="/a"></title>`],
    ['a tag that does not end', `<link rel="alternate" type="${RSS}" href="/a"`],
    ['a refresh', '<meta http-equiv="refresh" content="0; url=/feed.xml">'],
    ['a link without an address', `<link rel="alternate" type="${RSS}">`],
    ['an empty address', `<link rel="alternate" type="${RSS}" href="">`],
    ['the page itself', `<link rel="alternate" type="${RSS}" href="#feed">`],
    ['another relation', `<link rel="alternates" type="${RSS}" href="/a">`],
    ['a script address', `<link rel="alternate" type="${RSS}" href="javascript:alert(1)">`],
    ['a data address', `<link rel="alternate" type="${RSS}" href="data:text/xml,<rss/>">`],
    ['a file', `<link rel="alternate" type="${RSS}" href="file:///etc/passwd">`],
    ['an address that is none', `<link rel="alternate" type="${RSS}" href="https://">`],
  ])('are not in %s', (_, html) => {
    expect(urlsIn(html)).toEqual([]);
  });

  it('are found in what is no page at all, or in half of one', () => {
    const link = `<link rel="alternate" type="${RSS}" href="/a">`;
    for (const html of [
      link,
      `<html><p></b></i></p>${link}<p`,
      `${link}<!-- never closed`,
      `\u0000<x>${link}`,
    ])
      expect(urlsIn(html)).toEqual(['https://example.com/a']);
    expect(findFeeds('', PAGE)).toEqual([]);
  });
});

describe('links', () => {
  test.each([
    ['/feed', ''],
    ['/feed/', ''],
    ['/shows/rss', ''],
    ['/shows/tea.rss', ''],
    ['/shows/tea.XML', ''],
    ['/atom.xml', ''],
    ['/?feed=rss2', ''],
    ['/shows?format=rss', ''],
    ['https://feeds.host.example/tea', ''],
    ['https://rss.host.example/tea', ''],
    ['/subscribe', 'Subscribe by <b>RSS</b>'],
  ])('%s %s look like feeds', (href, text) => {
    expect(urlsIn(`<p><a class=x href="${href}">${text}</a></p>`)).toEqual([new URL(href, PAGE).href]);
  });

  test.each([
    ['/feedback', 'Send feedback'],
    ['/sitemap.xml', 'Map'],
    ['/opensearch.xml', ''],
    ['/news', 'Newsfeed of our press'],
    ['/feed/about-us', ''],
    ['mailto:rss@example.com', 'RSS'],
    ['javascript:rss()', 'RSS'],
    ['#rss', 'RSS'],
    ['/x', '<script>rss</script>'],
  ])('%s %s do not', (href, text) => {
    expect(urlsIn(`<a href="${href}">${text}</a>`)).toEqual([]);
  });

  it('come after what is declared, each address once, with their text or label as title', () => {
    const html = `
      <a href="http://example.com/feed/">The same again</a>
      <a href="/second.rss" title="not this">
        Second <i>show</i></a>
      <a href="/third.rss" aria-label="Third"><img src=x></a>
      <a href="feed://example.com/fourth" type="${RSS}">Fourth
      <a href="/comments/feed">Comments</a>
      <a href="/fifth.rss">Fifth
      <link rel="alternate" type="${RSS}" href="/feed" title="First">`;
    expect(findFeeds(html, PAGE)).toEqual([
      { url: 'https://example.com/feed', title: 'First', type: RSS },
      { url: 'https://example.com/second.rss', title: 'Second show', type: '' },
      { url: 'https://example.com/third.rss', title: 'Third', type: '' },
      { url: 'https://example.com/fourth', title: 'Fourth', type: RSS },
      { url: 'https://example.com/fifth.rss', title: 'Fifth', type: '' },
      { url: 'https://example.com/comments/feed', title: 'Comments', type: '' },
    ]);
  });
});

it('finds at most 20, and titles are short', () => {
  const links = Array.from(
    { length: 30 },
    (_, index) => `<link rel=alternate type=${RSS} href=/${index} title="${'x'.repeat(9_999)}">`,
  );
  const feeds = findFeeds(links.join(''), PAGE);
  expect(feeds.map(({ url }) => url)).toEqual(
    Array.from({ length: 20 }, (_, index) => `https://example.com/${index}`),
  );
  expect(feeds[0]?.title.length).toBe(300);
});

describe('a hostile page of 5 MB is read in linear time', () => {
  const LENGTH = 5_000_000;
  const of = (text: string, length: number) => text.repeat(Math.ceil(length / text.length));
  /** Noise that is quadratic for parsers with a tree, with look-ahead, or with regular expressions. */
  test.each([
    ['open elements', '<a>'],
    ['open anchors', '<a href=feed>'],
    ['elements that are closed only', '<div></b>'],
    ['forms', '<form>'],
    ['open comments', '<!--'],
    ['open tags', '<a '],
    ['open attributes', '<a href="'],
    ['attributes', '<a b=c '],
    ['references', '&am&#38'],
    ['numeric references', '&#1'],
    ['less-than signs', '<'],
    ['declarations', '<!x'],
    ['instructions', '<?x'],
    ['CDATA', '<![CDATA['],
    ['ends of scripts', '<script></scrip'],
    ['blanks', ' '],
    ['many feeds', '<link rel=alternate type=application/rss+xml href=//e.example/>'],
    ['one long title', '<a href=/feed>rss '],
  ])('%s', (_, noise) => {
    const timeOf = (html: string) => {
      const startedAtMs = performance.now();
      findFeeds(html, PAGE);
      return performance.now() - startedAtMs;
    };
    timeOf(of(noise, LENGTH / 50));
    expect(timeOf(of(noise, LENGTH))).toBeLessThan(2_500);
    expect(timeOf(`<a href="${of(noise, LENGTH)}`)).toBeLessThan(2_500);
    expect(timeOf(`<a href='/feed' title='${of(noise.replaceAll("'", ''), LENGTH)}'>x</a>`)).toBeLessThan(
      2_500,
    );
  });
});
