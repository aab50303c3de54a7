import { clear, createStore, entries } from 'idb-keyval';
import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_PREFERENCES, type DownloadPreferences } from '../../core/downloads/preferences.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import { BackupKeeper } from './backup.ts';
import { CatalogueError } from './catalogue.ts';
import { Listening } from './listening.ts';
import type { SettingsSnapshot } from './settings.ts';

const SETTINGS: SettingsSnapshot = { theme: 'dark', speed: 1.5, volume: 0.4, captionsOn: true };
const SLEEPER = makeEpisode({ id: 'e1', title: 'Sleeper' });
const ARRIVAL = makeEpisode({ id: 'e2', title: 'Arrival' });

/** A browser with what its listener did in it, and its server. */
class Device {
  readonly listening = new Listening();
  readonly saved: { readonly name: string; readonly content: Blob }[] = [];
  readonly pinned: string[] = [];
  readonly wished: string[] = [];
  settings: SettingsSnapshot = { theme: 'system', speed: 1, volume: 1, captionsOn: false };
  preferences: DownloadPreferences = DEFAULT_PREFERENCES;
  views = new Map<string, DownloadView>();
  feeds: string[] = [];
  reachable = true;
  imported = '';

  readonly backup = new BackupKeeper({
    catalogue: {
      load: ({ read }) => {
        if (!this.reachable) return Promise.reject(new CatalogueError('offline', null));
        const items = this.feeds.map((url) => ({ showId: url, title: 'A & B', feed: { url } }));
        return Promise.resolve(read({ items, unread: 0 }));
      },
    },
    downloads: {
      views: () => this.views,
      preferences: () => this.preferences,
      setPreferences: (change) => {
        this.preferences = { ...this.preferences, ...change };
        return Promise.resolve();
      },
      downloadAll: (episodes) => {
        this.wished.push(...episodes.map(({ id }) => id));
        return Promise.resolve();
      },
      pin: (id) => {
        this.pinned.push(id);
        return Promise.resolve();
      },
    },
    listening: this.listening,
    opmlImport: {
      start: async (file) => {
        this.imported = await file.text();
      },
    },
    settings: {
      change: (change) => {
        this.settings = { ...this.settings, ...change };
      },
      snapshot: this.settings,
    },
    saveFile: (name, content) => this.saved.push({ name, content }),
  });
}

const rows = () => createStore('carryon-listening', 'positions');

/** Everything that was written is in the database. */
const written = (count: number) => expect.poll(async () => (await entries(rows())).length).toBe(count);

async function makeDevice(): Promise<Device> {
  const device = new Device();
  await device.listening.open();
  return device;
}

/** Saves what a listener did on one device, and forgets it there. */
async function saveElsewhere(act: (device: Device) => void, rowCount: number): Promise<Blob> {
  const device = await makeDevice();
  act(device);
  await written(rowCount);
  await device.backup.save(Date.UTC(2026, 10, 21));
  expect(device.backup.state).toEqual({ status: 'saved' });
  await clear(rows());
  const [file] = device.saved;
  expect(file?.name).toBe('carryon-2026-11-21.json');
  return file?.content ?? new Blob();
}

beforeEach(() => clear(rows()));

test('what one device saved, another one has after it was loaded', async () => {
  const file = await saveElsewhere((device) => {
    device.listening.record(SLEEPER, 312, 1_500, 1_000);
    device.listening.setPlayed([ARRIVAL], true, 2_000);
    device.feeds = ['https://example.com/feed?a=1&b=2'];
    device.preferences = { ...DEFAULT_PREFERENCES, unmeteredOnly: true };
    device.views = new Map([['e1', makeView(makeDownload({ episode: SLEEPER, pinned: true }))]]);
  }, 3);
  const device = await makeDevice();
  await device.backup.read(file);
  await device.backup.load(true);
  expect(device.backup.state).toEqual({
    status: 'loaded',
    summary: '1 subscription, 2 episodes’ progress, 1 download and the settings',
  });
  expect(device.listening.entries.get('e1')).toMatchObject({ positionSeconds: 312, updatedAt: 1_000 });
  expect(device.listening.entries.get('e2')).toMatchObject({ played: true, updatedAt: 2_000 });
  expect(device.wished).toEqual(['e1']);
  expect(device.pinned).toEqual(['e1']);
  expect(device.preferences.unmeteredOnly).toBe(true);
  await expect.poll(() => device.imported).toContain('xmlUrl="https://example.com/feed?a=1&amp;b=2"');
});

