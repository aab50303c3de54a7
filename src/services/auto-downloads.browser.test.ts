import { createStore, get } from 'idb-keyval';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { Download } from '../../core/downloads/download.ts';
import { DownloadFailure } from '../../core/downloads/failure.ts';
import {
  changeShowSettings,
  DEFAULT_SHOW_SETTINGS,
  type ShowSettings,
  type ShowSettingsChange,
} from '../../core/shows/show-settings.ts';
import type { DownloadsPort, DownloadView } from '../../engine/downloads-port.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import { AutoDownloads } from './auto-downloads.ts';
import { Catalogue } from './catalogue.ts';
import type { ListeningEntry } from './listening.ts';
import { Listeners } from './observable.ts';
import type { PlayerSnapshot } from './player.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 5, 17, 12);
const generation = { etag: '"a"', type: 'audio/mpeg', bytes: 100, partBytes: 100 };

/** What the tabs of one browser share: the server, the journal, and what was chosen. */
class Device {
  static #count = 0;
  /** Rows of other tests are of other shows. */
  readonly showId = `show-${(Device.#count += 1)}-${Math.random()}`;
  readonly path = `/api/shows/${this.showId}/episodes`;
  readonly journal = new Map<string, Download>();
  readonly calls: string[] = [];
  readonly entries = new Map<string, ListeningEntry>();
  readonly #journalListeners = new Listeners();
  readonly #settingsListeners = new Listeners();
  readonly #connectivityListeners = new Listeners();
  readonly showSettings = {
    all: new Map() as ReadonlyMap<string, ShowSettings>,
    subscribe: this.#settingsListeners.add,
  };
  readonly connectivity = { online: true, subscribe: this.#connectivityListeners.add };
  readonly player = { snapshot: { episode: null } as unknown as PlayerSnapshot };
  listed: EpisodeSummary[] = [];
  capability: 'foreground' | 'none' = 'foreground';
  requests = 0;
  /** What happens in the very moment in which something is asked for. */
  meanwhile = (): void => undefined;
  answer = (): Response | Promise<Response> => Response.json({ items: this.listed, nextCursor: null });

  /** Publishes an episode `hoursAgo`; the newest is listed first. */
  publish(id: string, hoursAgo: number): void {
    const episode = makeEpisode({ id, showId: this.showId, publishedAt: Date.now() - hoursAgo * HOUR });
    this.listed = [...this.listed, episode].toSorted((a, b) => b.publishedAt - a.publishedAt);
  }

  choose(change: ShowSettingsChange): void {
    const before = this.showSettings.all.get(this.showId) ?? DEFAULT_SHOW_SETTINGS;
    this.showSettings.all = new Map([[this.showId, changeShowSettings(before, change, Date.now())]]);
    this.#settingsListeners.notify();
  }

  put(id: string, change: Partial<Download>): void {
    const before =
      this.journal.get(id) ?? makeDownload({ episode: makeEpisode({ id, showId: this.showId }) });
    this.journal.set(id, { ...before, generation, ...change } as Download);
    this.#journalListeners.notify();
  }

  discard(id: string): void {
    this.journal.delete(id);
    this.#journalListeners.notify();
  }

  goOnline(online: boolean): void {
    this.connectivity.online = online;
    this.#connectivityListeners.notify();
  }

  openTab(): Catalogue {
    const catalogue = new Catalogue({
      fetch: () => {
        this.requests += 1;
        return Promise.resolve(this.answer());
      },
      onReached: () => undefined,
    });
    new AutoDownloads({
      catalogue,
      connectivity: this.connectivity,
      downloads: this.#port(),
      listening: { entries: this.entries },
      player: this.player,
      showSettings: this.showSettings,
    }).start();
    return catalogue;
  }

  #port(): DownloadsPort {
    return {
      views: (): ReadonlyMap<string, DownloadView> =>
        new Map([...this.journal].map(([id, download]) => [id, makeView(download)])),
      subscribe: this.#journalListeners.add,
      capability: () => this.capability,
      downloadAll: async (episodes: readonly EpisodeSummary[]) => {
        await Promise.resolve();
        this.meanwhile();
        for (const episode of episodes) {
          this.calls.push(`download ${episode.id}`);
          if (!this.journal.has(episode.id)) this.put(episode.id, { episode, requestedAt: Date.now() });
        }
      },
      cancel: async (id: string) => {
        await Promise.resolve();
        this.calls.push(`cancel ${id}`);
        this.put(id, { status: 'cancelled', cancelledAt: Date.now(), wasComplete: true });
      },
      pin: (id: string, pinned: boolean) => {
        this.calls.push(`pin ${id} ${pinned}`);
        return Promise.resolve();
      },
    } as unknown as DownloadsPort;
  }
}

