import { access } from 'node:fs/promises';
import { artworkIdOf, dominantColor, sourcePath, writeAtomically } from '../../artwork/artwork-store.ts';
import type { LibraryWriter } from './library-writer.ts';

/** Takes the pictures of the library into the data folder, each once, whatever number of episodes carries it. */
export class ArtworkIntake {
  readonly #writer: LibraryWriter;
  readonly #dataFolder: string;

  constructor(writer: LibraryWriter, dataFolder: string) {
    this.#writer = writer;
    this.#dataFolder = dataFolder;
  }

  /** The id of the picture; null when the bytes are no picture that can be decoded. */
  async take(bytes: Uint8Array): Promise<string | null> {
    const id = artworkIdOf(bytes);
    const path = sourcePath(this.#dataFolder, id);
    const known = await this.#writer.findArtwork(id);
    if (known?.color === null) return null;
    if (known && (await exists(path))) return id;
    const color = await dominantColor(bytes).catch(() => null);
    if (color !== null) await writeAtomically(path, bytes);
    await this.#writer.saveArtwork(id, color);
    return color === null ? null : id;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
