import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsPassword, looksLikeAddress } from './looks-like-address.ts';

describe('an address', () => {
  test.each([
    ['https://example.com/feed', 'example.com/feed', true],
    ['http://example.com', 'example.com', true],
    ['example.com/feed.xml', 'example.com/feed.xml', true],
    ['example.com/', 'example.com', false],
    ['example.com', 'example.com', false],
    ['example.com?show=3', 'example.com?show=3', true],
    ['feed://example.com/rss', 'example.com/rss', true],
    ['feed:https://example.com/rss', 'example.com/rss', true],
    ['itpc://example.com/rss', 'example.com/rss', true],
    ['https://podcasts.apple.com/gb/podcast/x/id123', 'podcasts.apple.com/gb/podcast/x/id123', true],
    ['  <https://example.com/feed>  ', 'example.com/feed', true],
    ['“example.com/feed”', 'example.com/feed', true],
    ['https://anna:s3cret@example.com/feed', 'example.com/feed', true],
    ['anna:s3cret@example.com/feed', 'example.com/feed', true],
    ['https://anna:s3@cret@example.com/feed', 'example.com/feed', true],
    ['localhost:8080/feed', 'localhost:8080/feed', true],
    ['nas:8080/feed', 'nas:8080/feed', true],
    ['http://nas/feed', 'nas/feed', true],
    ['192.168.1.7/feed', '192.168.1.7/feed', true],
    ['http://[::1]:80/feed', '[::1]:80/feed', true],
    ['bücher.example/feed', 'bücher.example/feed', true],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example', false],
  ])('%s is shown as %s', (text, label, isCertain) => {
    expect(looksLikeAddress(text)).toMatchObject({ label, isCertain });
  });
});

describe('words', () => {
  test.each([
    '',
    '   ',
    'night trains',
    'example.com feed',
    '3.14',
    'and/or',
    'S.O.S.',
    'anna@example.com',
    'Season:2',
    '99% Invisible',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'mailto:anna@example.com',
    'magnet:?xt=urn:1',
    'https://',
    'feed:',
    '://example.com/x',
    '....',
  ])('%j are no address', (text) => {
    expect(looksLikeAddress(text)).toBeNull();
  });
});

test('a text longer than any address is none, and one that is nearly so is read at once', () => {
  expect(looksLikeAddress(`example.com/${'a'.repeat(5_000)}`)).toBeNull();
  const beganMs = performance.now();
  expect(looksLikeAddress(`${'a.'.repeat(2_000)}1`)).toBeNull();
  expect(looksLikeAddress(`${'a:'.repeat(2_000)}1`)).toBeNull();
  expect(performance.now() - beganMs).toBeLessThan(200);
});

test('what is shown never holds a password', () => {
  const piece = fc.stringMatching(/^[a-z\d]{1,8}$/);
  fc.assert(
    fc.property(
      fc.constantFrom('https://', 'feed://', ''),
      piece,
      piece,
      piece,
      (scheme, user, secret, path) => {
        const typed = `${scheme}${user}:!${secret}!@example.com/${path}`;
        expect(looksLikeAddress(typed)).toEqual({ typed, label: `example.com/${path}`, isCertain: true });
        expect(holdsPassword(typed)).toBe(true);
      },
    ),
  );
});

test('any text is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const address = looksLikeAddress(text);
      if (address !== null) expect(address.typed).toContain(address.label);
    }),
  );
});

test.each([
  ['https://anna:s3cret@example.com/feed', true],
  [' anna:s3cret@example.com', true],
  ['https://example.com/a@b', false],
  ['anna@example.com', false],
  ['night trains', false],
])('%s holds a password: %s', (text, holds) => expect(holdsPassword(text)).toBe(holds));
