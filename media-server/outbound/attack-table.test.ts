import fc from 'fast-check';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { until } from '../testing/open-files.ts';
import { OutboundError, type OutboundErrorCode } from './outbound-error.ts';
import type { OutboundLimits } from './outbound.ts';
import type { OutboundRequest, OutboundResponse } from './outbound-types.ts';
import {
  codeOf,
  startOrigin,
  startOutbound,
  startRawOrigin,
  TEST_CERTIFICATE,
  type OriginOptions,
  type TestOrigin,
} from './testing/test-origin.ts';

/** Nobody may come here; it listens at every address of this machine. */
async function startSecret(): Promise<TestOrigin> {
  const answer: RequestListener = (_request, response) => response.end('the secret');
  try {
    return await startOrigin(answer, { address: '::' });
  } catch {
    return startOrigin(answer, { address: '0.0.0.0' });
  }
}

/** What the names of these tests resolve to. 127.0.0.1 may be asked here, and no other address of this machine. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.2', '::1'],
  'localhost.': ['127.0.0.2', '::1'],
  'private.test': ['127.0.0.2'],
  'private.test.': ['127.0.0.2'],
  'lan.test': ['192.168.0.1'],
  'metadata.test': ['169.254.169.254'],
  'any.test': ['0.0.0.0'],
  'v6.test': ['::1'],
  'ula.test': ['fd00::1'],
  'mapped.test': ['::ffff:127.0.0.2'],
  'mapped-lan.test': ['::ffff:192.168.0.1'],
  'zone.test': ['fe80::1%lo'],
  'nat64.test': ['64:ff9b::7f00:2'],
  'public-then-private.test': ['93.184.215.14', '127.0.0.2'],
  'private-then-public.test': ['127.0.0.2', '93.184.215.14'],
  'allowed-then-private.test': ['127.0.0.1', '127.0.0.2'],
  'many-then-private.test': [...new Array<string>(50).fill('127.0.0.1'), '127.0.0.2'],
  'garbage.test': ['not an address'],
  'octal.test': ['0177.0.0.2'],
  'xn--strae-oqa.test': ['127.0.0.2'],
  'nothing.test': [],
};

function lookup(hostname: string): Promise<readonly string[]> {
  const addresses = NAMES[hostname];
  return addresses ? Promise.resolve(addresses) : Promise.reject(new Error(`There is no ${hostname}.`));
}

/** `PORT` stands for that of the secret. */
const TARGETS: readonly [name: string, url: string, code: OutboundErrorCode][] = [
  ['dotted', 'http://127.0.0.2:PORT/', 'private-address'],
  ['octal', 'http://0177.0.0.02:PORT/', 'private-address'],
  ['octal, padded', 'http://00000177.0.0.000002:PORT/', 'private-address'],
  ['hex by part', 'http://0x7f.0x0.0x0.0x2:PORT/', 'private-address'],
  ['hex as a whole', 'http://0x7f000002:PORT/', 'private-address'],
  ['integer', 'http://2130706434:PORT/', 'private-address'],
  ['octal integer', 'http://017700000002:PORT/', 'private-address'],
  ['two parts', 'http://127.2:PORT/', 'private-address'],
  ['three parts', 'http://127.0.2:PORT/', 'private-address'],
  ['mixed bases', 'http://0x7f.0.02:PORT/', 'private-address'],
  ['trailing dot', 'http://127.0.0.2.:PORT/', 'private-address'],
  ['percent-encoded', 'http://%31%32%37.0.0.2:PORT/', 'private-address'],
  ['fullwidth digits', 'http://１２７.０.０.２:PORT/', 'private-address'],
  ['circled digits', 'http://①②⑦.⓪.⓪.②:PORT/', 'private-address'],
  ['ideographic full stops', 'http://127。0。0。2:PORT/', 'private-address'],
  ['soft hyphen', 'http://127.0.0.\u00ad2:PORT/', 'private-address'],
  ['one slash', 'http:/127.0.0.2:PORT/', 'private-address'],
  ['backslashes', 'http:\\\\127.0.0.2:PORT\\', 'private-address'],
  ['tab in it', 'http://127.0.\t0.2:PORT/', 'private-address'],
  ['any address', 'http://0.0.0.0:PORT/', 'private-address'],
  ['any address, as 0', 'http://0:PORT/', 'private-address'],
  ['private network', 'http://10.0.0.1/', 'private-address'],
  ['cloud metadata', 'http://169.254.169.254/latest/meta-data/', 'private-address'],
  ['cloud metadata, integer', 'http://2852039166/', 'private-address'],
  ['carrier-grade NAT', 'http://100.64.0.1/', 'private-address'],
  ['multicast', 'http://224.0.0.1/', 'private-address'],
  ['broadcast', 'http://255.255.255.255/', 'private-address'],
  ['IPv6 loopback', 'http://[::1]:PORT/', 'private-address'],
  ['IPv6 loopback, long', 'http://[0000:0:0:0:0:0:0:0001]:PORT/', 'private-address'],
  ['IPv6 unspecified', 'http://[::]:PORT/', 'private-address'],
  ['IPv4-mapped', 'http://[::ffff:127.0.0.2]:PORT/', 'private-address'],
  ['IPv4-mapped, hex', 'http://[::ffff:7f00:2]:PORT/', 'private-address'],
  ['IPv4-compatible', 'http://[::127.0.0.2]:PORT/', 'private-address'],
  ['NAT64', 'http://[64:ff9b::127.0.0.2]:PORT/', 'private-address'],
  ['local NAT64', 'http://[64:ff9b:1::7f00:2]:PORT/', 'private-address'],
  ['6to4', 'http://[2002:7f00:2::]:PORT/', 'private-address'],
  ['Teredo', 'http://[2001:0:1::80ff:fffd]:PORT/', 'private-address'],
  ['unique local', 'http://[fd00::1]:PORT/', 'private-address'],
  ['link local', 'http://[fe80::1]:PORT/', 'private-address'],
  ['site local', 'http://[fec0::1]:PORT/', 'private-address'],
  ['zone', 'http://[fe80::1%25lo]:PORT/', 'bad-url'],
  ['zone on loopback', 'http://[::1%lo]:PORT/', 'bad-url'],
  ['part that is too large', 'http://127.0.0.256:PORT/', 'bad-url'],
  ['five parts', 'http://127.0.0.2.5:PORT/', 'bad-url'],
  ['localhost', 'http://localhost:PORT/', 'private-address'],
  ['LOCALHOST.', 'http://LOCALHOST.:PORT/', 'private-address'],
  ['localhost in circled letters', 'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/', 'private-address'],
  ['private name', 'http://private.test:PORT/', 'private-address'],
  ['private name, trailing dot', 'http://private.test.:PORT/', 'private-address'],
  ['private name in Unicode', 'http://straße.test:PORT/', 'private-address'],
  ['name of a private network', 'http://lan.test/', 'private-address'],
  ['name of the metadata service', 'https://metadata.test/', 'private-address'],
  ['name of any address', 'http://any.test:PORT/', 'private-address'],
  ['name of an IPv6 loopback', 'http://v6.test:PORT/', 'private-address'],
  ['name of a unique local address', 'http://ula.test:PORT/', 'private-address'],
  ['name of a mapped address', 'http://mapped.test:PORT/', 'private-address'],
  ['name of a mapped private network', 'http://mapped-lan.test:PORT/', 'private-address'],
  ['name of an address with a zone', 'http://zone.test:PORT/', 'private-address'],
  ['name behind NAT64', 'http://nat64.test:PORT/', 'private-address'],
  ['name, public and private', 'http://public-then-private.test:PORT/', 'private-address'],
  ['name, private and public', 'http://private-then-public.test:PORT/', 'private-address'],
  ['name, allowed and private', 'http://allowed-then-private.test:PORT/', 'private-address'],
  ['name with many addresses, the last private', 'http://many-then-private.test:PORT/', 'private-address'],
  ['name of what is no address', 'http://garbage.test:PORT/', 'private-address'],
  ['name of an octal address', 'http://octal.test:PORT/', 'private-address'],
  ['name without an address', 'http://nothing.test:PORT/', 'dns-failed'],
  ['name that is not known', 'http://unknown.test:PORT/', 'dns-failed'],
  ['file', 'file:///etc/passwd', 'scheme-not-allowed'],
  ['file with a host', 'file://127.0.0.2:PORT/etc/passwd', 'bad-url'],
  ['ftp', 'ftp://127.0.0.2:PORT/', 'scheme-not-allowed'],
  ['gopher', 'gopher://127.0.0.2:PORT/_GET%20/', 'scheme-not-allowed'],
  ['data', 'data:text/html,<p>', 'scheme-not-allowed'],
  ['javascript', 'javascript:alert(1)', 'scheme-not-allowed'],
  ['javascript with a tab', 'java\tscript:alert(1)', 'scheme-not-allowed'],
  ['ws', 'ws://127.0.0.2:PORT/', 'scheme-not-allowed'],
  ['wss', 'wss://127.0.0.2:PORT/', 'scheme-not-allowed'],
  ['blob', 'blob:http://127.0.0.2:PORT/1', 'scheme-not-allowed'],
  ['about', 'about:blank', 'scheme-not-allowed'],
  ['dict', 'dict://127.0.0.2:PORT/d:', 'scheme-not-allowed'],
  ['ldap', 'ldap://127.0.0.2:PORT/', 'scheme-not-allowed'],
  ['jar', 'jar:http://127.0.0.2:PORT/!/', 'scheme-not-allowed'],
  ['unix socket', 'unix:/var/run/docker.sock', 'scheme-not-allowed'],
  ['port 0', 'http://127.0.0.1:0/', 'port-not-allowed'],
  ['SSH', 'http://127.0.0.1:22/', 'port-not-allowed'],
  ['SMTP', 'https://127.0.0.1:25/', 'port-not-allowed'],
  ['port 81', 'http://127.0.0.1:81/', 'port-not-allowed'],
  ['port 1023', 'http://127.0.0.1:1023/', 'port-not-allowed'],
  ['NFS', 'http://127.0.0.1:2049/', 'port-not-allowed'],
  ['X11', 'http://127.0.0.1:6000/', 'port-not-allowed'],
  ['IRC', 'http://127.0.0.1:6667/', 'port-not-allowed'],
  ['SIP', 'http://127.0.0.1:5060/', 'port-not-allowed'],
  ['port 10080', 'http://127.0.0.1:10080/', 'port-not-allowed'],
  ['port too large', 'http://127.0.0.1:65536/', 'bad-url'],
  ['user', 'http://user@127.0.0.1:PORT/', 'bad-url'],
  ['user and password', 'http://user:password@127.0.0.1:PORT/', 'bad-url'],
  ['password alone', 'http://:password@127.0.0.1:PORT/', 'bad-url'],
  ['host in the user', 'http://public.test:80@127.0.0.2:PORT/', 'bad-url'],
  ['host behind a backslash', 'http://127.0.0.2:PORT\\@public.test/', 'private-address'],
  ['no host', 'http://', 'bad-url'],
  ['space in the host', 'http://127.0.0.2 .test:PORT/', 'bad-url'],
  ['NUL in the host', 'http://127.0.0.2%00.test:PORT/', 'bad-url'],
  ['CR LF in the host', 'http://127.0.0.2%0d%0a.test:PORT/', 'bad-url'],
  ['very long', `http://127.0.0.1:PORT/${'a'.repeat(9_000)}`, 'bad-url'],
];

