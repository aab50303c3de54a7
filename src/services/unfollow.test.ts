import { beforeEach, expect, test } from 'vitest';
import type { Show } from '../../core/api/show.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import type { Services } from '../contexts/services.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import { FollowError } from './subscriptions.ts';
import { Toasts } from './toasts.ts';
import { unfollow } from './unfollow.ts';

const SHOW = { id: 's1', title: 'Night Trains' } as Show;

let calls: string[];
let failure: FollowError | null;
let toasts: Toasts;
let services: Pick<Services, 'downloads' | 'subscriptions' | 'toasts'>;

const view = (id: string, showId: string): [string, DownloadView] => [
  id,
  makeView(makeDownload({ episode: makeEpisode({ id, showId }) })),
];

const note = (call: string): Promise<void> => {
  calls.push(call);
  return failure === null ? Promise.resolve() : Promise.reject(failure);
};

beforeEach(() => {
  calls = [];
  failure = null;
  toasts = new Toasts();
  services = {
    toasts,
    subscriptions: {
      unfollow: (id: string) => note(`unfollow ${id}`),
      followAgain: ({ id }: Show) => note(`follow ${id}`),
    },
    downloads: {
      views: () => new Map([view('a', 's1'), view('b', 's1'), view('c', 'another')]),
      cancel: (id: string) => note(`cancel ${id}`),
    },
  } as unknown as typeof services;
});

const shown = () => toasts.items.map(({ text }) => text);

test('keeps the downloads, and is taken back by following again', async () => {
  await unfollow({ show: SHOW, removeDownloads: false }, services);
  expect(calls).toEqual(['unfollow s1']);
  expect(shown()).toEqual(['Unfollowed Night Trains']);
  expect(toasts.undoNewest()).toBe(true);
  expect(calls).toEqual(['unfollow s1', 'follow s1']);
});

test('removes the downloads of the show alone', async () => {
  await unfollow({ show: SHOW, removeDownloads: true }, services);
  expect(calls).toEqual(['unfollow s1', 'cancel a', 'cancel b']);
});

test('removes nothing where it could not be unfollowed', async () => {
  failure = new FollowError('offline');
  await expect(unfollow({ show: SHOW, removeDownloads: true }, services)).rejects.toBe(failure);
  expect(calls).toEqual(['unfollow s1']);
  expect(shown()).toEqual([]);
});

test('says so when it cannot be taken back', async () => {
  await unfollow({ show: SHOW, removeDownloads: false }, services);
  failure = new FollowError('offline');
  toasts.undoNewest();
  await expect.poll(shown).toEqual(['Your server cannot be reached. Try again when the network is back.']);
});
