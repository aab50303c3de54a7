import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { normalizeAddress } from './normalize-address.ts';
import { addressKey, webAddress } from './web-address.ts';

const address = (url: string, isSchemeAssumed = false) => ({
  kind: 'address',
  url,
  credentials: null,
  isSchemeAssumed,
});
const assumed = (url: string) => address(url, true);
const words = { kind: 'not-an-address', reason: 'words' };
const notAllowed = { kind: 'not-an-address', reason: 'scheme-not-allowed' };

describe('what is pasted', () => {
  test.each([
    // Whole addresses
    ['https://example.com/feed', address('https://example.com/feed')],
    ['  \n http://example.com/feed\t', address('http://example.com/feed')],
    ['HTTPS://EXAMPLE.com:443/Feed?a=1&b=%20#top', address('https://example.com/Feed?a=1&b=%20')],
    ['https://example.com/my feed.xml', address('https://example.com/my%20feed.xml')],
    ['https://example.com/a\nb', address('https://example.com/ab')],
    ['https:example.com/feed', address('https://example.com/feed')],
    ['<https://example.com/feed>', address('https://example.com/feed')],
    ['“https://example.com/feed”', address('https://example.com/feed')],
    ['\u200bhttps://exam\u202eple.com/\ufeff', address('https://example.com/')],
    ['http://nas/feed', address('http://nas/feed')],
    ['https://bücher.example/ä', address('https://xn--bcher-kva.example/%C3%A4')],
    // Without a scheme
    ['example.com', assumed('https://example.com/')],
    ['www.example.com/feed?x=a:b', assumed('https://www.example.com/feed?x=a:b')],
    ['//example.com/feed', assumed('https://example.com/feed')],
    ['example.com:8443/feed', assumed('https://example.com:8443/feed')],
    ['localhost:8080/feed', assumed('https://localhost:8080/feed')],
    ['localhost/feed', assumed('https://localhost/feed')],
    ['nas:8080/feed', assumed('https://nas:8080/feed')],
    ['192.168.0.2/feed', assumed('https://192.168.0.2/feed')],
    ['192.168.0.2:8080', assumed('https://192.168.0.2:8080/')],
    ['[::1]:8080/feed', assumed('https://[::1]:8080/feed')],
    ['bücher.example/feed', assumed('https://xn--bcher-kva.example/feed')],
    ['例え.テスト/feed', assumed('https://xn--r8jz45g.xn--zckzah/feed')],
    ['example.com/@user', assumed('https://example.com/@user')],
    // Schemes of feeds
    ['feed://example.com/rss', assumed('https://example.com/rss')],
    ['feed:example.com/rss', assumed('https://example.com/rss')],
    ['feed:https://example.com/rss', address('https://example.com/rss')],
    ['feed:http://example.com/rss', address('http://example.com/rss')],
    ['FEED://https://example.com/rss', address('https://example.com/rss')],
    ['itpc://example.com/rss', assumed('https://example.com/rss')],
    ['pcast://example.com/rss', assumed('https://example.com/rss')],
    ['podcast://example.com/rss', assumed('https://example.com/rss')],
    ['podcast:feed:http://example.com/rss', address('http://example.com/rss')],
    ['feed://nas/rss', assumed('https://nas/rss')],
    // Apple Podcasts
    ['https://podcasts.apple.com/us/podcast/some-show/id1234567890', { kind: 'apple', id: '1234567890' }],
    ['https://podcasts.apple.com/de/podcast/id42?i=1000#x', { kind: 'apple', id: '42' }],
    ['podcasts.apple.com/us/podcast/b%C3%BCcher/id42/', { kind: 'apple', id: '42' }],
    ['podcasts://podcasts.apple.com/us/podcast/id42', { kind: 'apple', id: '42' }],
    ['http://itunes.apple.com/us/podcast/some-show/id42?mt=2', { kind: 'apple', id: '42' }],
    ['https://itunes.apple.com/us/album/x/id42', address('https://itunes.apple.com/us/album/x/id42')],
    [
      'https://podcasts.apple.com.example/us/podcast/x/id42',
      address('https://podcasts.apple.com.example/us/podcast/x/id42'),
    ],
    // Words
    ['', words],
    [' \u200b ', words],
    ['tea time', words],
    ['tea', words],
    ['AC/DC', words],
    ['3.14', words],
    ['99.9', words],
    ['1.2.3.4.5', words],
    ['What?.com', words],
    ['NPR: Up First', words],
    ['Season:2', words],
    ['one,two.com', words],
    ['example.com is down', words],
    ['somebody@example.com', words],
    ['@example.com', words],
    ['feed:', words],
    ['rss: the show', words],
    ['https://', words],
    ['https:// /x', words],
    ['https://a b/x', words],
    ['https://exa<mple.com', words],
    ['http://[::1', words],
    ['localhost:99999', words],
    // Schemes that are none for feeds
    ['ftp://example.com/feed', notAllowed],
    ['file:///etc/passwd', notAllowed],
    ['feed:file:///etc/passwd', notAllowed],
    ['javascript:alert(1)', notAllowed],
    ['data:text/xml,<rss/>', notAllowed],
    ['mailto:somebody@example.com', notAllowed],
    ['gopher://example.com', notAllowed],
    ['ws://example.com', notAllowed],
  ])('%j', (pasted, expected) => {
    expect(normalizeAddress(pasted)).toEqual(expected);
  });

  test.each([
    ['https://user:password@example.com/a', 'https://example.com/a', 'user', 'password', false],
    ['feed://user:password@example.com/a', 'https://example.com/a', 'user', 'password', true],
    ['user:password@example.com/a', 'https://example.com/a', 'user', 'password', true],
    ['https://user@example.com/', 'https://example.com/', 'user', '', false],
    ['http://:password@example.com/', 'http://example.com/', '', 'password', false],
    ['https://us%40er:p%3Aw%C3%A4@example.com/', 'https://example.com/', 'us@er', 'p:wä', false],
    ['https://user:p@ss@example.com/', 'https://example.com/', 'user', 'p@ss', false],
    ['https://user:%zz@example.com/', 'https://example.com/', 'user', '%zz', false],
  ])('%j has credentials', (pasted, url, user, password, isSchemeAssumed) => {
    const credentials = { user, password };
    expect(normalizeAddress(pasted)).toEqual({ kind: 'address', url, credentials, isSchemeAssumed });
  });

  it('may be anything: an address is http or https, plain, and stays as it is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        ...'feed: https: http: // / @ : . .. ? # [ ] % 80 example com localhost 127 ä 。 user:pw@'.split(' '),
        'podcasts.apple.com',
        '/podcast/id7',
        '\\',
        ' ',
      ),
    );
    const text = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));
    let addresses = 0;
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), text), (pasted) => {
        const outcome = normalizeAddress(pasted);
        if (outcome.kind === 'apple') expect(outcome.id).toMatch(/^\d+$/);
        if (outcome.kind !== 'address') return;
        addresses++;
        const url = new URL(outcome.url);
        expect(url.href).toBe(outcome.url);
        expect(['http:', 'https:']).toContain(url.protocol);
        expect([url.username, url.password, url.hash]).toEqual(['', '', '']);
        expect(outcome.url).not.toContain('#');
        expect(normalizeAddress(outcome.url)).toEqual(address(outcome.url));
        expect(normalizeAddress(`feed:${outcome.url}`)).toEqual(address(outcome.url));
      }),
      { numRuns: 2_000 },
    );
    expect(addresses).toBeGreaterThan(500);
  });

  it('keeps credentials out of the address, and gives them back', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(secret, secret, fc.webUrl({ withQueryParameters: true }), (user, password, url) => {
        const userInfo = `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
        const outcome = normalizeAddress(url.replace('//', `//${userInfo}`));
        expect(outcome).toMatchObject({ credentials: { user, password } });
        expect(outcome).toMatchObject({ url: new URL(url).href });
      }),
    );
  });

  test.each([
    ['schemes', 'feed:'.repeat(800)],
    ['blanks', `a${' '.repeat(4_000)}b`],
    ['dots', 'a.'.repeat(2_000)],
    ['colons', ':'.repeat(4_000)],
    ['at signs', 'a:@'.repeat(1_300)],
    ['quotes', `"${'"'.repeat(4_000)}x`],
    ['slashes', '/'.repeat(4_000)],
    ['Apple', `https://podcasts.apple.com${'/podcast'.repeat(500)}`],
  ])('does not take long over %s', (_, pasted) => {
    const startedAtMs = performance.now();
    for (let index = 0; index < 20; index++) normalizeAddress(pasted);
    expect(performance.now() - startedAtMs).toBeLessThan(500);
  });

  it('is too long to be an address', () => {
    expect(normalizeAddress(`https://example.com/${'a'.repeat(5_000)}`)).toEqual(words);
    expect(normalizeAddress(`https://example.com/${'ä'.repeat(2_000)}`)).toEqual(words);
  });
});

