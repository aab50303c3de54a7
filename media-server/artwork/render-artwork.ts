import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { ArtworkSize } from '../../core/api/artwork.ts';
import { MAX_INPUT_PIXELS, sourcePath, writeAtomically } from './artwork-store.ts';
import { drawnSvg, type DrawnArtwork } from './drawn-artwork.ts';

export const ARTWORK_FORMATS = ['webp', 'avif', 'png'] as const;

export interface ArtworkVariant {
  /** Width and height in pixels. */
  readonly size: ArtworkSize;
  readonly format: (typeof ARTWORK_FORMATS)[number];
}

const MAX_CONCURRENT = 2;

/** Makes pictures in the size and format asked for; each is made once, also when many ask for it together. */
export class ArtworkRenderer {
  readonly #dataFolder: string;
  readonly #inFlight = new Map<string, Promise<Buffer | null>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** @returns Null when there is no picture with this id, or it cannot be decoded. */
  picture(artworkId: string, variant: ArtworkVariant): Promise<Buffer | null> {
    const { size, format } = variant;
    const path = join(
      this.#dataFolder,
      'artwork',
      'sized',
      artworkId.slice(0, 2),
      `${artworkId}-${size}.${format}`,
    );
    return this.#once(path, async () => {
      const cached = await readIfThere(path);
      if (cached) return cached;
      const source = await readIfThere(sourcePath(this.#dataFolder, artworkId));
      if (!source) return null;
      const image = sharp(source, { limitInputPixels: MAX_INPUT_PIXELS })
        .rotate()
        .resize(size, size, { fit: 'cover' });
      const bytes = await this.#bounded(() => encode(image, format)).catch(() => null);
      if (bytes) await writeAtomically(path, bytes);
      return bytes;
    });
  }

  /** Not kept on disk: anybody can ask for any initials. */
  drawn(artwork: DrawnArtwork, { size, format }: ArtworkVariant): Promise<Buffer | null> {
    return this.#once(`drawn ${artwork.hue} ${artwork.initials} ${size} ${format}`, () =>
      this.#bounded(() => encode(sharp(Buffer.from(drawnSvg(artwork, size))), format)),
    );
  }

  #once(key: string, make: () => Promise<Buffer | null>): Promise<Buffer | null> {
    let made = this.#inFlight.get(key);
    if (!made) {
      made = make().finally(() => this.#inFlight.delete(key));
      this.#inFlight.set(key, made);
    }
    return made;
  }

  async #bounded(make: () => Promise<Buffer>): Promise<Buffer> {
    while (this.#running >= MAX_CONCURRENT) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      return await make();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}

function encode(image: Sharp, format: ArtworkVariant['format']): Promise<Buffer> {
  switch (format) {
    case 'webp':
      return image.webp({ quality: 80 }).toBuffer();
    case 'avif':
      return image.avif({ quality: 55, effort: 3 }).toBuffer();
    case 'png':
      return image.png().toBuffer();
  }
}

const readIfThere = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);
