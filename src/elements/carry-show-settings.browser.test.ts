import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { DEFAULT_SHOW_SETTINGS, type ShowSettings } from '../../core/shows/show-settings.ts';
import '../styles/base.css';
import '../styles/tokens.css';
import './carry-show-settings.ts';
import type { CarryShowSettings } from './carry-show-settings.ts';
import type { ShowSettingsRequest } from './requests.ts';

let card: CarryShowSettings;
let requests: ShowSettingsRequest[];

beforeEach(async () => {
  card = document.createElement('carry-show-settings');
  card.showId = 's1';
  requests = [];
  card.addEventListener('carry-show-settings-request', ({ detail }) => requests.push(detail));
  document.body.append(card);
  await card.updateComplete;
  fold().open = true;
});

afterEach(() => card.remove());

async function show(settings: Partial<ShowSettings>): Promise<void> {
  card.settings = { ...DEFAULT_SHOW_SETTINGS, ...settings };
  await card.updateComplete;
}

function fold(): HTMLDetailsElement {
  const details = card.renderRoot.querySelector('details');
  if (details === null) throw new Error('nothing folds');
  return details;
}

const select = (name: string) => page.getByLabelText(name, { exact: true });
const element = (name: string) => select(name).element() as HTMLSelectElement;
const options = (name: string) => [...element(name).options].map(({ text }) => text);
const chosen = (name: string) => element(name).selectedOptions[0]?.text;

test('it is folded up at first, and its heading unfolds it', async () => {
  fold().open = false;
  await expect.element(select('Speed')).not.toBeVisible();
  await page.getByText('For this show', { exact: true }).click();
  await expect.element(select('Speed')).toBeVisible();
});

test('it is a group with a name, and each select has its own', async () => {
  await expect.element(page.getByRole('group', { name: 'For this show' })).toBeVisible();
  expect([...card.renderRoot.querySelectorAll('select')].map(({ ariaLabel }) => ariaLabel)).toEqual([
    'Download by itself',
    'How many stay',
    'Speed',
    'Skip at the start',
    'Skip at the end',
  ]);
  await expect
    .element(select('Skip at the end'))
    .toHaveAccessibleDescription('The episode counts as played there. Short ones play whole.');
});

test('what can be chosen', () => {
  const counts = ['The newest', 'The newest 2', 'The newest 3', 'The newest 5', 'The newest 10'];
  expect(options('Download by itself')).toEqual(['Off', ...counts]);
  expect(options('How many stay')).toEqual(['All', ...counts]);
  expect(options('Speed')).toEqual(
    ['As usual', 0.8, 0.9, 1, 1.1, 1.2, 1.25, 1.5, 1.75, 2, 2.5, 3].map((label) =>
      typeof label === 'number' ? `${label}×` : label,
    ),
  );
  const seconds = ['Nothing', ...[5, 10, 15, 20, 30, 45, 60, 90].map((count) => `${count} seconds`)];
  expect(options('Skip at the start')).toEqual(seconds);
  expect(options('Skip at the end')).toEqual(seconds);
});

describe('what was chosen is shown', () => {
  const NAMES = ['Download by itself', 'How many stay', 'Speed', 'Skip at the start', 'Skip at the end'];

  test('at first nothing', () => {
    expect(NAMES.map(chosen)).toEqual(['Off', 'All', 'As usual', 'Nothing', 'Nothing']);
  });

  test('then each of it', async () => {
    const settings = { autoDownload: 3, autoDownloadSince: 1, keep: 10 } as const;
    await show({ ...settings, speed: 1.75, skipIntroSeconds: 30, skipOutroSeconds: 90 });
    expect(NAMES.map(chosen)).toEqual(['The newest 3', 'The newest 10', '1.75×', '30 seconds', '90 seconds']);
  });

  test('and a speed that only the player has, in its place', async () => {
    await show({ speed: 0.5 });
    expect(chosen('Speed')).toBe('0.5×');
    expect(options('Speed').slice(0, 3)).toEqual(['As usual', '0.5×', '0.8×']);
    await show({ speed: 1 });
    expect(chosen('Speed')).toBe('1×');
    expect(options('Speed')).not.toContain('0.5×');
  });
});

test.each([
  ['Download by itself', 'The newest 5', { autoDownload: 5 }],
  ['Download by itself', 'Off', { autoDownload: null }],
  ['How many stay', 'The newest', { keep: 1 }],
  ['How many stay', 'All', { keep: null }],
  ['Speed', '1.5×', { speed: 1.5 }],
  ['Speed', 'As usual', { speed: null }],
  ['Skip at the start', '20 seconds', { skipIntroSeconds: 20 }],
  ['Skip at the end', 'Nothing', { skipOutroSeconds: 0 }],
])('%s: %s is asked for', async (name, option, change) => {
  await show({ autoDownload: 2, autoDownloadSince: 1, keep: 3, speed: 2, skipOutroSeconds: 10 });
  await select(name).selectOptions(option);
  expect(requests).toEqual([{ showId: 's1', change }]);
});

test('how many stay can be chosen only while some come', async () => {
  await expect.element(select('How many stay')).toBeDisabled();
  await show({ autoDownload: 1, autoDownloadSince: 1 });
  await expect.element(select('How many stay')).toBeEnabled();
});

test('on a phone nothing is cut off, and each select can be touched', async () => {
  await page.viewport(390, 844);
  const width = document.documentElement.clientWidth;
  for (const one of card.renderRoot.querySelectorAll('select')) {
    const { height, left, right } = one.getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width);
    expect(height).toBeGreaterThanOrEqual(44);
  }
  expect(document.documentElement.scrollWidth).toBe(width);
});