test('a mark that was loaded is taken back like any other', async () => {
  const file = await saveElsewhere((device) => device.listening.setPlayed([ARRIVAL], true, 2_000), 1);
  const device = await makeDevice();
  await device.backup.read(file);
  await device.backup.load(false);
  device.listening.setPlayed([ARRIVAL], false, 3_000);
  await expect.poll(async () => (await makeDevice()).listening.entries.has('e2')).toBe(false);
});

test('the later progress stays, and what the file does not know too', async () => {
  const file = await saveElsewhere((device) => {
    device.listening.record(SLEEPER, 312, 1_500, 1_000);
    device.listening.record(ARRIVAL, 10, 1_500, 9_000);
  }, 3);
  const device = await makeDevice();
  device.listening.record(SLEEPER, 700, 1_500, 5_000);
  device.listening.record(ARRIVAL, 20, 1_500, 6_000);
  device.listening.record(makeEpisode({ id: 'e3' }), 30, 1_500, 7_000);
  await written(4);
  await device.backup.read(file);
  await device.backup.load(true);
  const positions = [...device.listening.entries].map(([id, { positionSeconds }]) => [id, positionSeconds]);
  expect(Object.fromEntries(positions)).toEqual({ e1: 700, e2: 10, e3: 30 });
  expect(device.listening.last?.episode.id).toBe('e3');
});

test('downloads that are here already, or are not wanted, are not asked for', async () => {
  const file = await saveElsewhere((device) => {
    device.views = new Map([
      ['e1', makeView(makeDownload({ episode: SLEEPER, order: 2 }))],
      ['e2', makeView(makeDownload({ episode: ARRIVAL, order: 1 }))],
      ['e3', makeView(makeDownload({ episode: makeEpisode({ id: 'e3' }), order: 0, status: 'cancelled' }))],
    ]);
  }, 0);
  const device = await makeDevice();
  await device.backup.read(file);
  await device.backup.load(false);
  expect(device.wished).toEqual([]);
  device.views = new Map([['e1', makeView(makeDownload({ episode: SLEEPER }))]]);
  await device.backup.read(file);
  await device.backup.load(true);
  expect(device.wished).toEqual(['e2']);
});

test('nothing happens before somebody agrees, or after it was closed', async () => {
  const file = await saveElsewhere((device) => device.listening.record(SLEEPER, 312, 1_500, 1_000), 2);
  const device = await makeDevice();
  await device.backup.read(file);
  expect(device.backup.state.status).toBe('asking');
  expect(device.listening.entries.size).toBe(0);
  device.backup.close();
  await device.backup.load(true);
  expect(device.listening.entries.size).toBe(0);
});

test('settings of the file are taken', async () => {
  const content = JSON.stringify({ format: 'carryon-backup', version: 1, settings: SETTINGS });
  const device = await makeDevice();
  await device.backup.read(new Blob([content]));
  await device.backup.load(true);
  expect(device.settings).toEqual(SETTINGS);
});

test.each([
  ['{"a":1}', 'not-a-backup'],
  ['{"format":"carryon-backup","version":99}', 'too-new'],
])('%s: %s', async (content, problem) => {
  const device = await makeDevice();
  await device.backup.read(new Blob([content]));
  expect(device.backup.state).toEqual({ status: 'failed', problem });
});

test('a backup without its subscriptions is not saved', async () => {
  const device = await makeDevice();
  device.reachable = false;
  await device.backup.save(1);
  expect(device.backup.state).toEqual({ status: 'failed', problem: 'no-subscriptions' });
  expect(device.saved).toEqual([]);
});