let device: Device;

/** Lets the clock run; what the database and the lock do meanwhile takes real time. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await idle();
}

/** Resolves when whoever held or waited for the lock is done. */
async function idle(): Promise<void> {
  await navigator.locks.request('carryon-auto-downloads', () => undefined);
}

const showTab = (state: DocumentVisibilityState): void => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOON, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval'] });
  device = new Device();
  device.publish('a', 3);
  device.publish('b', 2);
  device.publish('c', 1);
});

afterEach(() => {
  device.showSettings.all = new Map();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('what comes', () => {
  test('nothing, and nothing is asked for, where it is off', async () => {
    device.openTab();
    device.choose({ speed: 2 });
    await pass(3 * HOUR);
    expect(device.calls).toEqual([]);
    expect(device.requests).toBe(0);
  });

  test('the newest at the start, in one request', async () => {
    device.choose({ autoDownload: 2 });
    device.openTab();
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['download c', 'download b']);
    expect(device.requests).toBe(1);
  });

  test('the newest when it is switched on', async () => {
    device.openTab();
    await pass(MINUTE);
    device.choose({ autoDownload: 1 });
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['download c']);
  });

  test('what is published later, within an hour or so, and not what was played', async () => {
    device.choose({ autoDownload: 2 });
    device.openTab();
    await pass(2 * SECOND);
    device.publish('d', 0);
    device.publish('played', -0.01);
    device.entries.set('played', { positionSeconds: 0, durationSeconds: null, played: true, updatedAt: 1 });
    await pass(HOUR - MINUTE);
    expect(device.requests).toBe(1);
    await pass(11 * MINUTE);
    expect(device.requests).toBe(2);
    expect(device.calls.slice(2)).toEqual(['download d']);
  });

  test('what the worker tells of at once', async () => {
    device.choose({ autoDownload: 1 });
    const catalogue = device.openTab();
    await pass(2 * SECOND);
    device.publish('d', 0);
    await pass(MINUTE);
    catalogue.announceUpdated('/api/shows/another/episodes');
    await pass(2 * SECOND);
    expect(device.requests).toBe(1);
    catalogue.announceUpdated(device.path);
    await pass(2 * SECOND);
    expect(device.requests).toBe(2);
    expect(device.calls.slice(1)).toEqual(['download d']);
  });

  test('nothing while the network is away, and all of it when it is back', async () => {
    device.connectivity.online = false;
    device.choose({ autoDownload: 1 });
    device.openTab();
    await pass(2 * HOUR);
    expect(device.requests).toBe(0);
    device.goOnline(true);
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['download c']);
  });

  test('nothing where nothing can be stored', async () => {
    device.capability = 'none';
    device.choose({ autoDownload: 1 });
    device.openTab();
    await pass(HOUR);
    expect(device.requests).toBe(0);
  });

  test('nothing that was removed, also while it was on its way, and however it was asked for', async () => {
    device.choose({ autoDownload: 3 });
    device.openTab();
    await pass(2 * SECOND);
    device.put('c', { status: 'cancelled', cancelledAt: Date.now(), wasComplete: false });
    device.publish('mine', 4);
    device.put('mine', { status: 'complete', requestedAt: Date.now() });
    await pass(2 * SECOND);
    device.discard('c');
    device.discard('mine');
    device.listed = device.listed.filter(({ id }) => id !== 'a' && id !== 'b');
    device.choose({ autoDownload: 5 });
    await pass(2 * HOUR);
    expect(device.calls).toEqual(['download c', 'download b', 'download a']);
  });
});

