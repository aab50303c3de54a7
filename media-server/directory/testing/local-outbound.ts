import { Readable } from 'node:stream';
import { OutboundError } from '../../outbound/outbound-error.ts';
import type { OutboundFetch, OutboundRequest, OutboundResponse } from '../../outbound/outbound-types.ts';

/** Asks local servers by the `fetch` of Node, and keeps what the requests of directories rely on: limits, signals, codes. */
export class LocalOutbound implements OutboundFetch {
  async fetch(request: OutboundRequest): Promise<OutboundResponse> {
    const { url, headers = {}, maxBytes, signal = null } = request;
    const response = await fetch(url, {
      headers: { 'user-agent': 'Carryon-Test/1', ...headers },
      signal,
    }).catch((error: unknown) => failed(signal, error));
    const body = limited(response, maxBytes, signal);
    return {
      status: response.status,
      url: response.url,
      permanentUrl: response.url,
      header: (name) => response.headers.get(name),
      body,
      bytes: async () => Buffer.concat(await body.toArray()),
    };
  }
}

function limited(response: Response, maxBytes: number, signal: AbortSignal | null): Readable {
  async function* chunks() {
    let bytes = 0;
    try {
      for await (const chunk of response.body ?? []) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) break;
        yield chunk;
      }
    } catch (error) {
      failed(signal, error);
    }
    if (bytes > maxBytes) throw new OutboundError('too-large', `More than ${maxBytes} bytes.`);
  }
  return Readable.from(chunks(), { objectMode: false });
}

function failed(signal: AbortSignal | null, cause: unknown): never {
  throw new OutboundError(signal?.aborted ? 'aborted' : 'connection-lost', 'The request failed.', { cause });
}
