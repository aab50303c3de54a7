import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allParts,
  bytesOfParts,
  partAt,
  partBytesFor,
  partCount,
  partIndexOf,
  planFor,
} from './part-plan.ts';

const MiB = 1024 * 1024;
const fileBytes = fc.integer({ min: 1, max: 2 ** 40 });

describe('partBytesFor', () => {
  test.each([
    [0, 4 * MiB],
    [1, 4 * MiB],
    [512 * 4 * MiB, 4 * MiB],
    [512 * 4 * MiB + 1, 8 * MiB],
    [512 * 8 * MiB + 1, 16 * MiB],
  ])('%d bytes are cut into parts of %d', (bytes, expected) => {
    expect(partBytesFor(bytes)).toBe(expected);
  });

  test('is the smallest power of two, at least 4 MiB, that needs at most 512 parts', () => {
    fc.assert(
      fc.property(fileBytes, (bytes) => {
        const partBytes = partBytesFor(bytes);
        expect(Number.isInteger(Math.log2(partBytes))).toBe(true);
        expect(Math.ceil(bytes / partBytes)).toBeLessThanOrEqual(512);
        if (partBytes > 4 * MiB) expect(Math.ceil(bytes / (partBytes / 2))).toBeGreaterThan(512);
      }),
    );
  });
});

test('the parts cover the file exactly, in order and without overlap', () => {
  fc.assert(
    fc.property(fileBytes, (bytes) => {
      const plan = planFor(bytes);
      const parts = allParts(plan);
      expect(parts[0]?.start).toBe(0);
      expect(parts.at(-1)?.end).toBe(bytes);
      parts.slice(1).forEach((part, before) => expect(part.start).toBe(parts[before]?.end));
      expect(
        bytesOfParts(
          plan,
          parts.map(({ index }) => index),
        ),
      ).toBe(bytes);
    }),
  );
});

test('every byte is in the part that partIndexOf names', () => {
  fc.assert(
    fc.property(
      fileBytes.chain((bytes) => fc.tuple(fc.constant(bytes), fc.integer({ min: 0, max: bytes - 1 }))),
      ([bytes, offset]) => {
        const part = partAt(planFor(bytes), partIndexOf(planFor(bytes), offset));
        expect(part.start).toBeLessThanOrEqual(offset);
        expect(part.end).toBeGreaterThan(offset);
      },
    ),
  );
});

test('an empty file has no part', () => {
  expect(partCount(planFor(0))).toBe(0);
  expect(() => partAt(planFor(0), 0)).toThrow(RangeError);
});
