import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const EDGE_BYTES = 64 * 1024;

/** Recognizes content that moved: a hash of the length and of the first and the last 64 KiB. Not proof of equality. */
export async function fingerprintOf(file: FileHandle, bytes: number): Promise<string> {
  const hash = createHash('sha256').update(`${bytes}:`);
  hash.update(await readAt(file, 0, Math.min(EDGE_BYTES, bytes)));
  if (bytes > EDGE_BYTES) hash.update(await readAt(file, Math.max(EDGE_BYTES, bytes - EDGE_BYTES), bytes));
  return hash.digest('hex').slice(0, 32);
}

/** Reads `start` inclusive to `end` exclusive, or less where the file is shorter. */
export async function readAt(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(Math.max(0, end - start));
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, start + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}
