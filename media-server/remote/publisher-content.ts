import { Readable } from 'node:stream';
import type { ByteRange } from '../../core/http/byte-range.ts';
import type { BodySegment } from '../../core/http/plan-response.ts';
import { partBytesFor, partCount } from '../../core/parts/part-plan.ts';
import type { RemoteMediaTable } from '../database/schema.ts';
import { ProblemError } from '../http/problem.ts';
import type { MediaContent, MediaStream } from '../media/media-content.ts';
import { problemOfError, unreachable } from './remote-failure.ts';

/** Brings bytes of the version, from the start of a range on, not always up to its end. @throws MediaChanged, ProblemError */
export type AskPublisher = (range: ByteRange, signal: AbortSignal) => Promise<Readable>;

/** One version of a file that its publisher has. */
export class PublisherContent implements MediaContent {
  readonly bytes: number;
  readonly type: string;
  readonly etag: string;
  readonly lastModifiedMs: number | null;
  readonly partBytes: number;
  readonly sha256: readonly null[];
  readonly #ask: AskPublisher;

  constructor(row: RemoteMediaTable, ask: AskPublisher) {
    this.bytes = row.bytes;
    this.type = row.type;
    this.etag = row.etag;
    this.lastModifiedMs = row.modified_at_ms;
    this.partBytes = partBytesFor(row.bytes);
    this.sha256 = Array.from({ length: partCount(this) }, () => null);
    this.#ask = ask;
  }

  async read(segments: readonly BodySegment[], signal: AbortSignal): Promise<MediaStream> {
    const ended = new AbortController();
    const chunks = this.#chunks(segments, AbortSignal.any([signal, ended.signal]));
    try {
      // With the first chunk it is known that the version is still there, before anything is answered.
      return new ChunkStream(await chunks.next(), chunks, () => ended.abort());
    } catch (error) {
      throw problemOfError(error);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Text goes out with the bytes after it: nothing does before it is known that the version is there. */
  async *#chunks(segments: readonly BodySegment[], signal: AbortSignal): AsyncGenerator<Buffer, void> {
    let text = '';
    for (const segment of segments) {
      if (segment.kind === 'text') {
        text += segment.text;
        continue;
      }
      for await (const chunk of this.#range(segment, signal)) {
        yield text === '' ? chunk : Buffer.concat([Buffer.from(text, 'latin1'), chunk]);
        text = '';
      }
    }
    if (text !== '') yield Buffer.from(text, 'latin1');
  }

  /** A server may send less than it was asked for: the rest is asked for again. @see RFC 9110 §15.3.7 */
  async *#range({ start, end }: ByteRange, signal: AbortSignal): AsyncGenerator<Buffer, void> {
    for (let offset = start; offset < end;) {
      const body = await this.#ask({ start: offset, end }, signal);
      const from = offset;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        if (offset + chunk.length > end) throw tooMuch();
        offset += chunk.length;
        yield chunk;
      }
      if (offset === from) throw unreachable();
    }
  }
}

const tooMuch = (): ProblemError =>
  new ProblemError('media-refused', 'The publisher sends more than it was asked for.');

/** Chunks as they come, no faster than they are read. */
class ChunkStream extends Readable implements MediaStream {
  readonly #chunks: AsyncGenerator<Buffer, void>;
  readonly #end: () => void;
  #next: IteratorResult<Buffer, void> | null;
  #bytesRead = 0;

  constructor(first: IteratorResult<Buffer, void>, chunks: AsyncGenerator<Buffer, void>, end: () => void) {
    super({ highWaterMark: 64 * 1024 });
    this.#next = first;
    this.#chunks = chunks;
    this.#end = end;
  }

  get bytesDelivered(): number {
    return this.#bytesRead - this.readableLength;
  }

  override _read(): void {
    const next = this.#next === null ? this.#chunks.next() : Promise.resolve(this.#next);
    this.#next = null;
    next.then(
      ({ done, value }) => {
        this.#bytesRead += value?.length ?? 0;
        this.push(done ? null : value);
      },
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#letGo();
    callback(error);
  }

  #letGo(): void {
    this.#end();
    // What it still waits for fails, which nobody needs to know.
    this.#chunks.return().catch(() => undefined);
  }
}
