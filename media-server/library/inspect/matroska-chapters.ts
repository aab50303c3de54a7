import type { FileHandle } from 'node:fs/promises';
import type { Chapters } from '../../../core/api/episode.ts';
import { elementsIn, MAX_HEADER_BYTES, readElementHeader, readUint } from './ebml.ts';
import { toChapters, type FoundChapter } from './embedded-chapters.ts';
import { readAt } from './fingerprint.ts';

const SEGMENT = 0x18538067;
const CHAPTERS = 0x1043a770;
const EDITION_ENTRY = 0x45b9;
const CHAPTER_ATOM = 0xb6;
const TIME_START = 0x91;
const TIME_END = 0x92;
const FLAG_HIDDEN = 0x98;
const DISPLAY = 0x80;
const TITLE = 0x85;

const MAX_ELEMENTS = 4_096;
const MAX_CHAPTERS_BYTES = 512 * 1024;
const NANOSECONDS = 1e9;

/** Reads the chapters of the first edition in a Matroska or WebM file; null when there is none. @see RFC 9559 §5.1.7 */
export async function readMatroskaChapters(file: FileHandle, bytes: number): Promise<Chapters | null> {
  let offset = 0;
  for (let count = 0; count < MAX_ELEMENTS && offset < bytes; count++) {
    const header = readElementHeader(await readAt(file, offset, offset + MAX_HEADER_BYTES));
    if (header === null) return null;
    const start = offset + header.headerBytes;
    // The segment is gone into, all else is passed over.
    if (header.id === SEGMENT) offset = start;
    else if (header.bytes === null) return null;
    else if (header.id !== CHAPTERS) offset = start + header.bytes;
    else return parseChapters(await readAt(file, start, start + Math.min(header.bytes, MAX_CHAPTERS_BYTES)));
  }
  return null;
}

function parseChapters(content: Uint8Array): Chapters | null {
  const edition = [...elementsIn(content)].find(({ id }) => id === EDITION_ENTRY);
  if (!edition) return null;
  const atoms = [...elementsIn(edition.content)].filter(({ id }) => id === CHAPTER_ATOM);
  return toChapters(atoms.flatMap(({ content: atom }) => readAtom(atom) ?? []));
}

function readAtom(atom: Uint8Array): FoundChapter | null {
  const parts = new Map([...elementsIn(atom)].toReversed().map(({ id, content }) => [id, content]));
  const seconds = (id: number): number => readUint(parts.get(id) ?? new Uint8Array()) / NANOSECONDS;
  if (!parts.has(TIME_START) || readUint(parts.get(FLAG_HIDDEN) ?? new Uint8Array()) === 1) return null;
  const display = parts.get(DISPLAY);
  const title = display && [...elementsIn(display)].find(({ id }) => id === TITLE)?.content;
  return {
    startTime: seconds(TIME_START),
    ...(parts.has(TIME_END) ? { endTime: seconds(TIME_END) } : {}),
    title: new TextDecoder().decode(title),
  };
}