describe('what is asked', () => {
  test.each(TARGETS)('%s: %s', async (_name, template, code) => {
    const secret = await startSecret();
    const outbound = startOutbound({ lookup });
    const url = template.replace('PORT', String(secret.port));
    expect(await codeOf(outbound.fetch({ url, maxBytes: 100 }))).toBe(code);
    expect(secret.connected()).toBe(0);
  });

  test('nothing of this machine is allowed unless it is said', async () => {
    const secret = await startSecret();
    const outbound = startOutbound({ allowPrivate: [] });
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost']) {
      const url = `http://${host}:${secret.port}/`;
      expect(await codeOf(outbound.fetch({ url, maxBytes: 100 }))).toBe('private-address');
    }
    expect(secret.connected()).toBe(0);
  });
});

/** Redirects to `/1`, `/2` …, and at the step `last` to `target`, as raw bytes. */
const startRedirects = (last: number, target: string): Promise<TestOrigin> =>
  startRawOrigin((socket, received) => {
    const step = Number(/^GET \/(\d*)/.exec(received)?.[1]);
    const location = step === last ? target : `/${step + 1}`;
    socket.write(
      Buffer.from(
        `HTTP/1.1 ${step % 2 ? 301 : 307} X\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`,
        'utf8',
      ),
    );
  });

