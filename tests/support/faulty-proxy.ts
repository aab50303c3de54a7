import { once } from 'node:events';
import { request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Relay } from './relay.ts';

/** What is wrong with one answer. Byte counts are of its body. */
export type Fault =
  | { readonly type: 'status'; readonly status: number; readonly headers?: OutgoingHttpHeaders }
  /** No answer ever, on a connection that stays open. */
  | { readonly type: 'silence' }
  /** The answer begins later, so that others overtake it. */
  | { readonly type: 'late'; readonly byMs: number }
  | { readonly type: 'stall'; readonly afterBytes: number; readonly forMs: number }
  | { readonly type: 'throttle'; readonly bytesPerSecond: number }
  /** 200 with the whole file, whatever range was asked for. */
  | { readonly type: 'whole-file' }
  /** No `Content-Length`; the whole file with 200, or the range that was asked for. */
  | { readonly type: 'no-length'; readonly wholeFile: boolean }
  | { readonly type: 'cut-off'; readonly afterBytes: number }
  /** `Content-Length` and `Content-Range` stay as they were; the body is `byBytes` longer, or shorter when negative. */
  | { readonly type: 'other-body-length'; readonly byBytes: number }
  /** The body stays as it was; `Content-Length` says `byBytes` more, or fewer when negative. */
  | { readonly type: 'other-stated-length'; readonly byBytes: number }
  | { readonly type: 'flipped-byte'; readonly atByte: number }
  | { readonly type: 'other-etag'; readonly etag: string };

export interface ProxiedRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
}

/** Stands between browser and server, on the level of requests: it passes each one on, and spoils the answers it is told to. */
export class FaultyProxy extends Relay {
  /** Asked for each request; null passes the answer on as it is. */
  intercept: (request: ProxiedRequest) => Fault | null = () => null;
  /** How many answers were spoiled. */
  faults = 0;

  protected override serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = 'GET', url = '/' } = incoming;
    const headers = { ...incoming.headers };
    const fault = this.intercept({ method, path: url, range: headers.range ?? null });
    if (fault !== null) this.faults += 1;
    if (fault?.type === 'status') {
      outgoing.writeHead(fault.status, fault.headers).end();
      return;
    }
    if (fault?.type === 'silence') return;
    if (sendsWholeFile(fault)) delete headers.range;
    const upstream = request(this.origin + url, { method, headers }, (answer) => {
      answer.on('error', () => outgoing.destroy());
      void send(answer, outgoing, fault).catch(() => outgoing.destroy());
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  }
}

async function send(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  fault: Exclude<Fault, { type: 'status' | 'silence' }> | null,
): Promise<void> {
  const statedBytes = Number(answer.headers['content-length'] ?? Number.NaN);
  const headers: OutgoingHttpHeaders = { ...answer.headers };
  if (fault?.type === 'other-etag') headers['etag'] = fault.etag;
  if (fault?.type === 'other-stated-length') headers['content-length'] = statedBytes + fault.byBytes;
  if (fault?.type === 'no-length') delete headers['content-length'];
  // What a lying length leaves on the connection would be taken for the next answer.
  if (fault !== null) headers['connection'] = 'close';
  if (fault?.type === 'late') await delay(fault.byMs);
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  const endBytes = bodyEnd(fault, statedBytes);
  let sentBytes = 0;
  for await (const whole of answer as AsyncIterable<Buffer>) {
    const chunk = whole.subarray(0, endBytes - sentBytes);
    if (fault?.type === 'flipped-byte') flip(chunk, fault.atByte - sentBytes);
    const heldMs = waitMs(fault, sentBytes, chunk.byteLength);
    if (heldMs > 0) await delay(heldMs);
    sentBytes += chunk.byteLength;
    if (!outgoing.write(chunk)) await once(outgoing, 'drain');
    if (sentBytes >= endBytes) break;
  }
  if (fault?.type === 'other-body-length' && fault.byBytes > 0)
    outgoing.write(Buffer.alloc(fault.byBytes, 1));
  if (fault === null || !OTHER_LENGTHS.has(fault.type)) outgoing.end();
  else outgoing.end(() => outgoing.socket?.destroySoon());
}

const sendsWholeFile = (fault: Fault | null): boolean =>
  fault?.type === 'whole-file' || (fault?.type === 'no-length' && fault.wholeFile);

/** After these, the length that was stated is not the one that was sent. */
const OTHER_LENGTHS: ReadonlySet<Fault['type']> = new Set([
  'cut-off',
  'other-body-length',
  'other-stated-length',
]);

/** For how long the next chunk is held back. */
function waitMs(fault: Fault | null, sentBytes: number, chunkBytes: number): number {
  if (fault?.type === 'throttle') return (chunkBytes * 1000) / fault.bytesPerSecond;
  const crosses =
    fault?.type === 'stall' && sentBytes <= fault.afterBytes && fault.afterBytes < sentBytes + chunkBytes;
  return crosses ? fault.forMs : 0;
}

function bodyEnd(fault: Fault | null, statedBytes: number): number {
  if (fault?.type === 'cut-off') return fault.afterBytes;
  return fault?.type === 'other-body-length' ? statedBytes + Math.min(0, fault.byBytes) : Infinity;
}

function flip(chunk: Buffer, at: number): void {
  if (at >= 0 && at < chunk.byteLength) chunk[at] = (chunk[at] ?? 0) ^ 0xff;
}