describe('addresses of the same feed', () => {
  test.each([
    ['https://example.com/feed', 'http://EXAMPLE.com:80/feed/'],
    ['https://example.com', 'https://example.com/#top'],
    ['https://example.com/%7Euser/%c3%a4', 'https://example.com/~user/%C3%A4'],
    ['https://user:pw@example.com/feed', 'https://example.com/feed?'],
  ])('%s and %s', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
  });

  test.each([
    ['https://example.com/feed', 'https://example.com/Feed'],
    ['https://example.com/feed', 'https://www.example.com/feed'],
    ['https://example.com/feed?a=1', 'https://example.com/feed?a=2'],
    ['https://example.com/a%2Fb', 'https://example.com/a/b'],
    ['https://example.com:8443/', 'https://example.com/'],
  ])('%s and %s are not', (one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other));
  });
});

test.each([
  ['feed.xml', 'https://example.com/a/feed.xml'],
  ['//other.example/feed', 'https://other.example/feed'],
  ['https://user:pw@other.example/feed#x', 'https://other.example/feed'],
  ['ftp://example.com/', null],
  ['javascript:alert(1)', null],
  ['https://', null],
  [' ?feed=rss2 ', 'https://example.com/a/b?feed=rss2'],
])('%j on a page is %j', (text, expected) => {
  expect(webAddress(text, 'https://example.com/a/b')).toBe(expected);
});
