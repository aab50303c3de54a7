import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldedPlaces } from './fold.ts';

describe('fold', () => {
  test.each([
    ['ÅNGSTRÖM', 'angstrom'],
    ['Dvořák', 'dvorak'],
    ['Øresund Łódź', 'oresund lodz'],
    ['ＷＩＤＥ', 'wide'],
    ['“Well” – it’s', '"well" - it\'s'],
    ['Straße', 'strasse'],
    ['İstanbul', 'istanbul'],
  ])('%j is %j', (text, folded) => expect(fold(text)).toBe(folded));

  test('of any text is folded already, whatever its case', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    ));
});

test('places lead back to the characters that were folded', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const places = foldedPlaces(text);
      if (places === null) return;
      expect(places).toHaveLength(fold(text).length + 1);
      expect(places.at(-1)).toBe(text.length);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
  ));
