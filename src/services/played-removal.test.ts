import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_PREFERENCES, type DownloadPreferences } from '../../core/downloads/preferences.ts';
import type { Download } from '../../core/downloads/download.ts';
import type { DownloadsPort, DownloadView } from '../../engine/downloads-port.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import type { ListeningEntry } from './listening.ts';
import { PlayedRemoval } from './played-removal.ts';
import type { PlayerSnapshot } from './player.ts';

const DAY = 86_400_000;
const generation = { etag: '"a"', type: 'audio/mpeg', bytes: 100, partBytes: 100 };

let views: Map<string, DownloadView>;
let preferences: DownloadPreferences;
let calls: string[];
let tellDownloads: () => void;
let tellListening: () => void;
let playerId: string | null;

const put = (id: string, state: Partial<Download>): void => {
  views.set(id, makeView(makeDownload({ episode: makeEpisode({ id }), generation, ...state })));
};

const playedEntry = (id: string): [string, ListeningEntry] => [
  id,
  {
    episode: makeEpisode({ id }),
    positionSeconds: 9,
    durationSeconds: 9,
    played: true,
    updatedAt: Date.now() - 2 * DAY,
  },
];

function start(): PlayedRemoval {
  const downloads = {
    views: () => views,
    preferences: () => preferences,
    subscribe: (onChange: () => void) => {
      tellDownloads = onChange;
      return () => undefined;
    },
    cancel: (id: string) => {
      calls.push(`cancel ${id}`);
      return Promise.resolve();
    },
    pin: (id: string, pinned: boolean) => {
      calls.push(`pin ${id} ${pinned}`);
      return Promise.resolve();
    },
  } as unknown as DownloadsPort;
  const removal = new PlayedRemoval({
    downloads,
    listening: {
      entries: new Map(['a', 'b'].map(playedEntry)),
      subscribe: (onChange) => {
        tellListening = onChange;
        return () => undefined;
      },
    },
    player: {
      get snapshot() {
        return { episode: playerId === null ? null : makeEpisode({ id: playerId }) } as PlayerSnapshot;
      },
    },
  });
  removal.start();
  return removal;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 100 * DAY });
  views = new Map();
  put('a', { status: 'complete', completedAt: 1 });
  put('b', { status: 'complete', completedAt: 2 });
  put('c', { status: 'complete', completedAt: 3 });
  preferences = { ...DEFAULT_PREFERENCES, removePlayedAfterMs: DAY };
  calls = [];
  playerId = null;
});

afterEach(() => vi.useRealTimers());

test('removes what was played, at the start', async () => {
  const removal = start();
  await vi.advanceTimersByTimeAsync(1);
  expect(calls).toEqual(['cancel a', 'cancel b']);
  expect(removal.hasRemoved('a')).toBe(true);
  expect(removal.hasRemoved('c')).toBe(false);
});

test('looks again when something changes, once a minute', async () => {
  playerId = 'a';
  start();
  await vi.advanceTimersByTimeAsync(1);
  expect(calls).toEqual(['cancel b']);
  views.delete('b');
  playerId = null;
  tellListening();
  tellDownloads();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(calls).toEqual(['cancel b']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(calls).toEqual(['cancel b', 'cancel a']);
});

test('what is brought back is kept from then on', async () => {
  const removal = start();
  await vi.advanceTimersByTimeAsync(1);
  put('a', { status: 'cancelled', cancelledAt: 0, wasComplete: true });
  put('b', { status: 'cancelled', cancelledAt: 0, wasComplete: true });
  tellDownloads();
  put('a', { status: 'verifying' });
  views.delete('b');
  tellDownloads();
  expect(calls.slice(2)).toEqual(['pin a true']);
  expect(removal.hasRemoved('a')).toBe(false);
});