/** At a redirect, what is no URL is `bad-redirect`; user information is what it is everywhere. */
const codeAtRedirect = (url: string, code: OutboundErrorCode): OutboundErrorCode =>
  code === 'bad-url' && !/^http:\/\/(?:\w|\.)*:[\w]*@/.test(url) && !url.includes('user@')
    ? 'bad-redirect'
    : code;

/** With one slash it is a path of where it comes from. */
describe.each([
  ['first', 0],
  ['middle', 4],
  ['last', 9],
])('what the %s redirect asks for', (_position, last) => {
  test.each(TARGETS.filter(([name]) => name !== 'one slash'))('%s: %s', async (_name, template, code) => {
    const secret = await startSecret();
    const target = template.replace('PORT', String(secret.port));
    const origin = await startRedirects(last, target);
    const asked = startOutbound({ lookup }).fetch({ url: `${origin.url}/0`, maxBytes: 100 });
    expect(await codeOf(asked)).toBe(codeAtRedirect(template, code));
    expect(secret.connected()).toBe(0);
  });
});

describe('names whose addresses change', () => {
  const changing = (...answers: readonly (readonly string[])[]) => {
    const asked: string[] = [];
    return {
      asked,
      lookup: (hostname: string) => {
        asked.push(hostname);
        return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? []);
      },
    };
  };

  test('are looked up once, and what was checked is what is connected', async () => {
    const origin = await startOrigin((_request, response) => response.end('the right one'));
    const names = changing(['127.0.0.1'], ['127.0.0.2']);
    const outbound = startOutbound({ lookup: names.lookup });
    const answer = await outbound.fetch({ url: `http://rebind.test:${origin.port}/`, maxBytes: 100 });
    expect((await answer.bytes()).toString()).toBe('the right one');
    expect(names.asked).toEqual(['rebind.test']);
  });

  test('are refused at the next connection', async () => {
    const secret = await startSecret();
    const names = changing(['127.0.0.1'], ['127.0.0.2']);
    const outbound = startOutbound({ lookup: names.lookup });
    const url = `http://rebind.test:${secret.port}/`;
    await (await outbound.fetch({ url, maxBytes: 100 })).bytes();
    await Promise.all(
      [1, 2, 3].map(async () => {
        // One goes over the connection that is open, to the address that was checked.
        expect(['private-address', null]).toContain(await codeOf(outbound.fetch({ url, maxBytes: 100 })));
      }),
    );
    expect(names.asked.length).toBeGreaterThan(1);
    expect(secret.connected()).toBe(1);
  });

  test('are refused at a redirect to themselves', async () => {
    const secret = await startSecret();
    const names = changing(['127.0.0.1'], ['127.0.0.2']);
    const origin = await startRedirects(0, `http://rebind.test:${secret.port}/`);
    const asked = startOutbound({ lookup: names.lookup }).fetch({
      url: `http://rebind.test:${origin.port}/0`,
      maxBytes: 100,
    });
    expect(await codeOf(asked)).toBe('private-address');
    expect(secret.connected()).toBe(0);
  });

  test('a connection that ends at another address gets no request', async () => {
    // The system connects 0.0.0.0 to a loopback address, which was not allowed.
    const secret = await startSecret();
    const outbound = startOutbound({ allowPrivate: ['0.0.0.0/32'] });
    const url = `http://0.0.0.0:${secret.port}/`;
    expect(await codeOf(outbound.fetch({ url, maxBytes: 100 }))).toBe('private-address');
    await until(() => secret.open() === 0);
    expect(secret.requests).toEqual([]);
  });
});

