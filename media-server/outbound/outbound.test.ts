import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
  type InputType,
} from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../testing/open-files.ts';
import { OutboundError } from './outbound-error.ts';
import {
  codeOf,
  startOrigin,
  startOutbound,
  startRawOrigin,
  TEST_CERTIFICATE,
  TEST_USER_AGENT,
} from './testing/test-origin.ts';

const MIB = 1024 * 1024;
const TEXT = 'Half past nine, and nobody had fed the parrot. '.repeat(400);
const AUTHORIZATION = `Basic ${Buffer.from('ann:s3cret-ünd').toString('base64')}`;
const CREDENTIALS = { user: 'ann', password: 's3cret-ünd' };

const TRUSTED = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([...TRUSTED, TEST_CERTIFICATE]));
afterAll(() => setDefaultCACertificates(TRUSTED));

describe('an answer', () => {
  it('has the status, the headers and the bytes', async () => {
    const origin = await startOrigin((_request, response) => {
      response.writeHead(404, [
        ['Content-Type', 'text/plain'],
        ['X-Two', 'a'],
        ['X-Two', 'b'],
        ['__proto__', 'c'],
      ]);
      response.end('no such thing');
    });
    const answer = await startOutbound().fetch({ url: `${origin.url}/a b?q=ü#part`, maxBytes: 100 });
    expect(answer.status).toBe(404);
    expect(answer.header('content-type')).toBe('text/plain');
    expect(answer.header('x-two')).toBe('a, b');
    expect(answer.header('__proto__')).toBe('c');
    expect(answer.header('constructor')).toBeNull();
    expect(answer.url).toBe(`${origin.url}/a%20b?q=%C3%BC`);
    expect(answer.permanentUrl).toBe(answer.url);
    expect((await answer.bytes()).toString()).toBe('no such thing');
    expect(origin.requests).toEqual([
      {
        method: 'GET',
        url: '/a%20b?q=%C3%BC',
        headers: {
          accept: '*/*',
          'accept-encoding': 'identity',
          connection: 'keep-alive',
          host: origin.host,
          'user-agent': TEST_USER_AGENT,
        },
        body: '',
      },
    ]);
  });

  it('streams, and holds the sender back while nobody reads', async () => {
    const chunk = Buffer.alloc(64 * 1024, 7);
    let sent = 0;
    const origin = await startOrigin((_request, response) => {
      const write = () => {
        while (sent < 64 * MIB) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', write);
        }
        response.end();
      };
      write();
    });
    const { body } = await startOutbound({ limits: { idleMs: 150 } }).fetch({
      url: origin.url,
      maxBytes: 64 * MIB,
    });
    // Longer than a sender may be idle: it is we who are.
    await sleep(400);
    expect(sent).toBeLessThan(32 * MIB);
    let received = 0;
    for await (const piece of body) received += (piece as Buffer).length;
    expect(received).toBe(64 * MIB);
  });

  it('is a range when one is asked for', async () => {
    const origin = await startOrigin((request, response) => {
      response.writeHead(206, { 'Content-Range': 'bytes 5-8/100' });
      response.end(request.headers.range === 'bytes=5-8' ? 'four' : '');
    });
    const headers = { Range: 'bytes=5-8', 'If-Range': '"a"' };
    const answer = await startOutbound().fetch({ url: origin.url, headers, maxBytes: 4 });
    expect(answer.status).toBe(206);
    expect(answer.header('content-range')).toBe('bytes 5-8/100');
    expect((await answer.bytes()).toString()).toBe('four');
    expect(origin.requests[0]?.headers).toMatchObject({ range: 'bytes=5-8', 'if-range': '"a"' });
  });

  it.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
  ] as const)('to %s with %i has no body, however long it says it is', async (method, status) => {
    const origin = await startRawOrigin((socket) =>
      socket.write(
        `HTTP/1.1 ${status} X\r\nContent-Length: ${status === 204 ? 0 : 999_999}\r\nContent-Encoding: gzip\r\nETag: "e"\r\n\r\n`,
      ),
    );
    const outbound = startOutbound();
    const answer = await outbound.fetch({ url: origin.url, method, maxBytes: 1, totalMs: 60_000 });
    expect(answer.status).toBe(status);
    expect(answer.header('etag')).toBe('"e"');
    expect(await answer.bytes()).toHaveLength(0);
  });

  it('to POST gets the body', async () => {
    const origin = await startOrigin((_request, response) => response.end('ok'));
    const answer = await startOutbound().fetch({
      url: origin.url,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"ü":1}',
      maxBytes: 2,
    });
    expect((await answer.bytes()).toString()).toBe('ok');
    expect(origin.requests[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '8' },
      body: '{"ü":1}',
    });
  });

  it('may be exactly as long as is allowed', async () => {
    const origin = await startOrigin((_request, response) => response.end('12345'));
    const outbound = startOutbound();
    expect(await (await outbound.fetch({ url: origin.url, maxBytes: 5 })).bytes()).toHaveLength(5);
    expect(await codeOf(outbound.fetch({ url: origin.url, maxBytes: 4 }))).toBe('too-large');
  });

  it('that is no success tells its status, though its body is refused', async () => {
    const origin = await startOrigin((request, response) => {
      response.statusCode = 410;
      if (request.url === '/encoded') response.setHeader('Content-Encoding', 'gzip');
      response.end(gzipSync(TEXT));
    });
    const outbound = startOutbound();
    const long = await outbound.fetch({ url: `${origin.url}/long`, maxBytes: 4 });
    expect(long.status).toBe(410);
    expect(await codeOf(long.bytes())).toBe('too-large');
    const encoded = await outbound.fetch({ url: `${origin.url}/encoded`, maxBytes: 1_000 });
    expect(encoded.status).toBe(410);
    expect(await codeOf(encoded.bytes())).toBe('bad-encoding');
  });

  it('comes over TLS, with the certificate of the name', async () => {
    const origin = await startOrigin((_request, response) => response.end('safe'), { isSecure: true });
    const outbound = startOutbound();
    for (const host of ['localhost', 'localhost.', '127.0.0.1']) {
      const answer = await outbound.fetch({ url: `https://${host}:${origin.port}/`, maxBytes: 4 });
      expect((await answer.bytes()).toString()).toBe('safe');
    }
  });
});

