import type { Readable } from 'node:stream';

export interface OutboundRequest {
  /** http or https, without user information. */
  readonly url: string;
  /** `GET` when absent. */
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sent to the origin of `url` alone; a redirect to another origin goes without. */
  readonly credentials?: Credentials | null;
  /** The most bytes of the body, after decoding; more of them fail it with `too-large`. */
  readonly maxBytes: number;
  /** Whether the body is asked for compressed and decoded; a range of a file must not be. */
  readonly decodes?: boolean;
  /** For all of it, from the first connection to the last byte; none when absent. */
  readonly totalMs?: number;
  readonly signal?: AbortSignal;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface OutboundResponse {
  readonly status: number;
  /** Where the answer came from, after all redirects. */
  readonly url: string;
  /** Where to ask the next time: the address after the redirects from the start that are all permanent (301, 308). */
  readonly permanentUrl: string;
  /** The value of a header by its lower-case name, joined by `, ` when there are several; null when it is absent. */
  header(name: string): string | null;
  /** Fails with an `OutboundError`. Has to be read to its end or destroyed. */
  readonly body: Readable;
  /** The whole body. @throws OutboundError */
  bytes(): Promise<Buffer>;
}

/** What asks the outside; the only way of the server to it. */
export interface OutboundFetch {
  /** Resolves when the head of the final answer is there, whatever its status. @throws OutboundError */
  fetch(request: OutboundRequest): Promise<OutboundResponse>;
}