describe('headers that are not for the caller', () => {
  test.each<[string, Partial<OutboundRequest>]>([
    ['CR LF in a value', { headers: { 'X-A': 'a\r\nX-B: b' } }],
    ['LF in a value', { headers: { 'X-A': 'a\nX-B: b' } }],
    ['CR in a value', { headers: { 'X-A': 'a\rX-B: b' } }],
    ['NUL in a value', { headers: { 'X-A': 'a\0b' } }],
    ['DEL in a value', { headers: { 'X-A': 'a\x7f' } }],
    ['a value beyond Latin-1', { headers: { 'X-A': 'a\u010d\u010a' } }],
    ['CR LF in a name', { headers: { 'X-A: a\r\nX-B': 'b' } }],
    ['a space in a name', { headers: { 'X A': 'b' } }],
    ['a colon in a name', { headers: { 'X-A:': 'b' } }],
    ['an empty name', { headers: { '': 'b' } }],
    ['a name in Unicode', { headers: { 'X-Ä': 'b' } }],
    ['a name twice', { headers: { 'X-A': 'a', 'x-a': 'b' } }],
    ['Host', { headers: { Host: 'other.test' } }],
    ['Content-Length', { headers: { 'Content-Length': '0' } }],
    ['Transfer-Encoding', { headers: { 'transfer-encoding': 'chunked' } }],
    ['Connection', { headers: { Connection: 'close' } }],
    ['Upgrade', { headers: { Upgrade: 'h2c' } }],
    ['Expect', { headers: { Expect: '100-continue' } }],
    ['Accept-Encoding', { headers: { 'Accept-Encoding': 'br' } }],
    ['User-Agent', { headers: { 'User-Agent': 'x' } }],
    ['Referer', { headers: { Referer: 'http://x.test/' } }],
    [
      'Authorization beside credentials',
      { headers: { Authorization: 'x' }, credentials: { user: 'a', password: 'b' } },
    ],
    ['a colon in the user', { credentials: { user: 'a:b', password: '' } }],
    ['CR LF in the user', { credentials: { user: 'a\r\n', password: '' } }],
    ['NUL in the password', { credentials: { user: 'a', password: '\0' } }],
  ])('%s', async (_name, request) => {
    const origin = await startOrigin((_request, response) => response.end());
    const asked = startOutbound().fetch({ url: origin.url, maxBytes: 100, ...request });
    expect(await codeOf(asked)).toBe('bad-header');
    expect(origin.connected()).toBe(0);
  });

  test('what is encoded in a URL stays encoded', async () => {
    const origin = await startOrigin((_request, response) => response.end());
    const url = `${origin.url}/%0d%0aX-A:%20b\r\nX-B: c HTTP/1.1`;
    await (await startOutbound().fetch({ url, maxBytes: 100 })).bytes();
    expect(origin.requests[0]?.url).toBe('/%0d%0aX-A:%20bX-B:%20c%20HTTP/1.1');
    expect(origin.requests[0]?.headers).not.toHaveProperty('x-a');
  });
});

/** Short only where it is what is tested: this machine may be busy. */
const limitsFor = (code: OutboundErrorCode): Partial<OutboundLimits> => {
  if (code === 'headers-timeout') return { headMs: 200 };
  if (code === 'idle-timeout') return { idleMs: 150 };
  return code === 'connect-failed' ? { connectMs: 200 } : {};
};
const HEAD = 'HTTP/1.1 200 OK\r\n';

/** Writes until the connection is gone. */
async function drip(socket: Socket, eachMs: number, next: () => string | Buffer): Promise<void> {
  while (!socket.destroyed) {
    if (!socket.write(next())) await Promise.race([new Promise((go) => socket.once('drain', go)), sleep(20)]);
    await sleep(eachMs);
  }
}

const redirectTo =
  (...lines: readonly string[]) =>
  (socket: Socket): void =>
    void socket.write(
      `HTTP/1.1 302 Found\r\n${lines.map((line) => `${line}\r\n`).join('')}Content-Length: 0\r\n\r\n`,
    );

