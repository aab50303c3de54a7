import { FeedError } from '../feed-error.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENERS = '[{';
const CLOSERS = ']}';

export interface JsonDocument {
  readonly value: unknown;
  readonly isCutOff: boolean;
}

/**
 * Reads the JSON of a feed. Of one that ends in its middle, the items that are whole are kept.
 * @throws FeedError `not-a-feed`
 */
export function readJson(text: string): JsonDocument {
  const whole = parse(text);
  if (whole !== undefined) return { value: whole, isCutOff: false };
  const repaired = parse(closeAfterLastItem(text));
  if (repaired === undefined)
    throw new FeedError('not-a-feed', 'The body is not JSON, though it begins like it.');
  return { value: repaired, isCutOff: true };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Cuts a document after the last object that is whole in a list of the outermost object. */
function closeAfterLastItem(text: string): string {
  const open: string[] = [];
  let end = 0;
  for (let index = 0; index < text.length && open.length <= 1_000; index++) {
    const character = text.charAt(index);
    if (character === '"') index = endOfString(text, index);
    else if (OPENERS.includes(character)) open.push(character);
    else if (CLOSERS.includes(character)) {
      open.pop();
      if (character === '}' && open.length === 2 && open[0] === '{' && open[1] === '[') end = index + 1;
    }
  }
  return `${text.slice(0, end)}]}`;
}

/** Of the quote that ends it. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE)
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return index;
}