describe('an encoded answer', () => {
  const twice = (first: (input: InputType) => Buffer, second: (input: InputType) => Buffer) =>
    second(first(TEXT));

  it.each<[string, () => Buffer]>([
    ['gzip', () => gzipSync(TEXT)],
    ['X-GZip', () => gzipSync(TEXT)],
    ['br', () => brotliCompressSync(TEXT)],
    ['zstd', () => zstdCompressSync(TEXT)],
    ['deflate', () => deflateSync(TEXT)],
    ['identity', () => Buffer.from(TEXT)],
    ['gzip, identity', () => gzipSync(TEXT)],
    ['gzip, br', () => twice(gzipSync, brotliCompressSync)],
    ['zstd , gzip', () => twice(zstdCompressSync, gzipSync)],
  ])('in %s is decoded', async (encoding, encode) => {
    const origin = await startOrigin((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding });
      response.end(encode());
    });
    const answer = await startOutbound().fetch({ url: origin.url, maxBytes: TEXT.length, decodes: true });
    expect((await answer.bytes()).toString()).toBe(TEXT);
    expect(origin.requests[0]?.headers['accept-encoding']).toBe('gzip, br, zstd, deflate');
  });

  it('may come in pieces of one byte', async () => {
    const encoded = gzipSync('one by one');
    const drip = async (response: ServerResponse) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      for (const byte of encoded) {
        response.write(Buffer.of(byte));
        await sleep(1);
      }
      response.end();
    };
    const origin = await startOrigin((_request, response) => void drip(response));
    const answer = await startOutbound().fetch({ url: origin.url, maxBytes: 10, decodes: true });
    expect((await answer.bytes()).toString()).toBe('one by one');
  });

  it('in deflate has to have the wrapper of zlib', async () => {
    const origin = await startOrigin((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'deflate' });
      response.end(deflateRawSync(TEXT));
    });
    const answer = await startOutbound().fetch({ url: origin.url, maxBytes: TEXT.length, decodes: true });
    expect(await codeOf(answer.bytes())).toBe('bad-encoding');
  });

  it('of 500 MB of nothing is decoded with little memory', async () => {
    const bomb = Buffer.concat(new Array<Buffer>(500).fill(gzipSync(Buffer.alloc(MIB))));
    const origin = await startOrigin((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(bomb);
    });
    const outbound = startOutbound();
    const before = process.memoryUsage().rss;
    let [most, bytes] = [before, 0];
    const { body } = await outbound.fetch({ url: origin.url, maxBytes: 500 * MIB, decodes: true });
    for await (const chunk of body) {
      bytes += (chunk as Buffer).length;
      if (bytes % MIB < 16_384) most = Math.max(most, process.memoryUsage().rss);
    }
    expect(bytes).toBe(500 * MIB);
    expect((most - before) / MIB).toBeLessThan(100);
  });
});