const encodedIn =
  (encoding: string, body: () => Buffer) =>
  (socket: Socket): void => {
    const bytes = body();
    socket.write(`${HEAD}Content-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes);
  };

const ZEROS = Buffer.alloc(1024 * 1024);
const EMPTY_MEMBERS = Buffer.concat(new Array<Buffer>(8_000).fill(gzipSync('')));

/** What the other side does, and how asking for it and reading it ends. */
const ANSWERS: readonly [
  name: string,
  code: OutboundErrorCode,
  answer: (socket: Socket, received: string) => void,
  request?: Partial<OutboundRequest>,
][] = [
  ['redirect without Location', 'bad-redirect', redirectTo()],
  ['redirect with an empty Location', 'bad-redirect', redirectTo('Location:')],
  ['redirect with two Locations', 'bad-redirect', redirectTo('Location: /a', 'Location: /b')],
  ['redirect to what is no URL', 'bad-redirect', redirectTo('Location: http://[')],
  ['redirect to itself', 'too-many-redirects', redirectTo('Location: /')],
  [
    'redirects without end',
    'too-many-redirects',
    (socket, received) => redirectTo(`Location: /a${/\/\S*/.exec(received)?.[0]}`)(socket),
  ],
  ['a bare CR in Location', 'bad-response', redirectTo('Location: /a\rX-B: c')],
  ['a NUL in Location', 'bad-response', redirectTo('Location: /a\0')],
  ['no answer', 'headers-timeout', () => undefined],
  [
    'a head that drips',
    'headers-timeout',
    (socket) => {
      const head = `${HEAD}${'X-A: b'.repeat(99)}`.split('');
      void drip(socket, 10, () => head.shift() ?? '');
    },
  ],
  [
    'headers that drip',
    'headers-timeout',
    (socket) => {
      socket.write(HEAD);
      void drip(socket, 10, () => 'X-A: b\r\n');
    },
  ],
  [
    'interim answers without end',
    'headers-timeout',
    (socket) => void drip(socket, 10, () => 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
  ],
  [
    'a body that stops',
    'idle-timeout',
    (socket) => void socket.write(`${HEAD}Content-Length: 50\r\n\r\nsome`),
  ],
  ['no body', 'idle-timeout', (socket) => void socket.write(`${HEAD}Content-Length: 50\r\n\r\n`)],
  [
    'a chunk extension without end',
    'idle-timeout',
    (socket) => {
      socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n5;`);
      void drip(socket, 10, () => 'extension');
    },
  ],
  [
    'a body that drips',
    'total-timeout',
    (socket) => {
      socket.write(`${HEAD}Content-Length: 1000\r\n\r\n`);
      void drip(socket, 20, () => 'a');
    },
    { totalMs: 300 },
  ],
  [
    'an encoded body that drips',
    'total-timeout',
    (socket) => {
      socket.write(`${HEAD}Content-Encoding: gzip\r\n\r\n`);
      void drip(socket, 20, () => gzipSync(''));
    },
    { totalMs: 300, decodes: true },
  ],
  [
    'redirects that take their time',
    'total-timeout',
    (socket) => void sleep(60).then(() => redirectTo('Location: /')(socket)),
    { totalMs: 300 },
  ],
  [
    'a body without end',
    'too-large',
    (socket) => {
      socket.write(`${HEAD}\r\n`);
      void drip(socket, 0, () => Buffer.alloc(10_000));
    },
  ],
  [
    'chunks without end',
    'too-large',
    (socket) => {
      socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
      void drip(socket, 0, () => `1000\r\n${'a'.repeat(4096)}\r\n`);
    },
  ],
  [
    'a length that is too large',
    'too-large',
    (socket) => void socket.write(`${HEAD}Content-Length: 100001\r\n\r\n`),
  ],
  [
    'a huge length',
    'too-large',
    (socket) => void socket.write(`${HEAD}Content-Length: 9007199254740993\r\n\r\n`),
  ],
  ['a bomb of gzip', 'too-large', encodedIn('gzip', () => gzipSync(ZEROS)), { decodes: true }],
  ['a bomb of br', 'too-large', encodedIn('br', () => brotliCompressSync(ZEROS)), { decodes: true }],
  ['a bomb of zstd', 'too-large', encodedIn('zstd', () => zstdCompressSync(ZEROS)), { decodes: true }],
  ['a bomb of deflate', 'too-large', encodedIn('deflate', () => deflateSync(ZEROS)), { decodes: true }],
  [
    'a bomb in a bomb',
    'too-large',
    encodedIn('gzip, gzip', () => gzipSync(gzipSync(ZEROS))),
    { decodes: true },
  ],
  [
    'a bomb of two kinds',
    'too-large',
    encodedIn('br, zstd', () => zstdCompressSync(brotliCompressSync(ZEROS))),
    { decodes: true },
  ],
  [
    'bytes without end that decode to nothing',
    'too-large',
    (socket) => {
      socket.write(`${HEAD}Content-Encoding: gzip\r\n\r\n`);
      void drip(socket, 0, () => EMPTY_MEMBERS);
    },
    { decodes: true },
  ],
  ['three encodings', 'bad-encoding', encodedIn('gzip, gzip, gzip', () => gzipSync('a')), { decodes: true }],
  [
    'an encoding that is not known',
    'bad-encoding',
    encodedIn('compress', () => Buffer.from('a')),
    { decodes: true },
  ],
  [
    'an encoding that is a property',
    'bad-encoding',
    encodedIn('constructor', () => Buffer.from('a')),
    { decodes: true },
  ],
  ['gzip that is none', 'bad-encoding', encodedIn('gzip', () => Buffer.from('plain')), { decodes: true }],
  ['br that is none', 'bad-encoding', encodedIn('br', () => Buffer.from('plain text')), { decodes: true }],
  [
    'zstd that is none',
    'bad-encoding',
    encodedIn('zstd', () => Buffer.from('plain text')),
    { decodes: true },
  ],
  [
    'gzip that is cut off',
    'bad-encoding',
    encodedIn('gzip', () => gzipSync('a'.repeat(99)).subarray(0, -9)),
    { decodes: true },
  ],
  [
    'br that is cut off',
    'bad-encoding',
    encodedIn('br', () => brotliCompressSync('abc'.repeat(99)).subarray(0, -4)),
    { decodes: true },
  ],
  [
    'zstd that is cut off',
    'bad-encoding',
    encodedIn('zstd', () => zstdCompressSync('abc'.repeat(99)).subarray(0, -4)),
    { decodes: true },
  ],
  [
    'gzip that says it is br',
    'bad-encoding',
    encodedIn('br', () => gzipSync('a'.repeat(99))),
    { decodes: true },
  ],
  [
    'gzip with a wrong checksum',
    'bad-encoding',
    encodedIn('gzip', () => gzipSync('abc').fill(1, 13, 17)),
    { decodes: true },
  ],
  [
    'zstd with a window of 16 MiB',
    'bad-encoding',
    encodedIn('zstd', () => Buffer.from('28b52ffd007009000061', 'hex')),
    { decodes: true },
  ],
  ['an encoding that was not asked for', 'bad-encoding', encodedIn('gzip', () => gzipSync('a'))],
  [
    'a head that is too long',
    'bad-response',
    (socket) => void socket.write(`${HEAD}${`X-A: ${'b'.repeat(1_000)}\r\n`.repeat(40)}\r\n`),
  ],
  [
    'one header without end',
    'bad-response',
    (socket) => {
      socket.write(`${HEAD}X-A: `);
      void drip(socket, 0, () => 'b'.repeat(4_000));
    },
  ],
  [
    'a name without end',
    'bad-response',
    (socket) => {
      socket.write(HEAD);
      void drip(socket, 0, () => 'b'.repeat(4_000));
    },
  ],
  [
    'very many headers',
    'bad-response',
    (socket) => void socket.write(`${HEAD}${'a:b\r\n'.repeat(20_000)}\r\n`),
  ],
  ['HTTP/0.9', 'bad-response', (socket) => void socket.end('<html>hello</html>')],
  ['another protocol', 'bad-response', (socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ['binary garbage', 'bad-response', (socket) => void socket.end(Buffer.alloc(500, 0xfe))],
  ['HTTP/2', 'bad-response', (socket) => void socket.end('HTTP/2 200 OK\r\n\r\n')],
  ['a bad status', 'bad-response', (socket) => void socket.end('HTTP/1.1 99999 OK\r\n\r\n')],
  ['a header without a colon', 'bad-response', (socket) => void socket.end(`${HEAD}X-A\r\n\r\n`)],
  ['a space before the colon', 'bad-response', (socket) => void socket.end(`${HEAD}X-A : b\r\n\r\n`)],
  ['a folded header', 'bad-response', (socket) => void socket.end(`${HEAD}X-A: b\r\n c\r\n\r\n`)],
  [
    'two lengths',
    'connection-lost',
    (socket) => void socket.end(`${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`),
  ],
  ['a length below zero', 'bad-response', (socket) => void socket.end(`${HEAD}Content-Length: -1\r\n\r\n`)],
  [
    'a length and chunks',
    'connection-lost',
    (socket) =>
      void socket.end(`${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`),
  ],
  [
    'a bad chunk',
    'bad-response',
    (socket) => void socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`),
  ],
  [
    'a switch of protocols',
    'connection-lost',
    (socket) => void socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
  ],
  [
    'a body shorter than its length',
    'connection-lost',
    (socket) => void socket.end(`${HEAD}Content-Length: 5\r\n\r\nab`),
  ],
  [
    'a last body shorter than its length',
    'connection-lost',
    (socket) => void socket.end(`${HEAD}Connection: close\r\nContent-Length: 5\r\n\r\nab`),
  ],
  [
    'chunks that break off',
    'bad-response',
    (socket) => void socket.end(`${HEAD}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab`),
  ],
  [
    'gzip whose connection breaks off',
    'connection-lost',
    (socket) =>
      void socket.end(
        Buffer.concat([
          Buffer.from(`${HEAD}Content-Encoding: gzip\r\nContent-Length: 500\r\n\r\n`),
          gzipSync('abc'),
        ]),
      ),
    { decodes: true },
  ],
  ['the end', 'connection-lost', (socket) => void socket.end()],
  ['a reset', 'connection-lost', (socket) => void socket.resetAndDestroy()],
  [
    'a reset in a body that ends with its connection',
    'connection-lost',
    (socket) => void socket.write(`${HEAD}\r\nsome`, () => setTimeout(() => socket.resetAndDestroy(), 30)),
  ],
];

describe('what is answered', () => {
  test.each(ANSWERS)('%s is %s', async (_name, code, answer, request = {}) => {
    const origin = await startRawOrigin(answer);
    const outbound = startOutbound({ limits: limitsFor(code) });
    const asked = outbound.fetch({ url: `${origin.url}/`, maxBytes: 100_000, ...request });
    expect(await codeOf(asked.then((response) => response.bytes()))).toBe(code);
    await outbound.close();
    await until(() => origin.open() === 0);
  });

  test('a second answer to one request is not that to the next', async () => {
    const real = `${HEAD}Content-Length: 4\r\n\r\nreal`;
    const forged = `${HEAD}Content-Length: 6\r\n\r\nforged`;
    const origin = await startRawOrigin((socket) => socket.write(`${real}${forged}`));
    const outbound = startOutbound();
    for (let index = 0; index < 5; index++) {
      const answer = await outbound.fetch({ url: origin.url, maxBytes: 100 });
      expect((await answer.bytes()).toString()).toBe('real');
      await sleep(5);
    }
  });

  test('a body longer than its length is cut, and its connection not used again', async () => {
    const origin = await startRawOrigin((socket) => socket.write(`${HEAD}Content-Length: 4\r\n\r\nrealmore`));
    const outbound = startOutbound();
    for (let index = 0; index < 3; index++) {
      const answer = await outbound.fetch({ url: origin.url, maxBytes: 100 });
      expect((await answer.bytes()).toString()).toBe('real');
      await sleep(5);
    }
    expect(origin.connected()).toBe(3);
  });

  test('a connection that stays open after gzip and zeros is closed', async () => {
    const origin = await startRawOrigin((socket) => {
      socket.write(`${HEAD}Content-Encoding: gzip\r\n\r\n`);
      socket.write(gzipSync('whole'));
      socket.write(Buffer.alloc(10_000));
    });
    const answer = await startOutbound().fetch({ url: origin.url, maxBytes: 100, decodes: true });
    expect((await answer.bytes()).toString()).toBe('whole');
    await until(() => origin.open() === 0);
  });

  test('zstd with a window of 8 MiB is decoded', async () => {
    const frame = Buffer.from('28b52ffd006809000061', 'hex');
    const origin = await startRawOrigin(encodedIn('zstd', () => frame));
    const answer = await startOutbound().fetch({ url: origin.url, maxBytes: 1, decodes: true });
    expect((await answer.bytes()).toString()).toBe('a');
  });

  test('CR LF in Location adds no header to the request that follows', async () => {
    const next = await startOrigin((_request, response) => response.end());
    const origin = await startRawOrigin(redirectTo(`Location: ${next.url}/a%0d%0aX-A:b`, 'X-B: c'));
    await (await startOutbound().fetch({ url: origin.url, maxBytes: 100 })).bytes();
    expect(next.requests[0]?.url).toBe('/a%0d%0aX-A:b');
    expect(Object.keys(next.requests[0]?.headers ?? {})).not.toContain('x-b');
  });
});

describe('connections', () => {
  test.each<[string, string, OutboundErrorCode, OriginOptions]>([
    ['a certificate nobody signed', 'https://localhost', 'tls-failed', { isSecure: true }],
    ['a server without TLS', 'https://localhost', 'tls-failed', {}],
    ['a server with TLS asked without', 'http://localhost', 'connection-lost', { isSecure: true }],
  ])('%s', async (_name, host, code, options) => {
    const origin = await startOrigin((_request, response) => response.end('x'), options);
    const outbound = startOutbound();
    const asked = outbound.fetch({ url: `${host}:${origin.port}/`, maxBytes: 100 });
    expect(await codeOf(asked)).toBe(code);
    expect(origin.requests).toEqual([]);
    await until(() => origin.open() === 0);
  });

  test('a certificate of another name, though it is trusted', async () => {
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, TEST_CERTIFICATE]);
    onTestFinished(() => setDefaultCACertificates(trusted));
    const origin = await startOrigin((_request, response) => response.end('x'), { isSecure: true });
    const outbound = startOutbound();
    const ask = (host: string) => outbound.fetch({ url: `https://${host}:${origin.port}/`, maxBytes: 100 });
    expect(await codeOf(ask('localhost'))).toBeNull();
    expect(await codeOf(ask('other.test'))).toBe('tls-failed');
    expect(origin.requests).toHaveLength(1);
  });

  test('a certificate of another address, though it is trusted', async () => {
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, TEST_CERTIFICATE]);
    onTestFinished(() => setDefaultCACertificates(trusted));
    const origin = await startOrigin((_request, response) => response.end('x'), {
      isSecure: true,
      address: '0.0.0.0',
    });
    const outbound = startOutbound({ allowPrivate: ['127.0.0.0/8'] });
    const ask = (host: string) => outbound.fetch({ url: `https://${host}:${origin.port}/`, maxBytes: 100 });
    expect(await codeOf(ask('127.0.0.1'))).toBeNull();
    expect(await codeOf(ask('127.0.0.2'))).toBe('tls-failed');
    expect(origin.requests).toHaveLength(1);
  });

  test('a handshake that does not go on', async () => {
    const origin = await startRawOrigin(() => undefined);
    const asked = startOutbound({ limits: limitsFor('connect-failed') }).fetch({
      url: `https://localhost:${origin.port}/`,
      maxBytes: 100,
    });
    expect(await codeOf(asked)).toBe('connect-failed');
    await until(() => origin.open() === 0);
  });

  test('names that are not answered', async () => {
    const outbound = startOutbound({
      limits: limitsFor('connect-failed'),
      lookup: () => new Promise(() => undefined),
    });
    expect(await codeOf(outbound.fetch({ url: 'http://slow.test/', maxBytes: 1 }))).toBe('connect-failed');
  });

  test('nobody listens', async () => {
    const gone = await startOrigin((_request, response) => response.end());
    const outbound = startOutbound({ allowPrivate: ['127.0.0.0/8'] });
    const url = `http://127.0.0.9:${gone.port}/`;
    expect(await codeOf(outbound.fetch({ url, maxBytes: 1 }))).toBe('connect-failed');
  });

  test('all connections are held', async () => {
    const origin = await startRawOrigin((socket) => void socket.write(`${HEAD}Content-Length: 9\r\n\r\na`));
    const outbound = startOutbound({ limits: { waitMs: 100 } });
    const ask = () => outbound.fetch({ url: origin.url, maxBytes: 9 });
    const held = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(await codeOf(ask())).toBe('connect-failed');
    for (const { body } of held) body.destroy();
    await until(() => origin.open() === 0);
  });
});

