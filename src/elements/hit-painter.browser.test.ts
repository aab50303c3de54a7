import { afterEach, beforeEach, expect, test } from 'vitest';
import { findInCues, indexCues } from '../text/find-in-cues.ts';
import { makeHitPainter, type HitPainter } from './hit-painter.ts';

const TEXTS = ['one and one', 'none', 'and so on'];
const index = indexCues(TEXTS.map((text, start) => ({ start, end: start + 1, speaker: null, text })));
const hitsOf = (query: string) => findInCues(index, query);
const highlights = Object.getOwnPropertyDescriptor(CSS, 'highlights');

let boxes: HTMLElement[];
let painter: HitPainter;

beforeEach(() => {
  // As in a browser that has no highlights.
  Reflect.deleteProperty(CSS, 'highlights');
  boxes = TEXTS.map((text) => {
    const box = document.createElement('p');
    box.textContent = text;
    return box;
  });
  painter = makeHitPainter((cue) => boxes[cue]);
});

afterEach(() => {
  if (highlights !== undefined) Object.defineProperty(CSS, 'highlights', highlights);
});

const contents = () => boxes.map(({ innerHTML }) => innerHTML.replace(' class=""', ''));

test('without highlights, hits are marked in the document', () => {
  expect('highlights' in CSS).toBe(false);
  painter.paint(hitsOf('one'), 1);
  expect(contents()).toEqual([
    '<mark>one</mark> and <mark class="here">one</mark>',
    'n<mark>one</mark>',
    'and so on',
  ]);
});

test('a step moves the one that the reader is at', () => {
  painter.paint(hitsOf('one'), 0);
  painter.move(2);
  expect(contents()).toEqual([
    '<mark>one</mark> and <mark>one</mark>',
    'n<mark class="here">one</mark>',
    'and so on',
  ]);
});

test('a hit over two lines is marked in both', () => {
  painter.paint(hitsOf('one and so'), 0);
  expect(contents().slice(1)).toEqual([
    'n<mark class="here">one</mark>',
    '<mark class="here">and so</mark> on',
  ]);
});

test('another search, and the end of it, leave the text as it was', () => {
  painter.paint(hitsOf('one'), 0);
  painter.paint(hitsOf('so'), 0);
  expect(contents()).toEqual(['one and one', 'none', 'and <mark class="here">so</mark> on']);
  painter.clear();
  expect(boxes.map(({ innerHTML }) => innerHTML)).toEqual(TEXTS);
  painter.move(0);
  expect(boxes.map(({ innerHTML }) => innerHTML)).toEqual(TEXTS);
});
