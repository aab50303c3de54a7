import { describe, expect, test } from 'vitest';
import { parseEntityTag, parseEntityTagList, strongMatch, weakMatch } from './entity-tag.ts';

const strong = (value: string) => ({ weak: false, value });
const weak = (value: string) => ({ weak: true, value });

describe('parseEntityTag', () => {
  test.each([
    ['"a"', strong('a')],
    ['W/"a"', weak('a')],
    ['""', strong('')],
    ['"a,b"', strong('a,b')],
    ['w/"a"', null],
    ['a', null],
    ['"a', null],
    ['"a" ', null],
    ['"a"b"', null],
  ])('%s', (text, expected) => {
    expect(parseEntityTag(text)).toEqual(expected);
  });
});

test.each([
  ['*', '*'],
  ['"a", W/"b"', [strong('a'), weak('b')]],
  [' ,"a" ,, "b,c"', [strong('a'), strong('b,c')]],
  ['"a" "b"', null],
  ['', null],
  ['"a", b', null],
])('list %j', (text, expected) => {
  expect(parseEntityTagList(text)).toEqual(expected);
});

/** The table of RFC 9110 §8.8.3.2. */
test.each([
  [weak('1'), weak('1'), false, true],
  [weak('1'), weak('2'), false, false],
  [weak('1'), strong('1'), false, true],
  [strong('1'), strong('1'), true, true],
])('%o and %o', (a, b, isStrong, isWeak) => {
  expect(strongMatch(a, b)).toBe(isStrong);
  expect(weakMatch(a, b)).toBe(isWeak);
});
