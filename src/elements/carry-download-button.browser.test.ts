import { afterEach, describe, expect, test } from 'vitest';
import type { Download } from '../../core/downloads/download.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import './carry-download-button.ts';
import type { DownloadRequest } from './requests.ts';

const generation = { etag: '"a"', type: 'audio/mpeg', bytes: 96_000_000, partBytes: 4 * 1024 * 1024 };

async function show(fields: Partial<Download> | null, here = 41_000_000, place: number | null = null) {
  const button = document.createElement('carry-download-button');
  button.episode = makeEpisode();
  button.view = fields === null ? undefined : makeView(makeDownload({ generation, ...fields }), here);
  button.place = place;
  document.body.append(button);
  await button.updateComplete;
  const root = button.renderRoot;
  const buttons = [...root.querySelectorAll('button')];
  const requests: DownloadRequest[] = [];
  button.addEventListener('carry-download-request', ({ detail }) => requests.push(detail));
  return {
    names: buttons.map((inner) => inner.getAttribute('aria-label')),
    text: root.querySelector('.text')?.textContent?.trim(),
    click: (index: number) => {
      buttons[index]?.click();
      return requests.map((request) => request.action);
    },
    arc: root.querySelector('.arc'),
  };
}

afterEach(() => document.querySelector('carry-download-button')?.remove());

describe('each state has its face', () => {
  const failure = { code: 'offline' } as const;
  test.each([
    [null, ['Download Sleeper'], '96 MB', 'download'],
    [{ status: 'cancelled', cancelledAt: 0, wasComplete: false }, ['Download Sleeper'], '96 MB', 'download'],
    [
      { status: 'queued' },
      ['Pause download of Sleeper', 'Cancel download of Sleeper'],
      '2nd in line',
      'pause',
    ],
    [{ status: 'probing' }, ['Pause download of Sleeper', 'Cancel download of Sleeper'], 'Starting', 'pause'],
    [
      { status: 'downloading' },
      ['Pause download of Sleeper', 'Cancel download of Sleeper'],
      '41 of 96 MB',
      'pause',
    ],
    [
      { status: 'paused' },
      ['Resume download of Sleeper', 'Cancel download of Sleeper'],
      'Paused, 41 of 96 MB',
      'resume',
    ],
    [
      { status: 'waiting', failure, retryAt: null },
      ['Retry download of Sleeper', 'Cancel download of Sleeper'],
      'Waiting: no network',
      'retry',
    ],
    [{ status: 'complete', completedAt: 0 }, ['Remove download of Sleeper'], 'Downloaded', 'cancel'],
    [
      { status: 'failed', failure: { code: 'no-space' }, failedAt: 0 },
      ['Retry download of Sleeper', 'Cancel download of Sleeper'],
      'Failed: no space',
      'retry',
    ],
  ] as const)('%j', async (fields, names, text, action) => {
    const shown = await show(fields, 41_000_000, 2);
    expect(shown.names).toEqual(names);
    expect(shown.text).toBe(text);
    expect(shown.click(0)).toEqual([action]);
  });
});

test('the cancel button asks for a cancel', async () => {
  expect((await show({ status: 'downloading' })).click(1)).toEqual(['cancel']);
});

test('while it is checked nothing but a cancel can be asked', async () => {
  const shown = await show({ status: 'verifying' });
  expect(shown.names).toEqual(['Checking Sleeper', 'Cancel download of Sleeper']);
  expect(shown.click(0)).toEqual([]);
});

test('the ring fills by bytes', async () => {
  const { arc } = await show({ status: 'downloading' }, 48_000_000);
  const length = Number(arc?.getAttribute('stroke-dasharray'));
  expect(Number(arc?.getAttribute('stroke-dashoffset')) / length).toBeCloseTo(0.5, 2);
});
