import { throwConnectionFailure } from '../network-fetch.ts';

/**
 * The body of a response as it arrives. Not every browser's streams can be iterated over.
 * @throws DownloadFailure when the connection fails
 */
export async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read().catch(throwConnectionFailure);
      if (read?.done !== false) return;
      yield read.value;
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}
