import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import { Listening } from './listening.ts';
import type { PlayerRequest, PlayerSnapshot } from './player.ts';
import { setPlayed } from './set-played.ts';
import { Toasts } from './toasts.ts';

const [sleeper, departure] = [
  makeEpisode({ id: 'a', title: 'Sleeper' }),
  makeEpisode({ id: 'b', title: 'Departure' }),
];

let listening: Listening;
let toasts: Toasts;
let requests: PlayerRequest[];

beforeEach(() => {
  vi.useFakeTimers();
  listening = new Listening();
  toasts = new Toasts();
  requests = [];
});

afterEach(() => {
  vi.useRealTimers();
});

/** A player that has `sleeper` in it. */
const playerWith = (fields: Partial<PlayerSnapshot>) => ({
  request: (request: PlayerRequest) => void requests.push(request),
  snapshot: {
    episode: sleeper,
    loaded: true,
    playing: false,
    buffering: false,
    positionSeconds: 300,
    durationSeconds: 1500,
    buffered: [],
    speed: 1,
    volume: 1,
    muted: false,
    captionsOn: false,
    chapters: [],
    transcripts: [],
    problem: null,
    ...fields,
  },
});

const mark = (
  episodes: readonly (typeof sleeper)[],
  played: boolean,
  snapshot: Partial<PlayerSnapshot>,
): void =>
  setPlayed(
    { action: 'set-played', episodes: episodes.filter((episode) => episode !== undefined), played },
    { listening, player: playerWith(snapshot), toasts },
  );

const played = (id: string): boolean => listening.entries.get(id)?.played ?? false;

test('tells what was marked, and takes it back for some seconds', () => {
  mark([departure], true, {});
  expect(toasts.items.map(({ text }) => text)).toEqual(['Marked as played: Departure']);
  expect(played('b')).toBe(true);
  expect(toasts.undoNewest()).toBe(true);
  expect(played('b')).toBe(false);
  mark([departure], true, {});
  vi.advanceTimersByTime(11_000);
  expect(toasts.items).toEqual([]);
  expect(played('b')).toBe(true);
});

test('what is in the player goes to its end, or to its beginning, and back', () => {
  mark([sleeper], true, { playing: true });
  expect(requests).toEqual([{ type: 'pause' }, { type: 'seek', seconds: 1500 }]);
  toasts.undoNewest();
  expect(requests.at(-1)).toEqual({ type: 'seek', seconds: 300 });
  requests.length = 0;
  listening.record(sleeper, 1499, 1500, 1);
  mark([sleeper], false, {});
  expect(requests).toEqual([{ type: 'pause' }, { type: 'seek', seconds: 0 }]);
});

test('what plays is left alone while a whole show is marked, but not what only was put back', () => {
  mark([sleeper, departure], true, { playing: true });
  expect(requests).toEqual([]);
  expect([played('a'), played('b')]).toEqual([false, true]);
  expect(toasts.items.at(-1)?.text).toBe('Marked as played: 1 episode');
  mark([sleeper, departure], true, { loaded: false });
  expect(requests).toContainEqual({ type: 'seek', seconds: 1500 });
});
