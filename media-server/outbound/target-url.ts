import { OutboundError } from './outbound-error.ts';

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:']);
const MAX_URL_LENGTH = 8_192;

const FIRST_FREE_PORT = 1_024;
/** Services that a request could be taken for, from 1024 up. @see https://fetch.spec.whatwg.org/#port-blocking */
const BAD_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

/**
 * Reads the URL of a request, or the `Location` of a redirect relative to `base`, without its fragment.
 * @throws OutboundError `bad-url`, `bad-redirect` (only with `base`), `scheme-not-allowed`, `port-not-allowed`
 */
export function parseTarget(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null || url.href.length > MAX_URL_LENGTH) {
    throw base
      ? new OutboundError('bad-redirect', `${base.host} redirects to what is no URL, or too long a one.`)
      : new OutboundError('bad-url', 'The URL cannot be read, or is too long.');
  }
  if (!SCHEMES.has(url.protocol)) {
    throw new OutboundError('scheme-not-allowed', 'Only http and https are asked.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutboundError('bad-url', `The URL of ${url.host} holds a user name or a password.`);
  }
  if (!isPortAllowed(url.port)) {
    throw new OutboundError('port-not-allowed', `The port of ${url.host} is not one to ask.`);
  }
  url.hash = '';
  return url;
}

/** `text` is empty for the port of the scheme. */
function isPortAllowed(text: string): boolean {
  if (text === '' || text === '80' || text === '443') return true;
  const port = Number(text);
  return port >= FIRST_FREE_PORT && !BAD_PORTS.has(port);
}
