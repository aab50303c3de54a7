import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Manifest } from '../../core/api/manifest.ts';
import { planFor, allParts } from '../../core/parts/part-plan.ts';
import { listen, type ChannelMessage } from '../journal/channel.ts';
import { openStoredRange, streamStoredRange } from '../playback/stored-part.ts';
import {
  discardStore,
  discardStores,
  listParts,
  isPartRight,
  listStores,
  readManifest,
  readPart,
  storePart,
  writeManifest,
} from './parts-store.ts';

const PART_BYTES = 4 * 1024 * 1024;
const EPISODE = 'episode-1';

async function fileOf(
  bytes: number,
  seed: number,
  etag: string,
): Promise<{ content: Uint8Array<ArrayBuffer>; manifest: Manifest }> {
  const content = Uint8Array.from({ length: bytes }, (_, index) => (index * 31 + seed + (index >> 8)) & 0xff);
  const plan = planFor(bytes);
  const parts = await Promise.all(
    allParts(plan).map(async ({ start, end }) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content.slice(start, end)));
      return { start, end, sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
    }),
  );
  return { content, manifest: { ...plan, type: 'audio/wav', etag, lastModifiedAt: null, parts } };
}

const { content, manifest } = await fileOf(PART_BYTES + 1000, 1, '"v1/slash"');
const address = { episodeId: EPISODE, etag: manifest.etag };
const bytesOf = (index: number): ArrayBuffer => {
  const part = manifest.parts[index];
  return content.slice(part?.start, part?.end).buffer;
};

const heard: ChannelMessage[] = [];
let stopListening: () => void;

beforeEach(() => {
  heard.length = 0;
  stopListening = listen((message) => heard.push(message));
});

afterEach(async () => {
  stopListening();
  for (const name of await caches.keys()) await caches.delete(name);
});

test('a part is there once its bytes are', async () => {
  expect(await listParts(address)).toEqual(new Set());
  await storePart(EPISODE, manifest, 1, bytesOf(1));
  expect(await listParts(address)).toEqual(new Set([1]));
  expect(heard).toEqual([{ type: 'part-stored', part: { ...address, index: 1 } }]);
  const stored = await readPart(address, 1);
  expect(new Uint8Array((await stored?.arrayBuffer()) ?? [])).toEqual(new Uint8Array(bytesOf(1)));
});

describe('what is not the planned bytes is refused, and nothing is stored', () => {
  test.each<[string, string, () => ArrayBuffer]>([
    ['too short', 'wrong-length', () => bytesOf(0).slice(1)],
    ['too long', 'wrong-length', () => new ArrayBuffer(PART_BYTES + 1)],
    ['empty', 'wrong-length', () => new ArrayBuffer(0)],
    [
      'one flipped bit',
      'damaged-part',
      () => {
        const bytes = bytesOf(0);
        new DataView(bytes).setUint8(12_345, new DataView(bytes).getUint8(12_345) ^ 1);
        return bytes;
      },
    ],
  ])('%s', async (_, code, bytes) => {
    await expect(storePart(EPISODE, manifest, 0, bytes())).rejects.toMatchObject({ failure: { code } });
    expect(await listParts(address)).toEqual(new Set());
  });
});

test('where the manifest has no hash, the length counts, and what was stored is known again', async () => {
  const unhashed = { ...manifest, parts: manifest.parts.map((part) => ({ ...part, sha256: null })) };
  await expect(storePart(EPISODE, unhashed, 1, bytesOf(1).slice(1))).rejects.toMatchObject({
    failure: { code: 'wrong-length' },
  });
  await storePart(EPISODE, unhashed, 1, bytesOf(1));
  expect(await isPartRight(EPISODE, unhashed, 1)).toBe(true);
  const cache = await caches.open((await caches.keys())[0] ?? '');
  const stored = await cache.match('/parts/1');
  const damaged = bytesOf(1);
  new DataView(damaged).setUint8(7, new DataView(damaged).getUint8(7) ^ 1);
  await cache.put('/parts/1', new Response(damaged, { headers: stored?.headers ?? {} }));
  expect(await isPartRight(EPISODE, unhashed, 1)).toBe(false);
  expect(await isPartRight(EPISODE, unhashed, 0)).toBe(false);
});

test('ranges are read within a part, whole or not', async () => {
  await storePart(EPISODE, manifest, 0, bytesOf(0));
  for (const [start, end] of [
    [0, PART_BYTES],
    [0, 1],
    [PART_BYTES - 1, PART_BYTES],
    [1000, 70_000],
  ] as const) {
    const opened = await openStoredRange(address, 0, { start, end });
    const stream = await streamStoredRange(address, 0, { start, end });
    for (const read of [await opened?.bytes(), await new Blob(await Array.fromAsync(stream ?? [])).bytes()]) {
      expect(read?.byteLength).toBe(end - start);
      expect(read?.every((byte, offset) => byte === content[start + offset])).toBe(true);
    }
  }
  expect(await openStoredRange(address, 1, { start: 0, end: 10 })).toBeNull();
  expect(await streamStoredRange(address, 1, { start: 0, end: 10 })).toBeNull();
});

test('two generations do not see each other', async () => {
  const second = await fileOf(PART_BYTES + 1000, 2, '"v2"');
  await writeManifest(EPISODE, manifest);
  await writeManifest(EPISODE, second.manifest);
  await storePart(EPISODE, manifest, 0, bytesOf(0));
  expect(await listParts({ episodeId: EPISODE, etag: '"v2"' })).toEqual(new Set());
  expect(await readManifest(address)).toEqual(manifest);
  expect(await listStores()).toHaveLength(2);
  await discardStore(address);
  expect(await listStores()).toEqual([{ episodeId: EPISODE, etag: '"v2"' }]);
  expect(await readManifest(address)).toBeNull();
});

test('discarding an episode takes all its generations, and only those', async () => {
  await writeManifest(EPISODE, manifest);
  await writeManifest(EPISODE, { ...manifest, etag: '"v2"' });
  await writeManifest('episode-10', manifest);
  await discardStores(EPISODE);
  expect(await listStores()).toEqual([{ episodeId: 'episode-10', etag: manifest.etag }]);
});
