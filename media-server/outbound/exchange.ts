import { errors, type Dispatcher } from 'undici';
import type { Connections } from './connections.ts';
import type { Hop } from './hop.ts';
import { OutboundError, type OutboundErrorCode } from './outbound-error.ts';
import type { Headers } from './request-headers.ts';
import { WireBody } from './wire-body.ts';

export interface Answer {
  readonly status: number;
  /** By lower-case name, in the order they came. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: WireBody;
}

export interface ExchangeLimits {
  /** Until a connection of the pool is free. */
  readonly waitMs: number;
  /** From the request to the end of the head of its answer. */
  readonly headMs: number;
  readonly idleMs: number;
}

/**
 * One request and the head of its answer. The body has to be read to its end or destroyed.
 * @param headers All that are sent, beside those that frame the message.
 * @param signal Not aborted yet.
 * @throws OutboundError
 */
export function exchange(
  connections: Connections,
  { url, method, body }: Hop,
  headers: Headers,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<Answer> {
  const reader = new AnswerReader(url.host, limits, signal);
  const options = { path: url.pathname + url.search, method, headers: [...headers].flat(), body };
  reader.onStarted(connections.dispatch(url.origin, options, reader));
  return reader.head;
}

class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #host: string;
  readonly #limits: ExchangeLimits;
  readonly #signal: AbortSignal;
  readonly #head = Promise.withResolvers<Answer>();
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #failure: OutboundError | null = null;
  #body: WireBody | null = null;
  #stopWaiting: (() => void) | null = null;

  constructor(host: string, limits: ExchangeLimits, signal: AbortSignal) {
    this.#host = host;
    this.#limits = limits;
    this.#signal = signal;
    this.#limit(limits.waitMs, 'connect-failed', `No connection to ${host} was free in time.`);
    signal.addEventListener('abort', this.#onAbort);
  }

  get head(): Promise<Answer> {
    return this.#head.promise;
  }

  /** Called once, when the request goes out or is given up. */
  onStarted(stopWaiting: () => void): void {
    this.#stopWaiting = stopWaiting;
    if (this.#controller !== null || this.#failure !== null) stopWaiting();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#stopWaiting?.();
    if (this.#failure !== null) {
      controller.abort(this.#failure);
      return;
    }
    this.#limit(this.#limits.headMs, 'headers-timeout', `${this.#host} did not answer in time.`);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    this.#settle();
    this.#body = new WireBody({ controller, host: this.#host, idleMs: this.#limits.idleMs });
    this.#head.resolve({ status, headers: readRawHeaders(controller.rawHeaders), body: this.#body });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body?.arrive(chunk);
  }

  onResponseEnd(): void {
    this.#body?.complete();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const failure = toOutboundError(error, this.#host);
    if (this.#body === null) this.#fail(failure);
    else this.#body.destroy(failure);
  }

  readonly #onAbort = (): void => {
    this.#fail(toOutboundError(this.#signal.reason, this.#host));
  };

  #limit(ms: number, code: OutboundErrorCode, message: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(new OutboundError(code, message)), ms);
  }

  #fail(failure: OutboundError): void {
    if (this.#failure !== null) return;
    this.#failure = failure;
    this.#settle();
    this.#head.reject(failure);
    this.#stopWaiting?.();
    this.#controller?.abort(failure);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}

function toOutboundError(error: unknown, host: string): OutboundError {
  if (error instanceof OutboundError) return error;
  if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) {
    return new OutboundError('bad-response', `What ${host} sent is no HTTP answer.`, { cause: error });
  }
  if (error instanceof errors.ClientDestroyedError) {
    return new OutboundError('aborted', `The request to ${host} was ended.`, { cause: error });
  }
  return new OutboundError('connection-lost', `The connection to ${host} was lost.`, { cause: error });
}

/** `raw` has names and values in turn. */
function readRawHeaders(raw: Dispatcher.DispatchController['rawHeaders']): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  if (!Array.isArray(raw)) return headers;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = latin1(raw[index]).toLowerCase();
    const values = headers.get(name) ?? [];
    values.push(latin1(raw[index + 1]));
    headers.set(name, values);
  }
  return headers;
}

const latin1 = (value: Buffer | string | undefined): string =>
  typeof value === 'string' ? value : (value?.toString('latin1') ?? '');
