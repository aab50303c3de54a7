import type { RemoteMediaTable } from '../database/schema.ts';
import { FileContent } from '../media/file-content.ts';
import type { MediaContent } from '../media/media-content.ts';
import type { OutboundResponse } from '../outbound/outbound-types.ts';
import type { RemoteMediaRepository } from './remote-media-repository.ts';
import { Spool } from './spool.ts';
import { signsOf } from './version-signs.ts';

/** A file that was found at a publisher. */
export type FoundMedia = Pick<
  RemoteMediaTable,
  'episode_id' | 'url' | 'type' | 'pinned_at_ms' | 'used_at_ms'
>;

/** The files of the spool together with what the database says of them, within the room that they may take. */
export class SpooledMedia {
  readonly #repository: RemoteMediaRepository;
  readonly #spool: Spool;
  readonly #maxBytes: number;

  constructor(repository: RemoteMediaRepository, dataFolder: string, maxBytes: number) {
    this.#repository = repository;
    this.#spool = new Spool(dataFolder);
    this.#maxBytes = maxBytes;
  }

  /** Call before anything else. Removes files of episodes that are gone, and what was not finished. */
  async prepare(): Promise<void> {
    await this.#spool.prepare((await this.#repository.listSpooled()).map(keyOf));
  }

  /** Null when the file is there no more; it is to be fetched again then. */
  async open(row: RemoteMediaTable): Promise<MediaContent | null> {
    const file = await this.#spool.open(keyOf(row));
    if (file === null || file.version.bytes !== row.bytes) {
      await file?.handle.close();
      await this.#repository.forget(row);
      return null;
    }
    const { type, etag, part_hashes: hashes } = row;
    return new FileContent(file, {
      type,
      etag,
      lastModifiedMs: null,
      sha256: JSON.parse(hashes) as string[],
    });
  }

  /** Takes in the whole file that a publisher answered with. @throws OutboundError */
  async take(found: FoundMedia, response: OutboundResponse): Promise<RemoteMediaTable> {
    const { bytes, etag, sha256 } = await this.#spool.take(found.episode_id, response.body);
    const before = await this.#repository.find(found.episode_id);
    const row: RemoteMediaTable = {
      ...found,
      source: 'spool',
      validator: signsOf(response),
      bytes,
      etag,
      modified_at_ms: null,
      part_hashes: JSON.stringify(sha256),
    };
    await this.#repository.save(row);
    if (before?.source === 'spool' && before.etag !== etag) await this.#spool.remove(keyOf(before));
    await this.#makeRoom(row.episode_id);
    return row;
  }

  /** What was used longest ago goes first; the one that was just fetched stays. */
  async #makeRoom(keptId: string): Promise<void> {
    const spooled = await this.#repository.listSpooled();
    let bytes = spooled.reduce((sum, row) => sum + row.bytes, 0);
    for (const row of spooled) {
      if (bytes <= this.#maxBytes) return;
      if (row.episode_id === keptId) continue;
      await this.#repository.forget(row);
      await this.#spool.remove(keyOf(row));
      bytes -= row.bytes;
    }
  }
}

const keyOf = ({ episode_id: episodeId, etag }: Pick<RemoteMediaTable, 'episode_id' | 'etag'>) => ({
  episodeId,
  etag,
});