describe('redirects', () => {
  it('are followed ten times, and the address that is permanent is told', async () => {
    const statuses = [301, 308, 302, 301, 303, 307, 308, 301, 301, 301];
    const origin = await startOrigin((request, response) => {
      const step = Number(request.url?.slice(1));
      const status = statuses[step];
      if (status === undefined) return response.end('there');
      response.writeHead(status, { Location: step % 2 ? `${origin.url}/${step + 1}` : `${step + 1}#x` });
      return response.end('elsewhere');
    });
    const answer = await startOutbound().fetch({ url: `${origin.url}/0`, maxBytes: 100 });
    expect((await answer.bytes()).toString()).toBe('there');
    expect(answer.url).toBe(`${origin.url}/10`);
    expect(answer.permanentUrl).toBe(`${origin.url}/2`);
    expect(origin.requests).toHaveLength(11);
  });

  it('may say where in UTF-8', async () => {
    const origin = await startRawOrigin((socket, received) =>
      socket.write(
        received.startsWith('GET / ')
          ? 'HTTP/1.1 302 Found\r\nLocation: /ü\r\nContent-Length: 0\r\n\r\n'
          : 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
      ),
    );
    const answer = await startOutbound().fetch({ url: origin.url, maxBytes: 0 });
    expect(answer.url).toBe(`${origin.url}/%C3%BC`);
  });

  it.each([
    ['POST', 301, 'GET', ''],
    ['POST', 302, 'GET', ''],
    ['POST', 303, 'GET', ''],
    ['POST', 307, 'POST', 'body'],
    ['POST', 308, 'POST', 'body'],
    ['HEAD', 303, 'HEAD', ''],
    ['GET', 302, 'GET', ''],
  ] as const)('of %s with %i ask by %s', async (method, status, nextMethod, nextBody) => {
    const origin = await startOrigin((request, response) => {
      if (request.url === '/') response.writeHead(status, { Location: '/next' });
      response.end();
    });
    const answer = await startOutbound().fetch({
      url: origin.url,
      method,
      headers: { 'content-type': 'text/plain', accept: 'text/html' },
      body: 'body',
      maxBytes: 0,
    });
    await answer.bytes();
    const { headers, ...next } = origin.requests[1] ?? { headers: {} };
    expect(next).toEqual({ method: nextMethod, url: '/next', body: nextBody });
    expect(headers.accept).toBe('text/html');
    expect(headers['content-type']).toBe(
      nextMethod === 'GET' && method === 'POST' ? undefined : 'text/plain',
    );
    expect(headers.referer).toBeUndefined();
  });

  it('answer of a status that is no redirect is the answer', async () => {
    const origin = await startOrigin((_request, response) => {
      response.writeHead(300, { Location: '/next' });
      response.end('choose');
    });
    const answer = await startOutbound().fetch({ url: origin.url, maxBytes: 10 });
    expect(answer.status).toBe(300);
    expect((await answer.bytes()).toString()).toBe('choose');
  });
});

