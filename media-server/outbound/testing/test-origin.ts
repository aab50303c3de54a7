import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { Outbound, type OutboundOptions } from '../outbound.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'test-fixtures');

/** For `localhost` and 127.0.0.1, signed by itself. */
export const TEST_CERTIFICATE = readFileSync(join(FIXTURES, 'localhost-cert.pem'), 'utf8');
const TEST_KEY = readFileSync(join(FIXTURES, 'localhost-key.pem'), 'utf8');

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that is gone when the test is over. */
export interface TestOrigin {
  /** `127.0.0.1` and the port. */
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly requests: SeenRequest[];
  /** How many connections were made to it. */
  connected(): number;
  /** How many of them are open. */
  open(): number;
}

export interface OriginOptions {
  readonly address?: string;
  readonly isSecure?: boolean;
}

/** Answers over HTTP when the request was received as a whole. */
export function startOrigin(answer: RequestListener, options: OriginOptions = {}): Promise<TestOrigin> {
  const requests: SeenRequest[] = [];
  const listener: RequestListener = (request, response) => {
    response.on('error', () => undefined);
    void buffer(request).then(
      (body) => {
        const { method = '', url = '', headers } = request;
        requests.push({ method, url, headers, body: body.toString() });
        answer(request, response);
      },
      () => undefined,
    );
  };
  const server = options.isSecure
    ? createSecureServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, listener)
    : createServer(listener);
  return listen(server, requests, options);
}

/** Answers each piece that is received, with whatever bytes. */
export function startRawOrigin(
  answer: (socket: Socket, received: string) => void,
  options: OriginOptions = {},
): Promise<TestOrigin> {
  const server = createRawServer((socket) => {
    socket.on('data', (data) => answer(socket, data.toString('latin1')));
  });
  return listen(server, [], options);
}

async function listen(
  server: Server,
  requests: SeenRequest[],
  { address = '127.0.0.1', isSecure = false }: OriginOptions,
): Promise<TestOrigin> {
  const sockets = new Set<Socket>();
  let connected = 0;
  server.on('connection', (socket: Socket) => {
    connected++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    port,
    url: `${isSecure ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    connected: () => connected,
    open: () => sockets.size,
  };
}

export const TEST_USER_AGENT = 'carryon-test/1';

/** May ask 127.0.0.1 and nothing else that is not public; never asks a real name service. */
export function startOutbound(options: Partial<OutboundOptions> = {}): Outbound {
  const outbound = new Outbound({
    allowPrivate: ['127.0.0.1/32'],
    userAgent: TEST_USER_AGENT,
    lookup: () => Promise.resolve(['127.0.0.1']),
    ...options,
  });
  onTestFinished(() => outbound.close());
  return outbound;
}

/** The code of the error that a promise ends with; null when it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}
