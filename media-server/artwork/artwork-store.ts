import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** A picture with more pixels than this is refused: decoding it would take hundreds of megabytes. */
export const MAX_INPUT_PIXELS = 50_000_000;

export const artworkIdOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 32);

export const sourcePath = (dataFolder: string, artworkId: string): string =>
  join(dataFolder, 'artwork', 'sources', artworkId.slice(0, 2), artworkId);

/** The most common colour as `#rrggbb`. @throws when the bytes are no picture that can be decoded. */
export async function dominantColor(bytes: Uint8Array): Promise<string> {
  const small = await sharp(bytes, { limitInputPixels: MAX_INPUT_PIXELS })
    .rotate()
    .resize(64, 64, { fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .png()
    .toBuffer();
  const { dominant } = await sharp(small).stats();
  return `#${[dominant.r, dominant.g, dominant.b].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Writes a file so that readers see all of it or nothing. */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
