import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Deadline, unlessAborted } from './deadline.ts';
import { OutboundError } from './outbound-error.ts';

/** All addresses of a name. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

export interface ConnectOptions {
  readonly lookup: Lookup;
  readonly mayConnect: (address: string) => boolean;
  /** For the names, the connection and TLS together. */
  readonly connectMs: number;
}

export interface Endpoint {
  /** A name, or an address without brackets. */
  readonly hostname: string;
  readonly port: number;
  readonly isSecure: boolean;
}

const MAX_ADDRESSES_TRIED = 6;
const KEEP_ALIVE_PROBE_MS = 60_000;

/**
 * Connects to one of the addresses that were checked; a name is not looked up a second time, and is refused when a
 * single one of its addresses is. What is connected is checked again before a byte is sent.
 * @throws OutboundError `dns-failed`, `private-address`, `connect-failed`, `tls-failed`, or the reason of `signal`
 */
export async function connect(
  endpoint: Endpoint,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const deadline = new Deadline(
    signal,
    options.connectMs,
    () => new OutboundError('connect-failed', `${endpoint.hostname} was not reached in time.`),
  );
  try {
    const addresses = await checkedAddresses(endpoint.hostname, options, deadline.signal);
    const endMs = Date.now() + options.connectMs;
    const socket = await dialFirst(addresses.slice(0, MAX_ADDRESSES_TRIED), endpoint, endMs, deadline.signal);
    checkPeer(socket, endpoint.hostname, options.mayConnect);
    return endpoint.isSecure ? await secure(socket, endpoint.hostname, deadline.signal) : socket;
  } finally {
    deadline.release();
  }
}

/** @throws OutboundError `private-address` */
function checkAddresses(
  hostname: string,
  addresses: readonly string[],
  mayConnect: (address: string) => boolean,
): void {
  if (addresses.every(mayConnect)) return;
  throw new OutboundError('private-address', `${hostname} is not an address of the public internet.`);
}

async function checkedAddresses(
  hostname: string,
  { lookup, mayConnect }: ConnectOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const addresses = isIP(hostname) === 0 ? await resolve(hostname, lookup, signal) : [hostname];
  checkAddresses(hostname, addresses, mayConnect);
  return addresses;
}

async function resolve(hostname: string, lookup: Lookup, signal: AbortSignal): Promise<readonly string[]> {
  let addresses: readonly string[] = [];
  let cause: unknown;
  try {
    addresses = await unlessAborted(lookup(hostname), signal);
  } catch (error) {
    signal.throwIfAborted();
    cause = error;
  }
  if (addresses.length === 0) throw new OutboundError('dns-failed', `${hostname} has no address.`, { cause });
  return addresses;
}

/** Each address has its share of the time that is left, so that a silent one does not take that of the others. */
async function dialFirst(
  addresses: readonly string[],
  { hostname, port }: Endpoint,
  endMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  let cause: unknown;
  for (const [index, address] of addresses.entries()) {
    const attempt = new Deadline(
      signal,
      Math.max(0, endMs - Date.now()) / (addresses.length - index),
      () => new OutboundError('connect-failed', `${address} was not reached in time.`),
    );
    try {
      return await dial(address, port, attempt.signal);
    } catch (error) {
      signal.throwIfAborted();
      cause = error;
    } finally {
      attempt.release();
    }
  }
  throw new OutboundError('connect-failed', `${hostname} cannot be reached.`, { cause });
}

/** `address` is no name, so that nothing is looked up. */
function dial(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connectTcp({
    host: address,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
  });
  return whenReady(socket, 'connect', signal);
}

function checkPeer(socket: Socket, hostname: string, mayConnect: (address: string) => boolean): void {
  try {
    checkAddresses(hostname, [socket.remoteAddress ?? ''], mayConnect);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** The certificate has to be for `hostname`, not for the address that was connected. */
async function secure(socket: Socket, hostname: string, signal: AbortSignal): Promise<Socket> {
  const tls = connectTls({
    socket,
    host: hostname,
    servername: isIP(hostname) === 0 ? hostname.replace(/\.$/, '') : '',
    ALPNProtocols: ['http/1.1'],
  });
  try {
    return await whenReady(tls, 'secureConnect', signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new OutboundError('tls-failed', `${hostname} cannot be asked over TLS.`, { cause: error });
  }
}

async function whenReady<T extends Socket>(
  socket: T,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<T> {
  socket.on('error', disguiseReset);
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/**
 * undici takes a reset as the end of an answer without keep-alive, which cuts off a body that ends with its
 * connection, and fails an assertion outside of any request when the reader was paused. It knows the reset by its code.
 * This listener has to be the first of the socket.
 */
function disguiseReset(error: NodeJS.ErrnoException): void {
  if (error.code === 'ECONNRESET') error.code = 'ECONNABORTED';
}
