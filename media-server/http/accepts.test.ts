import { expect, it } from 'vitest';
import { accepts } from './accepts.ts';

it.each([
  [undefined, true],
  ['', true],
  ['*/*', true],
  ['application/json', true],
  ['APPLICATION/JSON', true],
  ['application/*', true],
  ['text/html', false],
  ['text/html, application/json;q=0.1', true],
  ['application/json;q=0', false],
  ['application/json;q=0, */*', false],
  ['*/*;q=0', false],
  ['*/*;q=0, application/json', true],
  ['application/*;q=0, */*', false],
  [',,;', false],
])('%s: %s', (header, expected) => {
  expect(accepts(header, 'application/json')).toBe(expected);
});
