import { describe, expect, test } from 'vitest';
import { parseManifest } from './parse-manifest.ts';

const PART = 4 * 1024 * 1024;
const SHA = 'a'.repeat(64);
const valid = {
  bytes: PART + 7,
  type: 'audio/mpeg',
  etag: '"v1"',
  lastModifiedAt: 1_790_000_000_000,
  partBytes: PART,
  parts: [
    { start: 0, end: PART, sha256: SHA },
    { start: PART, end: PART + 7, sha256: SHA },
  ],
};

test('a manifest that fits its file is read', () => {
  expect(parseManifest(structuredClone(valid))).toEqual(valid);
});

test('a manifest of a file that only its publisher has names no hashes', () => {
  const unhashed = { ...valid, parts: valid.parts.map((part) => ({ ...part, sha256: null })) };
  expect(parseManifest(structuredClone(unhashed))).toEqual(unhashed);
});

describe('refused', () => {
  const [first, second] = valid.parts;
  test.each([
    ['nothing', null],
    ['a text', 'x'],
    ['a negative length', { ...valid, bytes: -1 }],
    ['a length that is no number', { ...valid, bytes: '7' }],
    ['a weak tag', { ...valid, etag: 'W/"v1"' }],
    ['a tag without quotes', { ...valid, etag: 'v1' }],
    ['a time that is none', { ...valid, lastModifiedAt: 'today' }],
    ['another part length', { ...valid, partBytes: 7 }],
    ['too few parts', { ...valid, parts: [first] }],
    ['too many parts', { ...valid, parts: [first, second, second] }],
    ['a gap', { ...valid, parts: [first, { ...second, start: PART + 1 }] }],
    ['an end past the file', { ...valid, parts: [first, { ...second, end: PART + 8 }] }],
    ['a part without a word on its hash', { ...valid, parts: [{ start: 0, end: PART }, second] }],
    ['a hash of another length', { ...valid, parts: [{ ...first, sha256: 'ab' }, second] }],
  ])('%s', (_, manifest) => {
    expect(parseManifest(manifest)).toBeNull();
  });
});
