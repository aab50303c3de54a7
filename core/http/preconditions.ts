import { parseEntityTag, parseEntityTagList, strongMatch, weakMatch } from './entity-tag.ts';
import { parseHttpDate } from './http-date.ts';

/** The validators of the selected representation. `etag` carries its quotes; `lastModifiedMs` has whole seconds. */
export interface Validators {
  readonly etag: string;
  readonly lastModifiedMs: number | null;
}

/** Reads a request header by its lower-case name. */
export type ReadHeader = (name: string) => string | null;

export interface PreconditionResult {
  readonly status: 'proceed' | 'not-modified' | 'precondition-failed';
  /** False when `If-Range` says that the range no longer fits: the whole representation is to be sent. */
  readonly honourRange: boolean;
}

/**
 * Evaluates the conditional headers of a GET or HEAD, in the order of precedence.
 * @see RFC 9110 §13.2.2
 */
export function evaluatePreconditions(
  header: ReadHeader,
  validators: Validators,
  nowMs: number,
): PreconditionResult {
  const failed = { status: 'precondition-failed', honourRange: false } as const;
  const notModified = { status: 'not-modified', honourRange: false } as const;

  const ifMatch = header('if-match');
  if (ifMatch !== null) {
    if (!listMatches(ifMatch, validators.etag, strongMatch)) return failed;
  } else {
    const since = readDate(header('if-unmodified-since'), nowMs);
    if (since !== null && validators.lastModifiedMs !== null && validators.lastModifiedMs > since)
      return failed;
  }

  const ifNoneMatch = header('if-none-match');
  if (ifNoneMatch !== null) {
    if (listMatches(ifNoneMatch, validators.etag, weakMatch)) return notModified;
  } else {
    const since = readDate(header('if-modified-since'), nowMs);
    if (since !== null && validators.lastModifiedMs !== null && validators.lastModifiedMs <= since)
      return notModified;
  }

  const ifRange = header('if-range');
  return { status: 'proceed', honourRange: ifRange === null || ifRangeMatches(ifRange, validators, nowMs) };
}

function listMatches(list: string, etag: string, compare: typeof strongMatch): boolean {
  const tags = parseEntityTagList(list);
  const own = parseEntityTag(etag);
  if (tags === null || own === null) return false;
  return tags === '*' || tags.some((tag) => compare(tag, own));
}

/** Strong comparison for a tag, an exact match for a date. @see RFC 9110 §13.1.5 */
function ifRangeMatches(ifRange: string, validators: Validators, nowMs: number): boolean {
  const tag = parseEntityTag(ifRange.trim());
  const own = parseEntityTag(validators.etag);
  if (tag !== null) return own !== null && strongMatch(tag, own);
  const date = readDate(ifRange, nowMs);
  return date !== null && date === validators.lastModifiedMs;
}

const readDate = (text: string | null, nowMs: number): number | null =>
  text === null ? null : parseHttpDate(text.trim(), nowMs);
