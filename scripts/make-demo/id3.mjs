/** Adds frames that ffmpeg does not write to the ID3v2.4 tag at the start of an MP3 file. */
import { readFile, writeFile } from 'node:fs/promises';

const syncsafe = (n) => Buffer.from([(n >> 21) & 127, (n >> 14) & 127, (n >> 7) & 127, n & 127]);

function frame(id, body) {
  return Buffer.concat([Buffer.from(id, 'latin1'), syncsafe(body.length), Buffer.alloc(2), body]);
}

/** @see https://id3.org/id3v2.4.0-frames, sections 4.2 and 4.10; TDES is Apple's podcast description */
export async function addNotes(file, text) {
  const bytes = await readFile(file);
  if (bytes.toString('latin1', 0, 3) !== 'ID3' || bytes[3] !== 4)
    throw new Error(`${file} has no ID3v2.4 tag`);
  const size = (bytes[6] << 21) | (bytes[7] << 14) | (bytes[8] << 7) | bytes[9];
  const UTF8 = 3;
  const added = Buffer.concat([
    frame('COMM', Buffer.concat([Buffer.from([UTF8]), Buffer.from('eng\0', 'latin1'), Buffer.from(text)])),
    frame('TDES', Buffer.concat([Buffer.from([UTF8]), Buffer.from(text)])),
  ]);
  await writeFile(
    file,
    Buffer.concat([bytes.subarray(0, 6), syncsafe(size + added.length), added, bytes.subarray(10)]),
  );
}
