/** A whole number from 0 up to but not including the one given. */
export type Random = (below: number) => number;

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const INSERTS = [
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?x ',
  '<!DOCTYPE rss [<!ENTITY a "b">',
  '&nbsp;',
  '&#0;',
  '&#xD800;',
  '&a;',
  '&',
  '<',
  '>',
  '"',
  "'",
  '</item>',
  '<item>',
  '</channel>',
  '</rss>',
  '<title>',
  '<rss>',
  ' xmlns="http://www.w3.org/2005/Atom"',
  ' xml:base="//other.example/"',
  '\0',
  '\ufeff',
  '\ud83d\ude00',
  '{"items":[',
  '\\',
  '{"length":4294967295}',
];
const ENCODINGS = ['utf-16le', 'latin1'] as const;
const NAME = /<\/?([\w:.-]+)/g;

/** A small generator of numbers that look random, the same for the same seed. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  };
}

/** One of some documents, damaged in one way or in several. */
export function mutate(originals: readonly Buffer[], random: Random): Buffer {
  let bytes = pick(originals, random);
  for (let times = 1 + random(6); times > 0; times--)
    bytes = pick(MUTATIONS, random)(bytes, random, originals);
  return bytes;
}

const MUTATIONS: readonly Mutation[] = [
  function flipByte(bytes, random) {
    const flipped = Buffer.from(bytes);
    const index = random(flipped.length);
    if (index < flipped.length) flipped[index] = random(256);
    return flipped;
  },
  function deleteSpan(bytes, random) {
    const [start, end] = spanOf(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  function duplicateSpan(bytes, random) {
    const [start, end] = spanOf(bytes, random);
    const copies = new Array<Buffer>(1 + random(20)).fill(bytes.subarray(start, end));
    return Buffer.concat([bytes.subarray(0, end), ...copies, bytes.subarray(end)]);
  },
  function swapSpans(bytes, random) {
    const [first, second, third, fourth] = [0, 0, 0, 0]
      .map(() => random(bytes.length))
      .toSorted((a, b) => a - b);
    const parts = [bytes.subarray(0, first), bytes.subarray(third, fourth), bytes.subarray(second, third)];
    return Buffer.concat([...parts, bytes.subarray(first, second), bytes.subarray(fourth)]);
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random(bytes.length));
  },
  function renameTag(bytes, random) {
    const text = bytes.toString('utf8');
    const names = [...text.matchAll(NAME)];
    if (names.length === 0) return bytes;
    const [from, to] = [pick(names, random), pick(names, random)];
    const start = from.index + from[0].length - (from[1] ?? '').length;
    return Buffer.from(text.slice(0, start) + (to[1] ?? '') + text.slice(from.index + from[0].length));
  },
  function insert(bytes, random) {
    const index = random(bytes.length);
    return Buffer.concat([
      bytes.subarray(0, index),
      Buffer.from(pick(INSERTS, random)),
      bytes.subarray(index),
    ]);
  },
  function splice(bytes, random, others) {
    const other = pick(others, random);
    return Buffer.concat([bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length))]);
  },
  function encode(bytes, random) {
    return Buffer.from(bytes.toString('utf8'), pick(ENCODINGS, random));
  },
];

/** A place and one after it, mostly near. */
function spanOf(bytes: Buffer, random: Random): [number, number] {
  const start = random(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + random(random(4) === 0 ? bytes.length : 60))];
}

function pick<Choice>(choices: readonly Choice[], random: Random): Choice {
  const choice = choices[random(choices.length)];
  if (choice === undefined) throw new TypeError('There is nothing to choose from.');
  return choice;
}
