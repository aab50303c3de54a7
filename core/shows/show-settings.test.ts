import { expect, test } from 'vitest';
import {
  changeShowSettings,
  DEFAULT_SHOW_SETTINGS,
  readShowSettings,
  type ShowSettings,
  type ShowSettingsChange,
} from './show-settings.ts';

const CHOSEN: ShowSettings = {
  autoDownload: 3,
  autoDownloadSince: 50,
  keep: 5,
  speed: 1.25,
  skipIntroSeconds: 30,
  skipOutroSeconds: 0,
};

test.each<[string, ShowSettingsChange, number | null]>([
  ['another number is chosen anew', { autoDownload: 5 }, 99],
  ['the same number is not', { autoDownload: 3 }, 50],
  ['another number that stays is chosen anew', { keep: null }, 99],
  ['what has nothing to do with it is not', { speed: 2, skipOutroSeconds: 10 }, 50],
  ['off is no choice', { autoDownload: null }, null],
])('%s', (_name, change, since) => {
  expect(changeShowSettings(CHOSEN, change, 99)).toEqual({
    ...CHOSEN,
    ...change,
    autoDownloadSince: since,
  });
});

test('how many stay is no choice while none come', () => {
  expect(changeShowSettings(DEFAULT_SHOW_SETTINGS, { keep: 2 }, 99).autoDownloadSince).toBeNull();
});

test('what was stored is read as it was', () => {
  expect(readShowSettings(structuredClone(CHOSEN))).toEqual(CHOSEN);
});

test.each<[string, unknown, Partial<ShowSettings>]>([
  ['nothing', undefined, {}],
  ['no object', 'fast', {}],
  ['null', null, {}],
  ['fields of other types', { speed: '2', keep: [5], skipIntroSeconds: null, autoDownload: true }, {}],
  ['numbers that cannot be chosen', { autoDownload: 4, autoDownloadSince: 1, keep: -1, speed: 9 }, {}],
  ['no numbers at all', { speed: Number.NaN, skipIntroSeconds: Number.NaN, skipOutroSeconds: Infinity }, {}],
  ['a choice of unknown age', { autoDownload: 3, keep: 2 }, { keep: 2 }],
  ['fields that are not known', { skipOutroSeconds: 20, later: 1 }, { skipOutroSeconds: 20 }],
])('%s is read as the defaults, but for what holds', (_name, stored, held) => {
  expect(readShowSettings(stored)).toEqual({ ...DEFAULT_SHOW_SETTINGS, ...held });
});
