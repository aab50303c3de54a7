import { Readable } from 'node:stream';
import type { BodySegment } from '../../core/http/plan-response.ts';
import { versionOf } from '../library/file-version.ts';
import type { LibraryFile } from '../library/library-file.ts';

const CHUNK_BYTES = 64 * 1024;
const CHECK_EVERY_BYTES = 1024 * 1024;

/**
 * Reads the segments of a planned body from one file, a chunk at a time as the reader asks, and closes the file at the end,
 * on an error and when it is destroyed. It fails rather than deliver the end of a body whose file was changed meanwhile.
 */
export class SegmentStream extends Readable {
  readonly #file: LibraryFile;
  readonly #segments: BodySegment[];
  #offset = 0;
  #unchecked = 0;
  #bytesRead = 0;

  constructor(file: LibraryFile, segments: readonly BodySegment[]) {
    super({ highWaterMark: CHUNK_BYTES });
    this.#file = file;
    this.#segments = [...segments];
    this.once('close', () => void file.handle.close());
  }

  /** Bytes that the reader has taken. */
  get bytesDelivered(): number {
    return this.#bytesRead - this.readableLength;
  }

  override _read(): void {
    this.#next().then(
      (chunk) => {
        this.#bytesRead += chunk?.length ?? 0;
        this.push(chunk);
      },
      (error: Error) => this.destroy(error),
    );
  }

  /** Null after the last segment. */
  async #next(): Promise<Buffer | null> {
    const [segment] = this.#segments;
    if (segment === undefined) return null;
    if (segment.kind === 'text') {
      this.#segments.shift();
      return Buffer.from(segment.text, 'latin1');
    }
    const position = segment.start + this.#offset;
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, segment.end - position));
    const { bytesRead } = await this.#file.handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) throw new Error('The file became shorter while it was sent.');
    this.#offset += bytesRead;
    this.#unchecked += bytesRead;
    const isLastOfSegment = segment.start + this.#offset >= segment.end;
    if (isLastOfSegment || this.#unchecked >= CHECK_EVERY_BYTES) await this.#checkUnchanged();
    if (isLastOfSegment) {
      this.#segments.shift();
      this.#offset = 0;
    }
    return buffer.subarray(0, bytesRead);
  }

  /** Looks at length and modification only: the change time also moves when the open file is renamed or removed. */
  async #checkUnchanged(): Promise<void> {
    this.#unchecked = 0;
    const { bytes, mtimeMs } = versionOf(await this.#file.handle.stat());
    const { version } = this.#file;
    if (bytes !== version.bytes || mtimeMs !== version.mtimeMs)
      throw new Error('The file changed while it was sent.');
  }
}
