import type { FileHandle } from 'node:fs/promises';
import { MAX_HEADER_BYTES, readElementHeader } from './ebml.ts';
import { readAt } from './fingerprint.ts';
import type { Container } from './sniff-container.ts';

const SEGMENT = 0x18538067;
const MAX_BOXES = 4_096;
/** The boxes at the top of a file that can be long; what follows the last of them may be anything. */
const LONG_BOXES: ReadonlySet<string> = new Set(['moov', 'mdat', 'moof']);
/** Writers that cannot go back to fill in the length leave one near the largest. */
const UNKNOWN_RIFF_BYTES = 0x7fff_0000;

/**
 * The length that a media file has by what it says itself; one that is shorter was cut off, or is still being copied.
 * Null when it does not say.
 */
export async function declaredBytes(
  file: FileHandle,
  container: Container,
  bytes: number,
): Promise<number | null> {
  switch (container) {
    case 'mp4':
      return mp4Bytes(file, bytes);
    case 'webm':
    case 'matroska':
      return matroskaBytes(file);
    case 'wav':
      return wavBytes(file);
    case 'mpeg-audio':
    case 'adts':
    case 'ogg':
    case 'flac':
      return null;
  }
}

/** @see ISO/IEC 14496-12 §4.2 */
async function mp4Bytes(file: FileHandle, bytes: number): Promise<number | null> {
  let offset = 0;
  for (let count = 0; count < MAX_BOXES && offset < bytes; count++) {
    const header = await readAt(file, offset, offset + 16);
    if (header.length < 8) return null;
    const view = new DataView(header.buffer, header.byteOffset, header.length);
    const size = view.getUint32(0);
    const isLarge = size === 1 && header.length === 16;
    const boxBytes = isLarge ? Number(view.getBigUint64(8)) : size;
    // A box of no length goes on to the end of the file.
    if (boxBytes < 8) return null;
    const end = offset + boxBytes;
    if (end > bytes) return LONG_BOXES.has(String.fromCharCode(...header.subarray(4, 8))) ? end : null;
    offset = end;
  }
  return null;
}

/** @see RFC 9559 §4.5 */
async function matroskaBytes(file: FileHandle): Promise<number | null> {
  const first = readElementHeader(await readAt(file, 0, MAX_HEADER_BYTES));
  if (first === null || first.bytes === null) return null;
  const offset = first.headerBytes + first.bytes;
  const segment = readElementHeader(await readAt(file, offset, offset + MAX_HEADER_BYTES));
  return segment === null || segment.id !== SEGMENT || segment.bytes === null
    ? null
    : offset + segment.headerBytes + segment.bytes;
}

async function wavBytes(file: FileHandle): Promise<number | null> {
  const header = Buffer.from(await readAt(file, 0, 8));
  const riffBytes = header.toString('latin1', 0, 4) === 'RIFF' ? header.readUInt32LE(4) : 0;
  return riffBytes === 0 || riffBytes >= UNKNOWN_RIFF_BYTES ? null : riffBytes + 8;
}
