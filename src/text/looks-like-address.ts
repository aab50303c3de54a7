/** An address in what was typed. */
export interface TypedAddress {
  /** As it was typed, without what stands around it: the server makes an address of it, or says that it is none. */
  readonly typed: string;
  /** For people: without the scheme and whatever stands before an `@`. */
  readonly label: string;
  /** It cannot be words as well: a domain alone, such as `dr.who`, can. */
  readonly isCertain: boolean;
}

const MAX_LENGTH = 4_096;
const WRAPPED = /^(?:<(.*)>|"(.*)"|'(.*)'|“(.*)”)$/su;
const SCHEMES = /^(?:(?:https?|feeds?|itpcs?|pcast|podcasts?|rss):(?:\/\/)?)+/i;
const MAIL_OR_CALL = /^(?:mailto|sips?|xmpp):/i;
const USER_AND_PASSWORD = /^[^\s/?#@:]+:[^\s/?#]*@/;
const HOST =
  /^(?:localhost|\[[\da-f:.]+\]|\d{1,3}(?:\.\d{1,3}){3}|[^\s/?#@:.[\]]+(?:\.[^\s/?#@:.[\]]+)*\.(?:\p{L}{2,}|xn--[a-z\d-]+))$/iu;
const HOST_AND_PORT = /^(.*?)(?::(\d{1,5}))?$/s;

/**
 * The address in what was typed, such as `example.com/feed`, `feed://…` or `https://name:password@…`; null when it reads like
 * words. It only says what to offer: the server decides.
 */
export function looksLikeAddress(text: string): TypedAddress | null {
  const typed = unwrap(text.trim());
  if (typed.length > MAX_LENGTH || /\s/.test(typed) || MAIL_OR_CALL.test(typed)) return null;
  const scheme = SCHEMES.exec(typed)?.[0] ?? '';
  const rest = typed.slice(scheme.length);
  const user = USER_AND_PASSWORD.exec(rest)?.[0] ?? '';
  const label = rest.slice(user.length);
  const end = label.search(/[/?#]|$/);
  const [, host = '', port] = HOST_AND_PORT.exec(label.slice(0, end)) ?? [];
  const hasPath = label.length > end + 1;
  const isHost =
    HOST.test(host) || (isName(host) && (scheme.endsWith('//') || (port !== undefined && hasPath)));
  if (!isHost) return null;
  return { typed, label: label.replace(/\/$/, ''), isCertain: scheme !== '' || user !== '' || hasPath };
}

/** Whether a text holds a name and a password, which belong in no history. */
export const holdsPassword = (text: string): boolean =>
  USER_AND_PASSWORD.test(unwrap(text.trim()).replace(SCHEMES, ''));

/** Of a machine in the own network, which may have no dots. */
const isName = (host: string): boolean => /^[\w-]+(?:\.[\w-]+)*$/.test(host);

function unwrap(text: string): string {
  const [, ...inner] = WRAPPED.exec(text) ?? [];
  return (inner.find((part) => part !== undefined) ?? text).trim();
}
