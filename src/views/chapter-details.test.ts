import { expect, test } from 'vitest';
import { linkOf, listedChapters, pictureAt, pictureOf } from './chapter-details.ts';

const A = '/artwork/0123456789abcdef0123456789abcdef';
const B = '/artwork/drawn-120-B';

const chapters = [
  { startTime: 0, title: 'One', img: A },
  { startTime: 100, endTime: 130, title: '', img: B, toc: false },
  { startTime: 150, title: '', toc: false },
  { startTime: 200, title: 'Two' },
  { startTime: 300, endTime: 350, title: 'Three', img: B },
];

test.each([
  [0, A],
  [99, A],
  // Stops just short of where it was sent to.
  [99.8, B],
  [129, B],
  [130, A],
  [160, A],
  [200, null],
  [320, B],
  [350, null],
])('at %d s the picture is %s', (seconds, picture) => {
  expect(pictureAt(chapters, seconds)).toBe(picture);
});

test('before the first chapter there is none', () => {
  expect(pictureAt([{ startTime: 10, title: 'One', img: A }], 5)).toBeNull();
});

test('the list leaves out what only changes the picture', () => {
  expect(listedChapters(chapters).map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
});

test.each([
  [A, A],
  [B, B],
  ['https://example.org/a.jpg', null],
  ['//example.org/a.jpg', null],
  ['/artwork/../media/x', null],
  ['/media/x', null],
  ['data:image/png;base64,', null],
])('the picture %j is %j', (img, expected) => {
  expect(pictureOf({ startTime: 0, title: '', img })).toBe(expected);
});

test.each([
  ['https://example.org/a', 'https://example.org/a'],
  ['http://example.org', 'http://example.org/'],
  ['mailto:a@example.org', null],
  ['javascript:alert(1)', null],
  ['/settings', null],
  ['https://', null],
])('the link %j is %j', (url, expected) => {
  expect(linkOf({ startTime: 0, title: '', url })).toBe(expected);
});

test('what is no text is neither', () => {
  const chapter = JSON.parse('{"startTime":0,"title":"","img":{},"url":7}');
  expect([pictureOf(chapter), linkOf(chapter)]).toEqual([null, null]);
});
