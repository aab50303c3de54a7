import { OutboundError } from './outbound-error.ts';
import type { Credentials, OutboundRequest } from './outbound-types.ts';

/** By lower-case name. */
export type Headers = ReadonlyMap<string, string>;

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Without CR, LF, NUL and the other controls; what is beyond Latin-1 cannot be sent. @see RFC 9110 §5.5 */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** @see RFC 7617 §2 */
const USER = /^[^\p{Cc}:]*$/u;
const PASSWORD = /^\P{Cc}*$/u;

/** What frames the message, routes it, or tells about us: never the caller's. */
const OURS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
]);
/** What says no more than what is wanted: all else may be a secret, as the keys of many an interface are. */
const HARMLESS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
]);
const OF_THE_BODY = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/** Checks the headers of a caller. @throws OutboundError `bad-header` */
export function readHeaders({ headers = {}, credentials }: OutboundRequest): Headers {
  const read = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (!TOKEN.test(name) || !FIELD_VALUE.test(value)) {
      throw new OutboundError('bad-header', `The header ${JSON.stringify(key)} has characters it must not.`);
    }
    if (OURS.has(key) || read.has(key) || (credentials && key === 'authorization')) {
      throw new OutboundError(
        'bad-header',
        `The header ${key} is not for the caller to give, or given twice.`,
      );
    }
    read.set(key, value);
  }
  return read;
}

/** @throws OutboundError `bad-header` */
export function basicAuthorization({ user, password }: Credentials): string {
  if (!USER.test(user) || !PASSWORD.test(password)) {
    throw new OutboundError('bad-header', 'The user name or the password has characters it must not.');
  }
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export const withoutSecrets = (headers: Headers): Headers =>
  new Map([...headers].filter(([name]) => HARMLESS.has(name)));

export const withoutBodyHeaders = (headers: Headers): Headers => without(headers, OF_THE_BODY);

const without = (headers: Headers, names: readonly string[]): Headers =>
  new Map([...headers].filter(([name]) => !names.includes(name)));
