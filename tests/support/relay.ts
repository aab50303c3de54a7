import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of its own in front of another one. */
export abstract class Relay {
  readonly #server: Server;
  /** Of the server behind it. */
  protected origin = '';

  constructor() {
    this.#server = createServer((incoming, outgoing) => this.serve(incoming, outgoing));
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(origin: string): Promise<void> {
    this.origin = origin;
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  protected abstract serve(incoming: IncomingMessage, outgoing: ServerResponse): void;
}
