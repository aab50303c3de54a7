import { Agent, type buildConnector, type Dispatcher } from 'undici';
import { connect, type ConnectOptions } from './connect.ts';
import { OutboundError } from './outbound-error.ts';

const MAX_HEAD_BYTES = 32 * 1024;
/** Below the five seconds after which many servers close. */
const KEEP_ALIVE_MS = 4_000;
const MAX_KEEP_ALIVE_MS = 30_000;

export interface ConnectionsOptions extends ConnectOptions {
  readonly connectionsPerOrigin: number;
}

interface Wait {
  requests: number;
  readonly controller: AbortController;
}

/** Pools of connections, one for each origin. Connecting ends as soon as no request waits for it. */
export class Connections {
  readonly #options: ConnectOptions;
  readonly #agent: Agent;
  /** By origin. */
  readonly #waits = new Map<string, Wait>();

  constructor({ connectionsPerOrigin, ...options }: ConnectionsOptions) {
    this.#options = options;
    this.#agent = new Agent({
      connect: (endpoint, callback) => void this.#connect(endpoint, callback),
      connections: connectionsPerOrigin,
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: MAX_HEAD_BYTES,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: MAX_KEEP_ALIVE_MS,
      // An interim answer would start them anew; the exchange has its own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * Sends a request when a connection is free.
   * @returns Has to be called when the request was started, or is not wanted any more.
   */
  dispatch(
    origin: string,
    options: Omit<Dispatcher.DispatchOptions, 'origin'>,
    handler: Dispatcher.DispatchHandler,
  ): () => void {
    const stopWaiting = this.#startWaiting(origin);
    this.#agent.dispatch({ ...options, origin }, handler);
    return stopWaiting;
  }

  /** Breaks off what is under way. */
  async close(): Promise<void> {
    await this.#agent.destroy();
    for (const { controller } of this.#waits.values()) controller.abort(closed());
    this.#waits.clear();
  }

  #startWaiting(origin: string): () => void {
    const wait = this.#waits.get(origin) ?? { requests: 0, controller: new AbortController() };
    wait.requests++;
    this.#waits.set(origin, wait);
    let isWaiting = true;
    return () => {
      if (!isWaiting) return;
      isWaiting = false;
      if (--wait.requests > 0) return;
      this.#waits.delete(origin);
      wait.controller.abort(new OutboundError('aborted', `No request waits for ${origin} any more.`));
    };
  }

  async #connect(
    { protocol, host, hostname, port }: buildConnector.Options,
    callback: buildConnector.Callback,
  ): Promise<void> {
    const isSecure = protocol === 'https:';
    const endpoint = { hostname, port: Number(port) || (isSecure ? 443 : 80), isSecure };
    const signal = this.#waits.get(`${protocol}//${host}`)?.controller.signal ?? AbortSignal.abort(closed());
    let socket;
    try {
      socket = await connect(endpoint, this.#options, signal);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), null);
      return;
    }
    callback(null, socket);
  }
}

const closed = () => new OutboundError('aborted', 'Nothing is asked for any more.');
