import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const HEADER_BYTES = 44;
const SAMPLE_RATE = 44_100;
const BLOCK_BYTES = 4;

/**
 * Writes a stereo 16-bit WAV of exactly `bytes` bytes (a multiple of 4) whose samples are noise drawn from `seed`, so that no two
 * ranges of it are alike and every run makes the same file.
 * @returns the SHA-256 of the file, in hexadecimal
 */
export async function writeWav(path: string, bytes: number, seed: number): Promise<string> {
  const hash = createHash('sha256');
  const file = createWriteStream(path);
  const write = async (chunk: Uint8Array): Promise<void> => {
    hash.update(chunk);
    if (!file.write(chunk)) await once(file, 'drain');
  };
  await write(wavHeader(bytes));
  let state = seed >>> 0 || 1;
  for (let offset = HEADER_BYTES; offset < bytes;) {
    const chunk = new Uint32Array(Math.ceil(Math.min(1 << 20, bytes - offset) / 4));
    for (let i = 0; i < chunk.length; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      // Quiet: a tenth of full scale on both channels.
      chunk[i] = (state >>> 4) & 0x07ff07ff;
    }
    await write(new Uint8Array(chunk.buffer));
    offset += chunk.byteLength;
  }
  file.end();
  await once(file, 'close');
  return hash.digest('hex');
}

/** The first 44 bytes of a stereo 16-bit WAV of `bytes` bytes. */
export function wavHeader(bytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(bytes - 8, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * BLOCK_BYTES, 28);
  header.writeUInt16LE(BLOCK_BYTES, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes - HEADER_BYTES, 40);
  return header;
}
