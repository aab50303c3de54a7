/** An entity tag. `value` is the opaque tag without quotes. @see RFC 9110 §8.8.3 */
export interface EntityTag {
  readonly weak: boolean;
  readonly value: string;
}

const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/;

/** Reads exactly one entity tag; null when the text is anything else. */
export function parseEntityTag(text: string): EntityTag | null {
  const match = ENTITY_TAG.exec(text);
  return match && match[0].length === text.length
    ? { weak: match[1] !== undefined, value: match[2] ?? '' }
    : null;
}

/**
 * Reads the value of `If-Match` or `If-None-Match`. Empty list elements are allowed; null when it is malformed.
 * @see RFC 9110 §5.6.1, §13.1.1, §13.1.2
 */
export function parseEntityTagList(text: string): '*' | EntityTag[] | null {
  let rest = text.trim();
  if (rest === '*') return '*';
  const tags: EntityTag[] = [];
  while (rest !== '') {
    if (rest.startsWith(',')) {
      rest = rest.slice(1).trimStart();
      continue;
    }
    const match = ENTITY_TAG.exec(rest);
    if (!match) return null;
    tags.push({ weak: match[1] !== undefined, value: match[2] ?? '' });
    rest = rest.slice(match[0].length).trimStart();
    if (rest !== '' && !rest.startsWith(',')) return null;
  }
  return tags.length > 0 ? tags : null;
}

/** @see RFC 9110 §8.8.3.2 */
export const strongMatch = (a: EntityTag, b: EntityTag): boolean => !a.weak && !b.weak && a.value === b.value;

/** @see RFC 9110 §8.8.3.2 */
export const weakMatch = (a: EntityTag, b: EntityTag): boolean => a.value === b.value;
