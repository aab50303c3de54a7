import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatContentRange,
  formatRange,
  parseContentRange,
  parseRange,
  resolveRange,
} from './byte-range.ts';

describe('parseRange', () => {
  test.each([
    ['bytes=0-499', [{ kind: 'int', firstPos: 0, lastPos: 499 }]],
    ['BYTES=5-', [{ kind: 'int', firstPos: 5, lastPos: Infinity }]],
    ['bytes=-500', [{ kind: 'suffix', suffixLength: 500 }]],
    [
      'bytes= 0-0 ,\t-1',
      [
        { kind: 'int', firstPos: 0, lastPos: 0 },
        { kind: 'suffix', suffixLength: 1 },
      ],
    ],
    ['bytes=,,1-2,', [{ kind: 'int', firstPos: 1, lastPos: 2 }]],
  ])('%s', (header, expected) => {
    expect(parseRange(header)).toEqual(expected);
  });

  test.each([
    'bytes=',
    'bytes=,',
    'bytes=-',
    'bytes=2-1',
    'bytes=a-b',
    'bytes=1-2-3',
    'bytes=1 -2',
    'bytes=+1-2',
    'bytes=0x1-2',
    'bytes 0-1',
    'items=0-1',
    '',
    'bytes=1-2;3-4',
    'bytes=1.5-2',
    'bytes=0-499, 2-1',
  ])('%j is ignored', (header) => {
    expect(parseRange(header)).toBeNull();
  });
});

test('a resolved range lies within the file and is what the specification says', () => {
  const spec = fc.oneof(
    fc
      .record({ kind: fc.constant('int' as const), firstPos: fc.nat(), extra: fc.nat() })
      .map(({ firstPos, extra }) => ({ kind: 'int' as const, firstPos, lastPos: firstPos + extra })),
    fc.record({ kind: fc.constant('suffix' as const), suffixLength: fc.nat() }),
  );
  fc.assert(
    fc.property(spec, fc.nat(), (range, bytes) => {
      const resolved = resolveRange(range, bytes);
      if (range.kind === 'int') {
        expect(resolved).toEqual(
          range.firstPos < bytes ? { start: range.firstPos, end: Math.min(bytes, range.lastPos + 1) } : null,
        );
      } else {
        const length = Math.min(range.suffixLength, bytes);
        expect(resolved).toEqual(length > 0 ? { start: bytes - length, end: bytes } : null);
      }
    }),
  );
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(), (start, length, rest) => {
      const range = { start, end: start + length };
      expect(parseContentRange(formatContentRange(range, range.end + rest))).toEqual({
        ...range,
        bytes: range.end + rest,
      });
      expect(parseRange(formatRange(range))).toEqual([
        { kind: 'int', firstPos: start, lastPos: range.end - 1 },
      ]);
    }),
  );
});

test.each(['bytes 5-4/10', 'bytes 0-10/10', 'bytes */10', 'items 0-1/2', 'bytes 0-1', ''])(
  '%j is no Content-Range',
  (header) => {
    expect(parseContentRange(header)).toBeNull();
  },
);
