import { describe, expect, it, test } from 'vitest';
import { decodeFeed } from './decode-feed.ts';

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();
const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>${text}`;

describe('what says the encoding, the most certain first', () => {
  test.each<[string, Uint8Array, string | null, string]>([
    ['a mark of UTF-8 before all else', Buffer.from('\ufeff<a>é'), 'text/xml; charset=iso-8859-1', '<a>é'],
    ['a mark of UTF-16LE', utf16le('\ufeff<a>é€'), 'text/xml; charset=utf-8', '<a>é€'],
    ['a mark of UTF-16BE', utf16be('\ufeff<a>é€'), null, '<a>é€'],
    ['the zeros of UTF-16LE', utf16le('<a>é€'), 'text/xml; charset=utf-8', '<a>é€'],
    ['the zeros of UTF-16BE', utf16be('<a>é€'), null, '<a>é€'],
    ['the endianness that the bytes have', utf16be('<a>é'), 'text/xml; charset=utf-16le', '<a>é'],
    ['the charset', latin('<a>\xe9'), 'text/xml; charset=iso-8859-1', '<a>é'],
    ['the charset, quoted', latin('<a>\xe1'), 'text/xml; x=y; Charset = "windows-1250"', '<a>á'],
    [
      'the charset before the declaration',
      latin(declared('iso-8859-2', '\xa3')),
      'a/b;charset=iso-8859-1',
      declared('iso-8859-2', '£'),
    ],
    ['the declaration', latin(declared('iso-8859-2', '\xa3')), 'text/xml', declared('iso-8859-2', 'Ł')],
    [
      'the declaration in apostrophes',
      latin("<?xml version='1.0' encoding='koi8-r'?>\xc1"),
      null,
      "<?xml version='1.0' encoding='koi8-r'?>а",
    ],
    [
      'the declaration after junk',
      latin(`\n\n ${declared('windows-1251', '\xe0')}`),
      null,
      `\n\n ${declared('windows-1251', 'а')}`,
    ],
    [
      'Shift_JIS',
      new Uint8Array([...latin(declared('shift_jis', '')), 0x82, 0xa0]),
      null,
      declared('shift_jis', 'あ'),
    ],
    ['UTF-8 when nothing is said', Buffer.from('<a>é€'), null, '<a>é€'],
    ['windows-1252 when it is no UTF-8', latin('<a>\x93\xe9\x94'), null, '<a>“é”'],
    ['nothing at all', new Uint8Array(), null, ''],
  ])('%s', (_, bytes, contentType, expected) => {
    expect(decodeFeed(bytes, contentType)).toBe(expected);
  });
});

describe('what is said wrongly', () => {
  test.each<[string, Uint8Array, string | null, string]>([
    ['a charset that nobody knows', Buffer.from('<a>é'), 'text/xml; charset=klingon', '<a>é'],
    ['a charset that is no encoding of text', Buffer.from('<a>é'), 'text/xml; charset=iso-2022-kr', '<a>é'],
    [
      'UTF-8, of bytes that the declaration is right about',
      latin(declared('iso-8859-1', '\xe9.')),
      'text/xml; charset=utf-8',
      declared('iso-8859-1', 'é.'),
    ],
    ['UTF-8, of bytes in windows-1252', latin('<a>caf\xe9.'), 'text/xml; charset=utf-8', '<a>café.'],
    [
      'UTF-16, of bytes that are not',
      Buffer.from(declared('utf-16', 'é')),
      'text/xml; charset=utf-16',
      declared('utf-16', 'é'),
    ],
    ['UTF-8 that is cut off in a character', Buffer.from('<a>é€').subarray(0, -1), null, '<a>é'],
    [
      'UTF-8 with a damaged byte',
      Buffer.concat([Buffer.from('<a>éé'), latin('\xe9'), Buffer.from('ü')]),
      null,
      '<a>éé\ufffdü',
    ],
    [
      'GB 18030 with a damaged byte',
      Buffer.concat([latin(declared('gb18030', '')), Buffer.from([0xc4, 0xe3, 0xff])]),
      null,
      declared('gb18030', '你\ufffd'),
    ],
  ])('%s', (_, bytes, contentType, expected) => {
    expect(decodeFeed(bytes, contentType)).toBe(expected);
  });
});

it('drops the characters that XML does not allow', () => {
  expect(decodeFeed(Buffer.from('<a>\0\x01\x08\t\n\x0b\x0c\r\x1f\x7f\ufffe\uffff\u{10000}x'), null)).toBe(
    '<a>\t\n\r\x7f\u{10000}x',
  );
});

it('reads a long text in time that grows with its length', () => {
  const bytes = Buffer.alloc(8 * 1024 * 1024, '<?xml encoding= ');
  const startedMs = performance.now();
  expect(decodeFeed(bytes, `text/xml; charset${' '.repeat(100_000)}`)).toHaveLength(bytes.length);
  expect(performance.now() - startedMs).toBeLessThan(3_000);
});
