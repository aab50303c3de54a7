import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Backup } from '../services/backup-file.ts';
import type { BackupState } from '../services/backup.ts';
import { makeEpisode } from '../test-support/views.ts';
import './carry-backup.ts';
import type { CarryBackup } from './carry-backup.ts';
import type { BackupRequest } from './requests.ts';

const BACKUP: Backup = {
  savedAt: Date.now(),
  subscriptions: [{ title: 'x', url: 'https://example.com/' }],
  listening: [],
  marks: [],
  downloads: [{ episode: makeEpisode(), pinned: false }],
  settings: {},
  preferences: {},
};

let element: CarryBackup;
let requests: BackupRequest[];

beforeEach(async () => {
  element = document.createElement('carry-backup');
  requests = [];
  element.addEventListener('carry-backup-request', ({ detail }) => requests.push(detail));
  document.body.append(element);
  await element.updateComplete;
});

afterEach(() => element.remove());

const find = (selector: string) => element.renderRoot.querySelector(selector) as HTMLElement;
const text = (selector: string) => find(selector).textContent?.replaceAll(/\s+/g, ' ').trim();
const button = (name: string) =>
  [...element.renderRoot.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(name));
const isOpen = () => element.renderRoot.querySelector('dialog')?.open;

async function show(state: BackupState): Promise<void> {
  element.state = state;
  await element.updateComplete;
}

test('asks to save, and tells where the file is', async () => {
  button('Save a backup')?.click();
  expect(requests).toEqual([{ action: 'save' }]);
  await show({ status: 'saved' });
  expect(text('[role="status"]')).toBe('Saved. The file is where your browser puts downloads.');
});

test('tells what is in a file before it is loaded', async () => {
  await show({ status: 'asking', backup: BACKUP });
  expect(isOpen()).toBe(true);
  expect(text('.content p')).toBe('It was saved today and holds 1 subscription and 1 download.');
  expect(text('label')).toBe('Download 1 episode again, 96 MB');
  expect(requests).toEqual([]);
  find('.primary').click();
  expect(requests).toEqual([{ action: 'load', withDownloads: true }]);
  await show({ status: 'loaded', summary: '1 subscription' });
  expect(isOpen()).toBe(false);
  expect(text('[role="status"]')).toBe('Loaded: 1 subscription.');
});

test('loads it without its downloads', async () => {
  await show({ status: 'asking', backup: BACKUP });
  find('[type="checkbox"]').click();
  find('.primary').click();
  expect(requests).toEqual([{ action: 'load', withDownloads: false }]);
});

test('forgets it when the question is closed', async () => {
  await show({ status: 'asking', backup: BACKUP });
  button('Not now')?.click();
  await expect.poll(() => requests).toEqual([{ action: 'close' }]);
});

test('says what is wrong with a file', async () => {
  await show({ status: 'failed', problem: 'not-a-backup' });
  expect(text('.failed')).toContain('This file is no backup of Carryon.');
  expect(isOpen()).toBe(false);
});
