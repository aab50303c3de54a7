import { expect, test } from 'vitest';
import type { Download } from '../../core/downloads/download.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { makeDownload, makeView } from '../test-support/views.ts';
import { downloadLine, downloadSentence } from './download-text.ts';

const NOW = 1_700_000_000_000;
const options = { place: null, nowMs: NOW };
const generation = { etag: '"a"', type: 'audio/mpeg', bytes: 96_000_000, partBytes: 4 * 1024 * 1024 };

const view = (state: Partial<Download>, here = 41_000_000, more: Partial<DownloadView> = {}): DownloadView =>
  makeView(makeDownload({ generation, ...state }), here, more);

test('a pause for want of a network says how much is here', () => {
  const waiting = view({ status: 'waiting', failure: { code: 'offline' }, retryAt: null });
  expect(downloadSentence(waiting, options)).toBe(
    'Paused: no network. 41 of 96 MB are here. It goes on by itself when the network is back.',
  );
  expect(downloadLine(waiting, options)).toBe('Waiting: no network');
});

test('a wait counts down to the next try', () => {
  const waiting = view({ status: 'waiting', failure: { code: 'server-error' }, retryAt: NOW + 41_200 });
  expect(downloadLine(waiting, options)).toBe('Waiting: server trouble, again in 42 sec');
});

test('a running download tells bytes, speed and time left', () => {
  const running = view({ status: 'downloading' }, 41_000_000, { bytesPerSecond: 1_000_000 });
  expect(downloadSentence(running, options)).toBe('41 of 96 MB · 1 MB/s · about 1 min left');
});

test('a download that the browser holds back points to the browser’s own list', () => {
  const held = view({ status: 'downloading' }, 41_000_000, { stall: { cause: 'held-by-browser' } });
  expect(downloadSentence(held, options)).toContain('browser’s own list');
});

test('a download that stands still says what is in the way, and that it goes on by itself', () => {
  const failure = { code: 'server-error' } as const;
  const stalled = view({ status: 'downloading' }, 41_000_000, { stall: { cause: 'failure', failure } });
  expect(downloadLine(stalled, options)).toBe('41 of 96 MB, server trouble');
  expect(downloadSentence(stalled, options)).toBe(
    'Paused: server trouble. 41 of 96 MB are here. The browser goes on by itself when that is over.',
  );
});

test('a download that waits for another one in the browser says so', () => {
  const waiting = view({ status: 'downloading' }, 0, { stall: { cause: 'in-line' } });
  expect(downloadSentence(waiting, options)).toBe('In line: the browser brings another download first.');
});

test('a queued download tells its place', () => {
  expect(downloadLine(view({ status: 'queued' }, 0), { ...options, place: 1 })).toBe('Next in line');
  expect(downloadLine(view({ status: 'queued' }, 0), { ...options, place: 3 })).toBe('3rd in line');
});

test('a finished download says Downloaded', () => {
  expect(downloadLine(view({ status: 'complete', completedAt: NOW }, 96_000_000), options)).toBe(
    'Downloaded',
  );
});

test('one that waits for another connection says so, and what can be done', () => {
  const deferred = view({ status: 'queued' }, 0, { deferred: true });
  expect(downloadLine(deferred, { ...options, place: 2 })).toBe('Waiting for Wi-Fi');
  expect(downloadSentence(deferred, options)).toBe(
    'Waiting for a connection that is not metered. Download now uses this one.',
  );
});

test('while a new version is on its way, the old one is said to play', () => {
  const updating = view({ status: 'downloading', playable: generation });
  expect(downloadSentence(updating, options)).toBe('41 of 96 MB. The old version plays until it is here.');
});
