import { afterEach, beforeEach, expect, test } from 'vitest';
import './carry-rich-text.ts';
import type { CarryRichText } from './carry-rich-text.ts';

let notes: CarryRichText;
let chosen: number[];

beforeEach(() => {
  notes = document.createElement('carry-rich-text');
  chosen = [];
  notes.addEventListener('carry-time-chosen', (event) => chosen.push((event as CustomEvent<number>).detail));
  document.body.append(notes);
});

afterEach(() => notes.remove());

async function show(html: string, fields: Partial<CarryRichText> = { timed: true }): Promise<void> {
  Object.assign(notes, { html, ...fields });
  await notes.updateComplete;
}

const buttons = () => [...notes.renderRoot.querySelectorAll('button')];
const text = () => notes.renderRoot.textContent?.replace(/\s+/g, ' ').trim();

test('times in the notes of an episode ask to play from there', async () => {
  await show('<p>(12:34) The <b>tunnel, 1:02:03</b></p><ul><li>0:05 Start</li></ul>');
  expect(text()).toBe('(12:34) The tunnel, 1:02:030:05 Start');
  expect(buttons().map((button) => button.getAttribute('aria-label'))).toEqual([
    'Play from 12:34',
    'Play from 1:02:03',
    'Play from 0:05',
  ]);
  for (const button of buttons()) button.click();
  expect(chosen).toEqual([754, 3723, 5]);
});

test('none of them is later than the end', async () => {
  await show('0:30 and 1:30', { timed: true, durationSeconds: 60 });
  expect(buttons().map(({ textContent }) => textContent)).toEqual(['0:30']);
  await show('0:30 and 1:30', { timed: true, durationSeconds: null });
  expect(buttons()).toHaveLength(2);
});

test('a link keeps its times for itself, and opens outside', async () => {
  await show('<a href="https://example.org/a" target="_self" rel="opener">see <i>12:34</i></a> 0:05');
  expect(buttons().map(({ textContent }) => textContent)).toEqual(['0:05']);
  const link = notes.renderRoot.querySelector('a');
  expect([link?.target, link?.rel]).toEqual(['_blank', 'noopener noreferrer nofollow']);
  link?.addEventListener('click', (event) => event.preventDefault());
  link?.click();
  expect(chosen).toEqual([]);
});

test('a button of others does not come through', async () => {
  await show('<button value="7" aria-label="Play from 0:07">0:07</button><p>0:09</p>');
  expect(buttons().map(({ value }) => value)).toEqual(['9']);
});

test('what is about no episode has no times to play from', async () => {
  await show('<p>12:34</p>', {});
  expect(buttons()).toEqual([]);
});
