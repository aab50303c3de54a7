import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { makeEpisode } from '../test-support/views.ts';
import '../styles/tokens.css';
import './carry-episode-row.ts';
import type { CarryEpisodeRow } from './carry-episode-row.ts';
import type { ListeningRequest } from './requests.ts';

const episode = makeEpisode({ title: 'Sleeper' });
const played = { episode, positionSeconds: 0, durationSeconds: 1500, played: true, updatedAt: 1 };

let row: CarryEpisodeRow;
let requests: ListeningRequest[];

beforeEach(async () => {
  row = document.createElement('carry-episode-row');
  row.episode = episode;
  requests = [];
  row.addEventListener('carry-listening-request', ({ detail }) => requests.push(detail));
  document.body.append(row);
  await row.updateComplete;
});

afterEach(() => row.remove());

/** What the focused control is called. */
const focused = () => {
  const control = row.renderRoot.querySelector('carry-episode-menu')?.renderRoot.querySelector(':focus');
  return control?.ariaLabel ?? control?.textContent?.trim();
};
const more = () => page.getByRole('button', { name: 'More for Sleeper' });

test('its menu marks it as played, by keyboard too, and gives the focus back', async () => {
  await userEvent.click(more());
  await expect.poll(() => focused()).toContain('Mark played');
  await userEvent.keyboard('{Enter}');
  expect(requests).toEqual([{ action: 'set-played', episodes: [episode], played: true }]);
  expect(focused()).toBe('More for Sleeper');
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
});

test('a played episode says so, and can be marked as not played', async () => {
  row.entry = played;
  await row.updateComplete;
  expect(row.renderRoot.querySelector('.play')?.textContent).toContain('Played');
  await userEvent.click(more());
  await userEvent.click(page.getByRole('menuitem', { name: 'Mark not played' }));
  expect(requests).toEqual([{ action: 'set-played', episodes: [episode], played: false }]);
});

test('nothing of it lies over anything else, however narrow it is', async () => {
  for (const width of [288, 358, 760]) {
    row.style.width = `${width}px`;
    await row.updateComplete;
    const boxes = ['.title a', 'carry-play-button', 'carry-download-button', 'carry-episode-menu'].map(
      (selector) => (row.renderRoot.querySelector(selector) as HTMLElement).getBoundingClientRect(),
    );
    expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(
      row.getBoundingClientRect().right + 11,
    );
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `at ${width} px`).toBe(true);
      }
    }
  }
});
