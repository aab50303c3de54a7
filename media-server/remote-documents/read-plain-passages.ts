import { cleanText } from '../library/clean-text.ts';
import { readTime, type Passage } from './passages.ts';
import { takeLabels } from './speakers.ts';

const TIME = String.raw`[([]?(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[)\]]?`;
const TIME_FIRST = new RegExp(String.raw`^(${TIME})(?:\s+-)?(?:\s+|$)(.*)$`, 's');
/** `Ada Long  0:12` in a line above what she says. */
const NAME_AND_TIME_ABOVE = new RegExp(String.raw`^([^\n]{1,60}?)[ \t]{1,4}(${TIME})[ \t]*\n(.+)$`, 's');

/** The passages of a plain text: its paragraphs, or its lines when it has no paragraphs; a time or a name may stand before each. */
export function readPlainPassages(text: string): Passage[] {
  const clean = cleanText(text, text.length);
  const hasParagraphs = /\n[ \t]*\n/.test(clean);
  const blocks = hasParagraphs ? clean.split(/\n(?:[ \t]*\n)+/) : clean.split('\n');
  const passages = blocks.map(readBlock).filter(({ text }) => text !== '');
  const labelled = takeLabels(passages.map(({ text }) => text));
  return passages.map((passage, index) =>
    passage.speaker === null ? { ...passage, ...labelled[index] } : passage,
  );
}

function readBlock(block: string): Passage {
  const trimmed = block.trim();
  const [, name = '', above = '', said = ''] = NAME_AND_TIME_ABOVE.exec(trimmed) ?? [];
  const aboveMs = readTime(above);
  if (aboveMs !== null) return { startMs: aboveMs, speaker: name.trim(), text: said.trim() };
  const [, time = '', rest = ''] = TIME_FIRST.exec(trimmed) ?? [];
  const startMs = readTime(time);
  return { startMs, speaker: null, text: startMs === null ? trimmed : rest.trim() };
}
