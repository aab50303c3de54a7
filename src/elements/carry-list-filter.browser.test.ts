import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { filterOf, type EpisodeFilter } from '../views/episode-filter.ts';
import '../styles/tokens.css';
import './carry-list-filter.ts';
import type { CarryListFilter } from './carry-list-filter.ts';

let controls: CarryListFilter;
let asked: EpisodeFilter[];

beforeEach(async () => {
  controls = document.createElement('carry-list-filter');
  controls.filter = filterOf('newest');
  asked = [];
  controls.addEventListener('carry-filter-changed', ({ detail }) => asked.push(detail));
  document.body.append(controls);
  await controls.updateComplete;
});

afterEach(() => controls.remove());

const field = () => page.getByRole('searchbox', { name: 'Find in this show' });
const choice = () => page.getByRole('combobox', { name: 'Which episodes' });
const order = () => page.getByRole('combobox', { name: 'Order' });

test('each control asks for a filter that differs by it alone, and changes nothing by itself', async () => {
  controls.filter = { choice: 'downloaded', order: 'oldest', text: 'night' };
  await controls.updateComplete;
  await userEvent.selectOptions(choice(), 'In progress');
  await userEvent.selectOptions(order(), 'Newest first');
  await userEvent.fill(field(), 'mail');
  expect(asked).toEqual([
    { choice: 'in-progress', order: 'oldest', text: 'night' },
    { choice: 'downloaded', order: 'newest', text: 'night' },
    { choice: 'downloaded', order: 'oldest', text: 'mail' },
  ]);
  expect(controls.filter).toEqual({ choice: 'downloaded', order: 'oldest', text: 'night' });
});

test('shows the filter that it is given, and marks what is not as usual', async () => {
  controls.filter = { choice: 'not-played', order: 'oldest', text: 'night' };
  controls.defaultOrder = 'oldest';
  await controls.updateComplete;
  await expect.element(field()).toHaveValue('night');
  await expect.element(choice()).toHaveDisplayValue('Not played');
  await expect.element(order()).toHaveDisplayValue('Oldest first');
  await expect.element(choice()).toHaveClass('chosen');
  await expect.element(order()).not.toHaveClass('chosen');
});

test.each([320, 390, 1280])('fits into %d px, with targets that a finger meets', async (width) => {
  await page.viewport(width, 800);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  const boxes = [...controls.renderRoot.querySelectorAll('input, select')].map((one) =>
    one.getBoundingClientRect(),
  );
  for (const { height, width: own } of boxes) {
    expect(height).toBeGreaterThanOrEqual(44);
    expect(own).toBeGreaterThanOrEqual(44);
  }
  expect(new Set(boxes.map(({ top }) => Math.round(top))).size).toBe(width < 600 ? 2 : 1);
});
