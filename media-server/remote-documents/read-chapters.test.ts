import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRemoteChapters } from './read-chapters.ts';

const BASE = 'https://shows.example/chapters/1.json';
const read = (...chapters: unknown[]) =>
  readRemoteChapters(JSON.stringify({ version: '1.2.0', chapters }), BASE);

it('reads chapters in order of their start', () => {
  expect(
    read(
      { startTime: 90.5, endTime: 120, title: ' Two\n<b> ', img: '/two.png', url: 'https://more.example/2' },
      { startTime: '12.5', endTime: 3, title: 'One', toc: true },
      { startTime: 100, toc: false, img: 'http://cdn.example/3.jpg' },
    ),
  ).toEqual([
    { chapter: { startTime: 12.5, title: 'One' }, imageUrl: null },
    {
      chapter: { startTime: 90.5, endTime: 120, title: 'Two <b>', url: 'https://more.example/2' },
      imageUrl: 'https://shows.example/two.png',
    },
    { chapter: { startTime: 100, title: '', toc: false }, imageUrl: 'http://cdn.example/3.jpg' },
  ]);
});

it.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://x.example/',
  '#',
  '',
  7,
  null,
  {},
])('takes no address from %j', (address) => {
  expect(read({ startTime: 1, title: 'x', url: address, img: address })).toEqual([
    { chapter: { startTime: 1, title: 'x' }, imageUrl: null },
  ]);
});

it.each([
  ['', 'an empty document'],
  ['<html>', 'a page'],
  ['[]', 'a list'],
  ['{"chapters":{}}', 'chapters that are no list'],
  ['{"chapters":[]}', 'no chapters'],
  [
    '{"chapters":[{"title":"x"},{"startTime":-1},{"startTime":1e99},{"startTime":"1:00"},null,7]}',
    'no times',
  ],
])('finds nothing in %s (%s)', (text) => {
  expect(readRemoteChapters(text, BASE)).toBeNull();
});

it('reads whatever JSON there is, and gives what the API may answer', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          startTime: fc.oneof(fc.double(), fc.jsonValue()),
          title: fc.jsonValue(),
          url: fc.string(),
        }),
      ),
      (chapters) => {
        for (const { chapter } of read(...chapters) ?? []) {
          expect(chapter.startTime).toBeGreaterThanOrEqual(0);
          expect(typeof chapter.title).toBe('string');
          expect(chapter.url ?? 'https:').toMatch(/^https?:/);
        }
      },
    ),
  );
  expect(read(...Array.from({ length: 5_000 }, (_, startTime) => ({ startTime })))?.length).toBe(1_000);
});