describe('credentials', () => {
  it('are sent, and kept on the way within the origin', async () => {
    const origin = await startOrigin((request, response) => {
      if (request.url === '/') response.writeHead(302, { Location: '/feed' });
      response.end();
    });
    const answer = await startOutbound().fetch({ url: origin.url, credentials: CREDENTIALS, maxBytes: 0 });
    await answer.bytes();
    expect(origin.requests.map(({ headers }) => headers.authorization)).toEqual([
      AUTHORIZATION,
      AUTHORIZATION,
    ]);
    expect(JSON.stringify(answer)).not.toContain('s3cret');
  });

  it.each<[string, Record<string, string>, typeof CREDENTIALS | null]>([
    ['credentials', {}, CREDENTIALS],
    ['headers', { Authorization: AUTHORIZATION, Cookie: 'id=s3cret', 'X-Auth-Key': 's3cret' }, null],
  ])('given as %s are gone for ever after another origin', async (_name, secrets, credentials) => {
    const other = await startOrigin((_request, response) => {
      response.writeHead(302, { Location: `${first.url}/back` });
      response.end();
    });
    const first = await startOrigin((request, response) => {
      if (request.url === '/') response.writeHead(307, { Location: `${other.url}/` });
      response.end();
    });
    const headers = { ...secrets, 'If-None-Match': '"a"', 'If-Modified-Since': 'x', 'If-Match': '"b"' };
    const answer = await startOutbound().fetch({ url: first.url, headers, credentials, maxBytes: 0 });
    await answer.bytes();
    expect(first.requests[0]?.headers.authorization).toBe(AUTHORIZATION);
    for (const request of [other.requests[0], first.requests[1]]) {
      expect(JSON.stringify(request?.headers)).not.toMatch(/authorization|cookie|x-auth|s3cret/i);
      expect(request?.headers).toMatchObject({ 'if-none-match': '"a"', 'if-match': '"b"' });
    }
  });

  it('do not go from https to http on the same host', async () => {
    const plain = await startOrigin((_request, response) => response.end('plain'));
    const secure = await startOrigin(
      (_request, response) => {
        response.writeHead(301, { Location: `http://localhost:${plain.port}/` });
        response.end();
      },
      { isSecure: true },
    );
    const answer = await startOutbound().fetch({
      url: `https://localhost:${secure.port}/`,
      credentials: CREDENTIALS,
      maxBytes: 5,
    });
    expect((await answer.bytes()).toString()).toBe('plain');
    expect(secure.requests[0]?.headers.authorization).toBe(AUTHORIZATION);
    expect(plain.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('are in no error', async () => {
    const origin = await startRawOrigin((socket) => socket.end('nonsense'));
    const outbound = startOutbound();
    for (const url of [
      `${origin.url}/s3cret?key=s3cret`,
      `http://ann:s3cret@${origin.host}/`,
      'http://ann:s3cret@[::1/',
    ]) {
      const error: unknown = await outbound
        .fetch({ url, credentials: CREDENTIALS, maxBytes: 1 })
        .catch((error: unknown) => error);
      expect(error).toBeInstanceOf(OutboundError);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/s3cret|YW5u/);
    }
  });

  it('that are set by an answer are not kept', async () => {
    const origin = await startOrigin((_request, response) => {
      response.setHeader('Set-Cookie', 'id=1');
      response.end();
    });
    const outbound = startOutbound();
    for (let index = 0; index < 2; index++) {
      await (await outbound.fetch({ url: origin.url, maxBytes: 0 })).bytes();
    }
    expect(origin.requests[1]?.headers.cookie).toBeUndefined();
  });
});

describe('connections', () => {
  it('are kept for the next request', async () => {
    const origin = await startOrigin((request, response) => response.end(request.url));
    const outbound = startOutbound();
    for (let index = 0; index < 5; index++) {
      const answer = await outbound.fetch({ url: `${origin.url}/${index}`, maxBytes: 10 });
      expect((await answer.bytes()).toString()).toBe(`/${index}`);
    }
    // One is only free again a turn of the event loop after its answer.
    expect(origin.connected()).toBeLessThanOrEqual(2);
  });

  it('are four to an origin, and every request has its own answer', async () => {
    const answerTo = (request: { url?: string | undefined; headers: { host?: string | undefined } }) =>
      createHash('sha256').update(`${request.headers.host}${request.url}`).digest('hex').repeat(500);
    const origins = await Promise.all(
      [0, 1].map(() =>
        startOrigin((request, response) => {
          const delayMs = (Number(request.url?.slice(1)) * 7) % 11;
          setTimeout(() => response.end(answerTo(request)), delayMs);
        }),
      ),
    );
    const outbound = startOutbound();
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const { host, url } = origins[index % 2] ?? { host: '', url: '' };
        const answer = await outbound.fetch({ url: `${url}/${index}`, maxBytes: MIB });
        expect((await answer.bytes()).toString()).toBe(answerTo({ url: `/${index}`, headers: { host } }));
      }),
    );
    for (const origin of origins) expect(origin.connected()).toBe(4);
  });

  it('are tried at each address of a name', async () => {
    const origin = await startOrigin((_request, response) => response.end('found'));
    const outbound = startOutbound({
      allowPrivate: ['127.0.0.0/8'],
      lookup: () => Promise.resolve(['127.0.0.3', '127.0.0.2', '127.0.0.1']),
    });
    const answer = await outbound.fetch({ url: `http://podcast.test:${origin.port}/`, maxBytes: 5 });
    expect((await answer.bytes()).toString()).toBe('found');
    expect(origin.requests[0]?.headers.host).toBe(`podcast.test:${origin.port}`);
  });

  it('that the other side reset while nobody read end with an error, and nothing else', async () => {
    for (const head of ['Connection: close\r\nContent-Length: 1000000', 'Connection: close', 'X: y']) {
      const origin = await startRawOrigin((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`);
        socket.write(Buffer.alloc(100_000), () => setTimeout(() => socket.resetAndDestroy(), 50));
      });
      const { body } = await startOutbound().fetch({ url: origin.url, maxBytes: MIB });
      await sleep(150);
      expect(await codeOf(body.toArray())).toBe('connection-lost');
    }
  });

  it('that fail before somebody reads fail when somebody does', async () => {
    const origin = await startRawOrigin((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive.'),
    );
    const answer = await startOutbound().fetch({ url: origin.url, maxBytes: 10 });
    await sleep(50);
    expect(await codeOf(answer.bytes())).toBe('connection-lost');
  });

  it.each(['head', 'body'])('leave nothing behind when the %s is given up', async (when) => {
    const origin = await startOrigin((_request, response) => {
      if (when === 'head') return;
      response.write('some');
    });
    const stop = new AbortController();
    const asked = startOutbound().fetch({
      url: origin.url,
      maxBytes: MIB,
      totalMs: 60_000,
      signal: stop.signal,
    });
    if (when === 'body') {
      const { body } = await asked;
      const read = codeOf(body.toArray());
      stop.abort();
      expect(await read).toBe('aborted');
    } else {
      await until(() => origin.requests.length === 1);
      stop.abort();
      expect(await codeOf(asked)).toBe('aborted');
    }
    await until(() => origin.open() === 0);
  });

  it('leave no timer and no socket behind', async () => {
    const origin = await startOrigin((request, response) => {
      if (request.url === '/redirect') response.writeHead(302, { Location: '/whole' });
      if (request.url === '/part') response.write('some');
      else response.end('whole');
    });
    const before = countHandles();
    const outbound = startOutbound();
    const stop = new AbortController();
    const ask = (path: string) =>
      outbound.fetch({ url: origin.url + path, maxBytes: 100, totalMs: 60_000, signal: stop.signal });
    await (await ask('/whole')).bytes();
    await (await ask('/redirect')).bytes();
    (await ask('/part')).body.destroy();
    await outbound.fetch({
      url: origin.url,
      method: 'HEAD',
      maxBytes: 0,
      totalMs: 60_000,
      signal: stop.signal,
    });
    expect(await codeOf(ask('/whole?').then(({ body }) => body.toArray()))).toBeNull();
    const tooLong = outbound.fetch({ url: origin.url, maxBytes: 1, totalMs: 60_000, signal: stop.signal });
    expect(await codeOf(tooLong)).toBe('too-large');
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    await outbound.close();
    await until(() => origin.open() === 0);
    await until(() => countHandles() <= before);
  });
});

describe('a request that is ended', () => {
  it('before it began is not sent', async () => {
    const origin = await startOrigin((_request, response) => response.end());
    const outbound = startOutbound();
    const asked = outbound.fetch({ url: origin.url, maxBytes: 0, signal: AbortSignal.abort() });
    expect(await codeOf(asked)).toBe('aborted');
    await sleep(50);
    expect(origin.connected()).toBe(0);
  });

  it('while its name is looked up', async () => {
    const outbound = startOutbound({ lookup: () => new Promise(() => undefined) });
    const signal = AbortSignal.timeout(30);
    expect(await codeOf(outbound.fetch({ url: 'http://slow.test/', maxBytes: 0, signal }))).toBe('aborted');
  });

  it('while it connects, which ends with it', async () => {
    const silent = await startRawOrigin(() => undefined);
    const signal = AbortSignal.timeout(50);
    const asked = startOutbound().fetch({ url: `https://localhost:${silent.port}/`, maxBytes: 0, signal });
    expect(await codeOf(asked)).toBe('aborted');
    expect(silent.connected()).toBe(1);
    await until(() => silent.open() === 0, 500);
  });

  it('while it waits for a connection, and the others go on', async () => {
    const origin = await startOrigin((request, response) => {
      if (request.url !== '/hold') response.end('done');
    });
    const outbound = startOutbound();
    const holding = new AbortController();
    const held = Array.from({ length: 4 }, () =>
      codeOf(outbound.fetch({ url: `${origin.url}/hold`, maxBytes: 9, signal: holding.signal })),
    );
    await until(() => origin.requests.length === 4);
    const signal = AbortSignal.timeout(30);
    const unwanted = outbound.fetch({ url: `${origin.url}/unwanted`, maxBytes: 9, signal });
    expect(await codeOf(unwanted)).toBe('aborted');
    const waiting = outbound.fetch({ url: origin.url, maxBytes: 9 });
    holding.abort();
    expect(await Promise.all(held)).toEqual(['aborted', 'aborted', 'aborted', 'aborted']);
    expect((await (await waiting).bytes()).toString()).toBe('done');
    expect(origin.requests.map(({ url }) => url)).not.toContain('/unwanted');
  });

  it('while it is decoded', async () => {
    const origin = await startOrigin((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(64 * MIB)));
    });
    const stop = new AbortController();
    const { body } = await startOutbound().fetch({
      url: origin.url,
      maxBytes: 64 * MIB,
      decodes: true,
      signal: stop.signal,
    });
    let received = 0;
    const read = codeOf(
      (async () => {
        for await (const chunk of body) {
          received += (chunk as Buffer).length;
          if (received > MIB) stop.abort();
        }
      })(),
    );
    expect(await read).toBe('aborted');
    expect(received).toBeLessThan(8 * MIB);
  });

  it('by closing it all', async () => {
    const origin = await startOrigin((_request, response) => void response.write('some'));
    const outbound = startOutbound();
    const { body } = await outbound.fetch({ url: origin.url, maxBytes: 9 });
    const connecting = startOutbound({ lookup: () => new Promise(() => undefined) });
    const asked = codeOf(connecting.fetch({ url: 'http://slow.test/', maxBytes: 9 }));
    const read = codeOf(body.toArray());
    await Promise.all([outbound.close(), connecting.close()]);
    expect(await read).toBe('aborted');
    expect(await asked).toBe('aborted');
    expect(await codeOf(outbound.fetch({ url: origin.url, maxBytes: 9 }))).toBe('aborted');
    await until(() => origin.open() === 0);
  });
});

const countHandles = (): number =>
  process.getActiveResourcesInfo().filter((kind) => /^(?:Timeout|TCP|TLS)/.test(kind)).length;
