import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StandIn {
  /** Ends with a slash. */
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  /** Bytes of bodies that were handed to the sockets. */
  readonly sentBytes: () => number;
}

/** A local server in place of a directory, gone when the test is over. */
export async function startStandIn(answer: RequestListener): Promise<StandIn> {
  const requests: IncomingMessage[] = [];
  let sentBytes = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    const { socket } = request;
    const before = socket.bytesWritten;
    response.on('close', () => (sentBytes += socket.bytesWritten - before));
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, requests, sentBytes: () => sentBytes };
}

export const answerJson =
  (document: unknown, status = 200, type = 'application/json'): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': type }).end(JSON.stringify(document));

/** The parameters of the query, by name. */
export const queryOf = (request: IncomingMessage | undefined): Record<string, string> =>
  Object.fromEntries(new URL(request?.url ?? '/', 'http://stand.in').searchParams);
