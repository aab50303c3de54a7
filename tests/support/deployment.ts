import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { Relay } from './relay.ts';

/** Passes everything on to the server, and stands for the deployment of another version: the worker's script differs. */
export class Deployment extends Relay {
  version = 1;

  protected override serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const isWorker = incoming.url === '/sw.js';
    const headers = { ...incoming.headers };
    if (isWorker)
      for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) delete headers[name];
    const upstream = request(this.origin + incoming.url, { method: incoming.method, headers }, (answer) => {
      if (isWorker)
        for (const name of ['content-length', 'etag', 'last-modified']) delete answer.headers[name];
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing, { end: !isWorker });
      if (isWorker) answer.on('end', () => outgoing.end(`\n/* version ${this.version} */`));
      answer.on('error', () => outgoing.destroy());
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  }
}
