import { expect, test } from 'vitest';
import type { ImportProgress } from '../services/opml-import.ts';
import { importedText, lineText, readText } from './import-text.ts';

const progress = (fields: Partial<ImportProgress>): ImportProgress => ({
  total: 0,
  read: 0,
  failed: [],
  result: null,
  ...fields,
});
const result = (added: number, known: number) => ({ added, known, problems: [] });

test('tells how many were read', () => {
  expect(readText(progress({ read: 12, total: 3_000 }), 'en')).toBe('12 of 3,000 read');
});

test.each([
  [result(3_000, 0), '3,000 podcasts are new here.'],
  [result(1, 1), '1 podcast is new here. 1 other was followed already.'],
  [result(2, 5), '2 podcasts are new here. 5 others were followed already.'],
  [result(0, 5), 'All of them were followed already: 5 podcasts.'],
  [result(0, 0), 'No podcasts were found in the file.'],
])('%j: %s', (one, text) =>
  expect(importedText(progress({ result: one, total: one.added }), 'en')).toBe(text),
);

test('an import of another tab is told by its size', () => {
  expect(importedText(progress({ total: 7 }), 'en')).toBe('7 podcasts are new here.');
});

test.each(['not-an-address', 'duplicate', 'not-allowed', 'too-many', 'of-later-days'])(
  '%s is said in words',
  (reason) => {
    const text = lineText({ position: 1, line: 'x', reason });
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toContain(reason);
  },
);
