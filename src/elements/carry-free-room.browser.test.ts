import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import './carry-free-room.ts';
import type { CarryFreeRoom, FreeableEpisode } from './carry-free-room.ts';
import type { DownloadRequest } from './requests.ts';

const MB = 1_000_000;
const wanted = makeEpisode({ id: 'wanted', title: 'Night Mail' });

const candidate = (episodeId: string, bytes: number, playedAt: number | null): FreeableEpisode => ({
  episodeId,
  bytes,
  completedAt: 0,
  pinned: false,
  playedAt,
  episode: makeEpisode({ id: episodeId, title: episodeId }),
});

let room: CarryFreeRoom;
let requests: DownloadRequest[];

beforeEach(async () => {
  room = document.createElement('carry-free-room');
  room.candidates = [candidate('Sleeper', 10 * MB, 1), candidate('Arrival', 30 * MB, null)];
  requests = [];
  room.addEventListener('carry-download-request', ({ detail }) => requests.push(detail));
  document.body.append(room);
  await room.updateComplete;
});

afterEach(() => room.remove());

const ticks = () => [...room.renderRoot.querySelectorAll('input')];
const sum = () => room.renderRoot.querySelector('.sum')?.textContent?.replaceAll(/\s+/g, ' ').trim();
const freeButton = () => room.renderRoot.querySelector('.primary') as HTMLButtonElement;

test('proposes just enough, and asks for that', async () => {
  await room.show(wanted, 8 * MB);
  expect(ticks().map(({ checked }) => checked)).toEqual([true, false]);
  expect(sum()).toBe('1 episode, 10 MB');
  freeButton().click();
  expect(requests).toEqual([{ action: 'free', episodeIds: ['Sleeper'], retry: wanted }]);
});

test('another choice is summed up, and one that is not enough cannot be asked for', async () => {
  await room.show(wanted, 8 * MB);
  ticks()[0]?.click();
  await room.updateComplete;
  expect(sum()).toBe('0 episodes, 0 bytes. 8 MB more are needed.');
  expect(freeButton().disabled).toBe(true);
  ticks()[1]?.click();
  await room.updateComplete;
  expect(sum()).toBe('1 episode, 30 MB');
  freeButton().click();
  expect(requests).toEqual([{ action: 'free', episodeIds: ['Arrival'], retry: wanted }]);
});

test('where nothing can go it says so', async () => {
  room.candidates = [];
  await room.show(wanted, 8 * MB);
  expect(room.renderRoot.querySelector('p')?.textContent).toContain('no download that could go');
  expect(freeButton()).toBeNull();
});