/** How the other side and the reader may behave; what they do together has to end in order. */
const PIECES = [
  HEAD,
  'HTTP/1.1 302 Found\r\nLocation: /\r\n',
  'HTTP/1.1 103 Early Hints\r\n\r\n',
  'Content-Length: 70000\r\n',
  'Content-Length: 0\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Content-Encoding: gzip\r\n',
  'Connection: close\r\n',
  '\r\n',
  '5\r\nhello\r\n',
  '0\r\n\r\n',
  'a'.repeat(70_000),
  gzipSync('a'.repeat(200_000)).toString('latin1'),
  '\u0000\u00ff',
];
const READERS = {
  reads: (answer: OutboundResponse) => answer.bytes(),
  waits: (answer: OutboundResponse) => sleep(15).then(() => answer.bytes()),
  'reads slowly': async (answer: OutboundResponse) => {
    for await (const _ of answer.body) await sleep(1);
  },
  'reads one piece': async (answer: OutboundResponse) => {
    for await (const _ of answer.body) break;
  },
  destroys: async (answer: OutboundResponse) => void answer.body.destroy(),
} satisfies Record<string, (answer: OutboundResponse) => Promise<unknown>>;

test('whatever the other side sends, it ends with an answer or an error that has a code', async () => {
  const behaviour = fc.record({
    head: fc.constantFrom(HEAD, ''),
    pieces: fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }),
    pauseMs: fc.nat({ max: 3 }),
    ending: fc.constantFrom('end', 'resetAndDestroy', 'destroy', 'pause'),
    reader: fc.constantFrom('reads', 'waits', 'reads slowly', 'reads one piece', 'destroys'),
    abortMs: fc.option(fc.nat({ max: 20 })),
    decodes: fc.boolean(),
  });
  let plan: { pieces: string[]; pauseMs: number; ending: 'end' | 'resetAndDestroy' | 'destroy' | 'pause' };
  const origin = await startRawOrigin((socket) => {
    const { pieces, pauseMs, ending } = plan;
    void (async () => {
      for (const piece of pieces) {
        socket.write(piece, 'latin1');
        if (pauseMs > 0) await sleep(pauseMs);
      }
      socket[ending]();
    })();
  });
  const limits = { headMs: 40, idleMs: 30, waitMs: 200 };
  await fc.assert(
    fc.asyncProperty(behaviour, async ({ head, pieces, reader, abortMs, decodes, ...rest }) => {
      plan = { pieces: [head, ...pieces], ...rest };
      const outbound = startOutbound({ limits });
      const stop = new AbortController();
      const timer = abortMs === null ? undefined : setTimeout(() => stop.abort(), abortMs);
      const asked = outbound.fetch({ url: origin.url, maxBytes: 150_000, decodes, signal: stop.signal });
      const read: (answer: OutboundResponse) => Promise<unknown> = READERS[reader];
      const error: unknown = await asked.then(read).then(
        () => null,
        (error: unknown) => error,
      );
      clearTimeout(timer);
      if (error !== null) expect(error).toBeInstanceOf(OutboundError);
      await outbound.close();
      await until(() => origin.open() === 0);
    }),
    { numRuns: 80 },
  );
});