describe('how often the server is asked', () => {
  test('once an hour, while a tab is visible', async () => {
    device.choose({ autoDownload: 1 });
    device.openTab();
    await pass(2 * SECOND);
    showTab('hidden');
    await pass(5 * HOUR);
    expect(device.requests).toBe(1);
    showTab('visible');
    await pass(2 * SECOND);
    expect(device.requests).toBe(2);
    for (let minutes = 0; minutes < 300; minutes += 10) await pass(10 * MINUTE);
    expect(device.requests).toBe(7);
  });

  test('not again by another tab, nor after a reload', async () => {
    device.choose({ autoDownload: 2 });
    const catalogues = [device.openTab(), device.openTab()];
    await pass(2 * SECOND);
    device.openTab();
    await pass(2 * SECOND);
    expect(device.requests).toBe(1);
    device.publish('d', 0);
    catalogues.forEach((catalogue) => catalogue.announceUpdated(device.path));
    await pass(2 * SECOND);
    expect(device.requests).toBe(2);
    expect(device.calls).toEqual(['download c', 'download b', 'download d']);
  });

  test('one that refuses is left alone for an hour too', async () => {
    device.answer = () => new Response(null, { status: 500 });
    device.choose({ autoDownload: 1 });
    device.openTab();
    await pass(2 * SECOND);
    device.goOnline(true);
    await pass(20 * MINUTE);
    expect(device.requests).toBe(1);
  });

  test('one that was not reached is asked again when the network is back', async () => {
    const answer = device.answer;
    device.answer = () => Promise.reject(new TypeError('offline'));
    device.choose({ autoDownload: 1 });
    device.openTab();
    await pass(2 * SECOND);
    device.answer = answer;
    device.goOnline(true);
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['download c']);
  });

  test('a show that cannot be looked at holds no other up', async () => {
    device.choose({ autoDownload: 1 });
    const { all } = device.showSettings;
    const settings = all.get(device.showId) ?? DEFAULT_SHOW_SETTINGS;
    device.showSettings.all = new Map([[`${device.showId}-other`, settings], ...all]);
    device.meanwhile = () => {
      device.meanwhile = () => undefined;
      throw new DownloadFailure({ code: 'storage-refused' });
    };
    device.openTab();
    await pass(2 * SECOND);
    expect(device.requests).toBe(2);
    expect(device.calls).toEqual(['download c']);
  });
});

describe('what goes', () => {
  const finishAll = (): void => {
    for (const id of device.journal.keys()) device.put(id, { status: 'complete', completedAt: Date.now() });
  };

  beforeEach(async () => {
    device.choose({ autoDownload: 3 });
    device.openTab();
    await pass(2 * SECOND);
    finishAll();
    await pass(2 * SECOND);
    device.calls.length = 0;
  });

  test('what came by itself and is too much, but neither what is in the player nor what was asked for', async () => {
    device.publish('mine', 9);
    device.put('mine', { status: 'complete', requestedAt: Date.now() });
    device.player.snapshot = { episode: makeEpisode({ id: 'b' }) } as PlayerSnapshot;
    device.choose({ keep: 1 });
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['cancel a']);
  });

  test('it goes when the newer one is here, not before', async () => {
    device.choose({ keep: 3 });
    device.publish('d', 0);
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['download d']);
    finishAll();
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['download d', 'cancel a']);
  });

  test('what was removed by hand and asked for again is the listener’s own', async () => {
    device.discard('a');
    await pass(2 * SECOND);
    device.put('a', { status: 'complete', requestedAt: Date.now() });
    device.choose({ keep: 1 });
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['cancel b']);
  });

  test('what somebody asks for in the same moment is his', async () => {
    device.publish('d', 0);
    device.meanwhile = () => device.put('d', { status: 'complete', requestedAt: Date.now() - 1 });
    device.choose({ keep: 3 });
    await pass(2 * SECOND);
    device.choose({ keep: 1 });
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['download d', 'cancel b', 'cancel a']);
  });

  test('what is brought back is kept from then on', async () => {
    device.choose({ keep: 2 });
    await pass(2 * SECOND);
    expect(device.calls).toEqual(['cancel a']);
    device.put('a', { status: 'verifying' });
    expect(device.calls).toEqual(['cancel a', 'pin a true']);
    device.put('a', { status: 'complete', pinned: true });
    await pass(2 * HOUR);
    expect(device.calls).toEqual(['cancel a', 'pin a true']);
  });

  test('what is not brought back is not pinned, and does not come again', async () => {
    device.choose({ keep: 2 });
    await pass(2 * SECOND);
    device.discard('a');
    await pass(2 * HOUR);
    device.choose({ keep: null });
    await pass(2 * HOUR);
    expect(device.calls).toEqual(['cancel a']);
  });
});

test('what was decided is kept in one row per show', async () => {
  device.choose({ autoDownload: 2 });
  device.put('x', { episode: makeEpisode({ id: 'x', showId: 'another' }) });
  device.openTab();
  await pass(SECOND);
  const row = await get<object>(device.showId, createStore('carryon-auto-downloads', 'decided'));
  expect(row).toEqual({
    askedAt: NOON + SECOND,
    since: NOON,
    publishedAfter: NOON - HOUR,
    ids: ['c', 'b'],
    automatic: new Map([
      ['c', NOON + SECOND],
      ['b', NOON + SECOND],
    ]),
  });
});
