import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Stands between browser and server, on the level of connections: it can slow down, cut, and be gone. */
export class SlowProxy {
  /** Bytes per second from server to browser, over all connections. */
  bytesPerSecond = Infinity;
  /** Bytes that went to the browser so far. */
  sentBytes = 0;
  #server: Server | null = null;
  #port = 0;
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #nextFreeMs = 0;

  constructor(targetPort: number) {
    this.#target = targetPort;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  get openConnections(): number {
    return this.#sockets.size / 2;
  }

  /** Listens; on the same port as before when it was stopped. */
  async start(): Promise<void> {
    const server = createServer((client) => void this.#serve(client).catch(() => client.destroy()));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Cuts every connection and refuses new ones. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.cut();
    if (server === null) return;
    server.close();
    await once(server, 'close');
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async #serve(client: Socket): Promise<void> {
    const upstream = connect(this.#target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    for await (const chunk of upstream as AsyncIterable<Buffer>) {
      await this.#waitForRoom(chunk.byteLength);
      this.sentBytes += chunk.byteLength;
      if (!client.write(chunk)) await once(client, 'drain');
    }
    client.end();
  }

  /** Hands out the bandwidth in turn, so that the sum over all connections is what was set. */
  async #waitForRoom(bytes: number): Promise<void> {
    if (this.bytesPerSecond === Infinity) return;
    const nowMs = performance.now();
    const startMs = Math.max(nowMs, this.#nextFreeMs);
    this.#nextFreeMs = startMs + (bytes * 1000) / this.bytesPerSecond;
    await delay(this.#nextFreeMs - nowMs);
  }
}
