import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import './carry-mark-all.ts';
import type { CarryMarkAll } from './carry-mark-all.ts';
import type { ListeningRequest } from './requests.ts';

const episodesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => makeEpisode({ id: `e${index}` }));

let marks: CarryMarkAll;
let requests: ListeningRequest[];

beforeEach(async () => {
  marks = document.createElement('carry-mark-all');
  marks.episodes = episodesOf(2);
  requests = [];
  marks.addEventListener('carry-listening-request', ({ detail }) => requests.push(detail));
  document.body.append(marks);
  await marks.updateComplete;
});

afterEach(() => marks.remove());

const dialog = () => marks.renderRoot.querySelector('dialog');
const button = () => marks.renderRoot.querySelector<HTMLButtonElement>('.quiet');
const press = (selector: string) => marks.renderRoot.querySelector<HTMLElement>(selector)?.click();

test('all episodes are looked up, and their number is told before anything is done', async () => {
  marks.loadAll = () => {
    marks.episodes = episodesOf(120);
    return Promise.resolve(true);
  };
  button()?.click();
  await expect.poll(() => dialog()?.open).toBe(true);
  expect(dialog()?.textContent).toContain('Mark 120 episodes as played?');
  expect(requests).toEqual([]);
  press('.primary');
  expect(requests).toEqual([{ action: 'set-played', episodes: episodesOf(120), played: true }]);
  expect(dialog()?.open).toBe(false);
});

test('nothing is done when that is said, or when the rest cannot be looked up', async () => {
  button()?.click();
  await expect.poll(() => dialog()?.open).toBe(true);
  press('.actions .button');
  expect(dialog()?.open).toBe(false);
  marks.loadAll = () => Promise.resolve(false);
  button()?.click();
  await expect.poll(() => button()?.textContent).toContain('Mark all as played');
  expect(dialog()?.open).toBe(false);
  expect(requests).toEqual([]);
});

test('says that all are played once that is known', async () => {
  marks.episodes = [];
  await marks.updateComplete;
  expect(button()?.disabled).toBe(false);
  marks.whole = true;
  await marks.updateComplete;
  expect(button()?.textContent).toContain('All played');
  expect(button()?.disabled).toBe(true);
});
