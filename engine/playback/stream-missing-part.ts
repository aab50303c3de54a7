import type { Manifest } from '../../core/api/manifest.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import type { ByteRange } from '../../core/http/byte-range.ts';
import { partAt } from '../../core/parts/part-plan.ts';
import { fetchRange } from '../carriers/fetch-range.ts';
import { rangeRequest } from '../carriers/part-request.ts';
import { storePart } from '../store/parts-store.ts';

interface MissingPart {
  readonly url: string;
  readonly episodeId: string;
  readonly manifest: Manifest;
  readonly index: number;
  /** Where in the file to begin; inside the part. */
  readonly offset: number;
}

/**
 * The bytes of a part that is not stored, from `offset` to its end, as they arrive: sound begins with the first of them. What
 * lies before `offset` is fetched after them, and the whole part is checked and kept, so that the download need not bring it.
 * @throws DownloadFailure when the server has another version, the part proves damaged, or the network fails
 */
export async function* streamMissingPart(
  { url, episodeId, manifest, index, offset }: MissingPart,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { start, end } = partAt(manifest, index);
  const part = new Uint8Array(end - start);
  async function* fill(range: ByteRange): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    let position = range.start - start;
    for await (const chunk of fetchRange(rangeRequest(url, manifest, range), manifest, range, signal)) {
      part.set(chunk, position);
      position += chunk.byteLength;
      yield chunk;
    }
  }
  yield* fill({ start: offset, end });
  if (offset === start) await keep();
  // What was asked for is out; whether the rest of the part comes too is nobody's trouble.
  else void keepRest().catch(() => undefined);

  async function keepRest(): Promise<void> {
    const head = fill({ start, end: offset });
    while ((await head.next()).done !== true);
    await keep();
  }

  async function keep(): Promise<void> {
    try {
      await storePart(episodeId, manifest, index, part.buffer);
    } catch (error) {
      // Without room it still plays; wrong bytes never do.
      if (!(error instanceof DownloadFailure) || error.failure.code !== 'no-space') throw error;
    }
  }
}
