import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import type { BulkChoice } from '../views/bulk-choices.ts';
import './carry-bulk-download.ts';
import type { CarryBulkDownload } from './carry-bulk-download.ts';
import type { DownloadRequest } from './requests.ts';

const choiceOf = (count: number): BulkChoice => ({
  id: 'all',
  name: 'Download all',
  episodes: Array.from({ length: count }, (_, index) => makeEpisode({ id: `e${index}` })),
  bytes: count * 10_000_000,
});

let bulk: CarryBulkDownload;
let requests: DownloadRequest[];

beforeEach(async () => {
  bulk = document.createElement('carry-bulk-download');
  bulk.choices = [choiceOf(2)];
  requests = [];
  bulk.addEventListener('carry-download-request', ({ detail }) => requests.push(detail));
  document.body.append(bulk);
  await bulk.updateComplete;
});

afterEach(() => bulk.remove());

const text = (selector: string) =>
  bulk.renderRoot.querySelector(selector)?.textContent?.replaceAll(/\s+/g, ' ').trim();
const press = (selector: string) => bulk.renderRoot.querySelector<HTMLElement>(selector)?.click();

test('what is known as a whole tells its number and size, and is asked for at once', async () => {
  bulk.whole = true;
  await bulk.updateComplete;
  expect(text('.buttons')).toBe('Download all 2 episodes, 20 MB');
  press('.buttons button');
  expect(requests).toEqual([{ action: 'download-all', episodes: choiceOf(2).episodes }]);
});

test('the rest is looked up first, and then the number and the size are told before anything is asked for', async () => {
  bulk.loadAll = () => {
    bulk.choices = [choiceOf(120)];
    return Promise.resolve(true);
  };
  press('.buttons button');
  await expect.poll(() => bulk.renderRoot.querySelector('dialog')?.open).toBe(true);
  expect(text('h2')).toBe('Download all: 120 episodes?');
  expect(text('.content')).toContain('They are 1.2 GB together.');
  expect(requests).toEqual([]);
  press('.primary');
  expect(requests).toEqual([{ action: 'download-all', episodes: choiceOf(120).episodes }]);
  expect(bulk.renderRoot.querySelector('dialog')?.open).toBe(false);
});

test('where the rest cannot be looked up nothing is asked for', async () => {
  bulk.loadAll = () => Promise.resolve(false);
  press('.buttons button');
  await bulk.updateComplete;
  await bulk.updateComplete;
  expect(bulk.renderRoot.querySelector('dialog')?.open).toBe(false);
});
