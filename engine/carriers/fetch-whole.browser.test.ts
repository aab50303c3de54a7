import { expect, test } from 'vitest';
import type { Manifest } from '../../core/api/manifest.ts';
import { allParts } from '../../core/parts/part-plan.ts';
import { fetchWhole, type ArrivedPart } from './fetch-whole.ts';

const PART_BYTES = 64 * 1024;
const content = Uint8Array.from(
  { length: 3 * PART_BYTES + 1000 },
  (_, index) => (index * 31 + (index >> 9)) & 0xff,
);

const manifestOf = (bytes: number): Manifest => ({
  bytes,
  partBytes: PART_BYTES,
  type: 'audio/wav',
  etag: '"v1"',
  lastModifiedAt: null,
  parts: allParts({ bytes, partBytes: PART_BYTES }).map(({ start, end }) => ({ start, end, sha256: '' })),
});

async function arrived(bytesInPlan: number): Promise<{ parts: ArrivedPart[]; bytes: number }> {
  const url = URL.createObjectURL(new Blob([content]));
  const parts: ArrivedPart[] = [];
  let bytes = 0;
  const onBytes = (more: number): void => {
    bytes += more;
  };
  for await (const part of fetchWhole(url, manifestOf(bytesInPlan), onBytes, new AbortController().signal))
    parts.push(part);
  return { parts, bytes };
}

test('a file in one piece is cut into the parts of the plan', async () => {
  const { parts, bytes } = await arrived(content.byteLength);
  expect(bytes).toBe(content.byteLength);
  expect(parts.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  const joined = await new Blob(parts.map((part) => part.bytes)).arrayBuffer();
  expect(new Uint8Array(joined)).toEqual(content);
});

test.each([
  ['longer', content.byteLength - PART_BYTES],
  ['shorter', content.byteLength + 1],
])('a file that is %s than the plan is refused', async (_, bytesInPlan) => {
  await expect(arrived(bytesInPlan)).rejects.toMatchObject({ failure: { code: 'wrong-length' } });
});
