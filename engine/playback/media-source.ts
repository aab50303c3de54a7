import type { Manifest } from '../../core/api/manifest.ts';
import type { FailureCode } from '../../core/downloads/failure.ts';
import type { BodySegment } from '../../core/http/plan-response.ts';
import { partAt, partIndexOf } from '../../core/parts/part-plan.ts';
import { failureOfError } from '../failure-of-error.ts';
import { announce, listen } from '../journal/channel.ts';
import { sleep } from '../sleep.ts';
import type { StoreAddress } from '../store/parts-store.ts';
import { openStoredRange, streamStoredRange } from './stored-part.ts';
import { streamMissingPart } from './stream-missing-part.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** What passes: the listener hears what is here, and the rest when it is over. */
const PASSES: ReadonlySet<FailureCode> = new Set([
  'offline',
  'network-error',
  'server-error',
  'too-many-requests',
  'no-ranges',
]);

interface OpenPart {
  readonly index: number;
  readonly isStored: boolean;
  /** Where in the file its next chunk begins. */
  offset: number;
  /** Where in the file the part ends. */
  readonly end: number;
  readonly chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void>;
}

/** Where the bytes of one response come from: the parts that are stored, and the network for the others. */
export class MediaSource {
  readonly #url: string;
  readonly #address: StoreAddress;
  readonly #manifest: Manifest;
  readonly #closed = new AbortController();
  /** Parts that are stored and could not be read. */
  readonly #unreadable = new Set<number>();
  #open: OpenPart | null = null;

  constructor(url: string, episodeId: string, manifest: Manifest) {
    this.#url = url;
    this.#address = { episodeId, etag: manifest.etag };
    this.#manifest = manifest;
  }

  /** A body that lies within one stored part, as a `206`: it is answered faster than as a stream. Null for any other. */
  async openShort([segment, ...others]: readonly BodySegment[]): Promise<Response | null> {
    if (segment?.kind !== 'bytes' || others.length > 0) return null;
    const { index, start, end } = partAt(this.#manifest, partIndexOf(this.#manifest, segment.start));
    if (segment.end > end) return null;
    return openStoredRange(this.#address, index, { start: segment.start - start, end: segment.end - start });
  }

  /**
   * Bytes from `start` on, up to `end` at most and never across the end of a part. Waits for as long as the network is away;
   * the part may also be stored meanwhile.
   * @throws DownloadFailure when no waiting will bring them
   */
  async read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    for (let attempt = 0; ; attempt++) {
      const open = this.#open?.offset === start ? this.#open : await this.#openAt(start);
      // Closed while it was opened: it is not begun.
      this.#closed.signal.throwIfAborted();
      try {
        return await this.#take(open, end);
      } catch (error) {
        this.#open = null;
        this.#closed.signal.throwIfAborted();
        if (open.isStored) this.#unreadable.add(open.index);
        else if (PASSES.has(failureOfError(error).code)) await this.#untilTriedAgain(start, attempt);
        else throw error;
      }
    }
  }

  close(): void {
    this.#closed.abort();
    void this.#open?.chunks.return();
  }

  async #take(open: OpenPart, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const start = open.offset;
    const { value: chunk } = await open.chunks.next();
    if (chunk === undefined) throw new RangeError(`part ${open.index} ends at ${start}`);
    open.offset += chunk.byteLength;
    if (open.offset < Math.min(end, open.end)) return chunk;
    this.#open = null;
    // A part from the network is checked and kept before the last of it is handed out.
    if (open.offset === open.end) await open.chunks.next();
    else await open.chunks.return();
    return chunk.subarray(0, end - start);
  }

  async #openAt(offset: number): Promise<OpenPart> {
    void this.#open?.chunks.return();
    const { episodeId, etag } = this.#address;
    const index = partIndexOf(this.#manifest, offset);
    const { start, end } = partAt(this.#manifest, index);
    const stored = this.#unreadable.has(index)
      ? null
      : await streamStoredRange(this.#address, index, { start: offset - start, end: end - start });
    if (stored === null) announce({ type: 'part-wanted', part: { episodeId, etag, index } });
    const missing = { url: this.#url, episodeId, manifest: this.#manifest, index, offset };
    const chunks = stored ?? streamMissingPart(missing, this.#closed.signal);
    return (this.#open = { index, offset, end, isStored: stored !== null, chunks });
  }

  /** Waits a while; less when the part is stored or the network is back. */
  async #untilTriedAgain(start: number, attempt: number): Promise<void> {
    const index = partIndexOf(this.#manifest, start);
    const early = new AbortController();
    const wake = (): void => early.abort();
    const endListening = listen((message) => {
      if (message.type !== 'part-stored') return;
      const { episodeId, etag, index: stored } = message.part;
      if (episodeId === this.#address.episodeId && etag === this.#address.etag && stored === index) wake();
    });
    addEventListener('online', wake);
    try {
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
      await sleep(waitMs, AbortSignal.any([early.signal, this.#closed.signal]));
    } catch {
      this.#closed.signal.throwIfAborted();
    } finally {
      endListening();
      removeEventListener('online', wake);
    }
  }
}
