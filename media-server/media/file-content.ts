import type { BodySegment } from '../../core/http/plan-response.ts';
import { partBytesFor } from '../../core/parts/part-plan.ts';
import type { LibraryFile } from '../library/library-file.ts';
import type { MediaContent, MediaStream } from './media-content.ts';
import { SegmentStream } from './segment-stream.ts';

/** An open file that was hashed as it is. */
export class FileContent implements MediaContent {
  readonly #file: LibraryFile;
  readonly bytes: number;
  readonly type: string;
  readonly etag: string;
  readonly lastModifiedMs: number | null;
  readonly partBytes: number;
  readonly sha256: readonly string[];

  constructor(
    file: LibraryFile,
    { type, etag, lastModifiedMs, sha256 }: Pick<FileContent, 'type' | 'etag' | 'lastModifiedMs' | 'sha256'>,
  ) {
    this.#file = file;
    this.bytes = file.version.bytes;
    this.type = type;
    this.etag = etag;
    this.lastModifiedMs = lastModifiedMs;
    this.partBytes = partBytesFor(this.bytes);
    this.sha256 = sha256;
  }

  read(segments: readonly BodySegment[]): Promise<MediaStream> {
    return Promise.resolve(new SegmentStream(this.#file, segments));
  }

  async close(): Promise<void> {
    await this.#file.handle.close();
  }
}
