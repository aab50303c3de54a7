import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { OutboundError } from './outbound-error.ts';

export interface WireBodyOptions {
  readonly controller: Dispatcher.DispatchController;
  readonly host: string;
  /** How long no byte may come while bytes are wanted. */
  readonly idleMs: number;
}

/** The body of an answer as it comes. A reader that is slow holds the sender back; destroying it ends the connection. */
export class WireBody extends Readable {
  readonly #options: WireBodyOptions;
  #idle: NodeJS.Timeout | undefined;
  #isWhole = false;

  constructor(options: WireBodyOptions) {
    super();
    this.#options = options;
    // It may fail before anybody listens; who reads it then is told all the same.
    this.on('error', () => undefined);
    this.#watch();
  }

  arrive(chunk: Buffer): void {
    if (this.push(chunk)) this.#watch();
    else this.#pause();
  }

  complete(): void {
    this.#isWhole = true;
    clearTimeout(this.#idle);
    this.push(null);
  }

  override _read(): void {
    if (this.#isWhole) return;
    this.#watch();
    this.#options.controller.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearTimeout(this.#idle);
    const { controller, host } = this.#options;
    if (!this.#isWhole) {
      controller.abort(error ?? new OutboundError('aborted', `The answer of ${host} is not wanted.`));
    }
    callback(error);
  }

  #pause(): void {
    clearTimeout(this.#idle);
    this.#options.controller.pause();
  }

  #watch(): void {
    clearTimeout(this.#idle);
    const { host, idleMs } = this.#options;
    this.#idle = setTimeout(
      () => this.destroy(new OutboundError('idle-timeout', `Nothing came from ${host} for too long.`)),
      idleMs,
    );
  }
}
