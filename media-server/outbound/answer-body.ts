import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import { createDecoders, readEncodings } from './content-decoding.ts';
import type { Answer } from './exchange.ts';
import { OutboundError } from './outbound-error.ts';

export interface BodyRules {
  readonly host: string;
  readonly method: string;
  /** After decoding. */
  readonly maxBytes: number;
  readonly decodes: boolean;
}

/** Compressed bytes may be a little more than they stand for. Beyond that they are there to keep us busy. */
const ENCODED_SLACK_BYTES = 64 * 1024;

const ignore = () => undefined;

/**
 * The body of an answer, decoded, and never longer than allowed. That of an answer that is no success fails only when it
 * is read, so that the status is known.
 * @throws OutboundError `too-large`, `bad-encoding`
 */
export function readBody(answer: Answer, rules: BodyRules): Readable {
  if (isBodiless(answer.status, rules.method)) {
    answer.body.resume();
    return Readable.from([], { objectMode: false });
  }
  try {
    return decodedBody(answer, rules);
  } catch (error) {
    answer.body.destroy();
    if (!(error instanceof OutboundError) || isSuccess(answer.status)) throw error;
    return new Readable({ read: ignore }).on('error', ignore).destroy(error);
  }
}

/** Whether an answer has no body, whatever its headers say. @see RFC 9110 §6.4.1 */
export const isBodiless = (status: number, method: string): boolean =>
  method === 'HEAD' || status === 204 || status === 304;

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

function decodedBody({ headers, body }: Answer, { host, maxBytes, decodes }: BodyRules): Readable {
  const encodings = readEncodings(headers.get('content-encoding') ?? []);
  if (encodings.length === 0) {
    if (Number(headers.get('content-length')?.[0] ?? 0) > maxBytes) throw tooLarge(host);
    return joined([body], new BodyLimit(host, maxBytes), host);
  }
  const decoders = decodes ? createDecoders(encodings) : null;
  if (decoders === null) throw badEncoding(host);
  const encodedLimit = new BodyLimit(host, 2 * maxBytes + ENCODED_SLACK_BYTES);
  return joined([body, encodedLimit, ...decoders], new BodyLimit(host, maxBytes), host);
}

/** Every failure of a stream is one of the last, with a code; and all end with it. */
function joined(streams: readonly Readable[], last: Transform, host: string): Readable {
  const onError = (error: Error) =>
    last.destroy(error instanceof OutboundError ? error : badEncoding(host, error));
  for (const stream of streams) stream.on('error', onError);
  last.on('error', ignore);
  // A decoder may be done before its input is, and would leave the rest of it waiting.
  last.once('close', () => streams.forEach((stream) => stream.destroy()));
  pipeline([...streams, last], ignore);
  return last;
}

class BodyLimit extends Transform {
  readonly #host: string;
  #bytesLeft: number;

  constructor(host: string, maxBytes: number) {
    super();
    this.#host = host;
    this.#bytesLeft = maxBytes;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#bytesLeft -= chunk.length;
    if (this.#bytesLeft < 0) callback(tooLarge(this.#host));
    else callback(null, chunk);
  }
}

const tooLarge = (host: string) => new OutboundError('too-large', `The answer of ${host} is too large.`);

const badEncoding = (host: string, cause?: unknown) =>
  new OutboundError('bad-encoding', `The answer of ${host} cannot be decoded.`, { cause });
