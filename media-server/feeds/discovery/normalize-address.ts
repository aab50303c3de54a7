import type { Credentials } from '../../outbound/outbound-types.ts';
import { plainAddress } from './web-address.ts';

export type PastedAddress =
  | {
      readonly kind: 'address';
      /** http or https, without user information and fragment; internationalized names in their ASCII form. */
      readonly url: string;
      /** What stood before the `@`. */
      readonly credentials: Credentials | null;
      /** Whether `https` is a guess, so that `http` may be tried after it. */
      readonly isSchemeAssumed: boolean;
    }
  /** The page of a show in Apple Podcasts; `id` is decimal. */
  | { readonly kind: 'apple'; readonly id: string }
  /** `words` may be searched for; an address of a scheme that is not allowed had better not. */
  | { readonly kind: 'not-an-address'; readonly reason: 'words' | 'scheme-not-allowed' };

const MAX_LENGTH = 4_096;
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const WRAPPED = /^(?:<(.*)>|"(.*)"|'(.*)'|“(.*)”)$/su;
const FEED_SCHEMES = /^(?:(?:feeds?|itpcs?|pcast|podcasts?|rss):(?:\/\/)?)+/iu;
const WEB_SCHEME = /^https?:/iu;
const OTHER_SCHEME =
  /^(?:[a-z][a-z\d+.-]*:\/\/|(?:about|blob|data|file|ftp|javascript|magnet|mailto|sips?|sms|tel|urn|vbscript|wss?|xmpp):)/iu;
const USER_AND_PASSWORD = /^[^\s/?#@:]+:[^\s/?#@]*@/u;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
const DOMAIN = /^[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,}|xn--[a-z\d-]+)$/;
const APPLE_HOSTS: ReadonlySet<string> = new Set([
  'podcasts.apple.com',
  'embed.podcasts.apple.com',
  'itunes.apple.com',
  'geo.itunes.apple.com',
]);
const APPLE_PATH = /\/podcast\/(?:[^/]*\/)?id(\d{1,15})\/?$/;

/**
 * Makes an address of what a person pastes: `example.com/feed`, `feed://…`, `itpc://…`, `localhost:8080/feed`, the page of
 * a show in Apple Podcasts, with blanks, quotes or angle brackets around. `https` is assumed where no scheme is. An e-mail
 * address counts as words.
 */
export function normalizeAddress(pasted: string): PastedAddress {
  if (pasted.length > MAX_LENGTH) return WORDS;
  const text = unwrap(pasted.replace(INVISIBLE, '').trim());
  const subscribed = FEED_SCHEMES.exec(text)?.[0] ?? '';
  const rest = text.slice(subscribed.length);
  if (WEB_SCHEME.test(rest)) return parsed(rest, false);
  if (OTHER_SCHEME.test(rest)) return { kind: 'not-an-address', reason: 'scheme-not-allowed' };
  return subscribed.endsWith('//') ? parsed(`https://${rest}`, true) : assumed(rest);
}

const WORDS: PastedAddress = { kind: 'not-an-address', reason: 'words' };

function unwrap(text: string): string {
  const [, ...inner] = WRAPPED.exec(text) ?? [];
  return (inner.find((part) => part !== undefined) ?? text).trim();
}

function assumed(text: string): PastedAddress {
  const rest = text.replace(/^\/+/, '');
  const authority = rest.slice(0, rest.search(/[/?#\\]|$/));
  if (/\s/.test(rest) || (authority.includes('@') && !USER_AND_PASSWORD.test(rest))) return WORDS;
  const url = URL.parse(`https://${rest}`);
  return url && isLikelyHost(url, authority) ? parsed(url.href, true) : WORDS;
}

/** Whether a host without a scheme is one: `3.14`, `and/or` and `Season:2` parse as addresses too. */
function isLikelyHost({ hostname, port, pathname }: URL, authority: string): boolean {
  if (hostname.startsWith('[') || hostname === 'localhost') return true;
  if (IPV4.test(hostname)) return authority.slice(authority.lastIndexOf('@') + 1).split(':')[0] === hostname;
  return DOMAIN.test(hostname) || (port !== '' && pathname !== '/' && /^[\w-]+$/.test(hostname));
}

function parsed(text: string, isSchemeAssumed: boolean): PastedAddress {
  const url = URL.parse(text);
  const address = url && plainAddress(url);
  if (!url || address === null) return WORDS;
  const id = APPLE_HOSTS.has(url.hostname) ? APPLE_PATH.exec(url.pathname)?.[1] : undefined;
  if (id !== undefined) return { kind: 'apple', id };
  return { kind: 'address', url: address, credentials: credentialsOf(url), isSchemeAssumed };
}

function credentialsOf({ username, password }: URL): Credentials | null {
  if (username === '' && password === '') return null;
  return { user: unescapeUserInfo(username), password: unescapeUserInfo(password) };
}

function unescapeUserInfo(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
