import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const FIXTURES = new URL('../test-fixtures/', import.meta.url);

export type Fixture =
  | `tagged.${'mp3' | 'm4a'}`
  | `plain.${'aac' | 'flac' | 'ogg' | 'opus' | 'wav'}`
  | `video.${'mkv' | 'mp4' | 'webm'}`
  | 'audio.webm'
  | `chapters.${'opus' | 'webm'}`
  | 'cover.png';

/** Copies a fixture to a place in a library, with its folders. */
export async function placeFixture(fixture: Fixture, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await copyFile(new URL(fixture, FIXTURES), path);
}

export async function placeFile(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** A WAV of exactly `bytes` bytes, at least 44, of 8-bit mono noise; `seed` makes it different from others. */
export function wavOf(bytes: number, seed = 1): Buffer<ArrayBuffer> {
  const wav = Buffer.alloc(bytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(bytes - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(8000, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(bytes - 44, 40);
  let state = seed;
  for (let index = 44; index < bytes; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    wav[index] = state >>> 24;
  }
  return wav;
}

export const placeWav = (folder: string, path: string, bytes: number, seed?: number): Promise<void> =>
  placeFile(join(folder, path), wavOf(bytes, seed));
