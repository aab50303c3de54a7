import type { FileHandle } from 'node:fs/promises';
import type { Chapters } from '../../../core/api/episode.ts';
import { cleanLine } from '../clean-text.ts';
import { readAt } from './fingerprint.ts';

const MAX_BOXES = 4_096;
const MAX_CHPL_BYTES = 128 * 1024;
const UNITS_PER_SECOND = 10_000_000n;

interface Box {
  readonly type: string;
  /** Offset of its payload, inclusive. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Reads the chapter list that Nero introduced (`moov/udta/chpl`) and that audio-book tools write; null when there is none. */
export async function readMp4Chapters(file: FileHandle, bytes: number): Promise<Chapters | null> {
  let range = { start: 0, end: bytes };
  for (const type of ['moov', 'udta', 'chpl']) {
    const box = await findBox(file, range, type);
    if (!box) return null;
    range = box;
  }
  return parseChpl(await readAt(file, range.start, Math.min(range.end, range.start + MAX_CHPL_BYTES)));
}

async function findBox(file: FileHandle, { start, end }: { start: number; end: number }, type: string) {
  let offset = start;
  for (let count = 0; count < MAX_BOXES && offset + 8 <= end; count++) {
    const box = readHeader(await readAt(file, offset, offset + 16), offset, end);
    if (box === null || box.end <= offset) return null;
    if (box.type === type) return box;
    offset = box.end;
  }
  return null;
}

/** @see ISO/IEC 14496-12 §4.2 */
function readHeader(header: Uint8Array, offset: number, parentEnd: number): Box | null {
  if (header.length < 8) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const type = String.fromCharCode(...header.subarray(4, 8));
  const size = view.getUint32(0);
  if (size === 0) return { type, start: offset + 8, end: parentEnd };
  if (size !== 1) return { type, start: offset + 8, end: Math.min(offset + size, parentEnd) };
  if (header.length < 16) return null;
  return { type, start: offset + 16, end: Math.min(offset + Number(view.getBigUint64(8)), parentEnd) };
}

/** Version, flags, four reserved bytes in version 1, a count; then for each: start in 100 ns, length of the title, title. */
function parseChpl(payload: Uint8Array): Chapters | null {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  let offset = payload[0] === 1 ? 9 : 5;
  const count = payload[offset - 1] ?? 0;
  const chapters: Chapters['chapters'] = [];
  for (let index = 0; index < count && offset + 9 <= payload.length; index++) {
    const startTime = Number((view.getBigUint64(offset) * 1000n) / UNITS_PER_SECOND) / 1000;
    const titleEnd = offset + 9 + view.getUint8(offset + 8);
    const title = new TextDecoder().decode(payload.subarray(offset + 9, titleEnd));
    chapters.push({ startTime, title: cleanLine(title, 300) });
    offset = titleEnd;
  }
  return chapters.length === 0 ? null : { version: '1.2.0', chapters };
}
