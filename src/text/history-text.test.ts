import { describe, expect, test } from 'vitest';
import type { HistoryEntry } from '../../core/downloads/history.ts';
import { historyText } from './history-text.ts';

const NOW = new Date(2026, 10, 21, 14, 0).getTime();
const RETRY_AT = new Date(2026, 10, 21, 14, 3).getTime();

const entry = (fields: Partial<HistoryEntry>): HistoryEntry => ({
  at: NOW,
  episodeId: 'e1',
  title: 'Sleeper',
  event: 'stopped',
  status: 'waiting',
  code: null,
  bytesHere: 41_000_000,
  bytesTotal: 96_000_000,
  retryAt: null,
  ...fields,
});

const text = (fields: Partial<HistoryEntry>, nowMs = NOW) => historyText(entry(fields), nowMs, 'en-GB');

describe('what stopped it', () => {
  test.each([
    [{ code: 'network-error', retryAt: RETRY_AT }, 'Connection lost at 41 of 96 MB. Next try at 14:03.'],
    [{ code: 'offline' }, 'No network at 41 of 96 MB. It goes on by itself when the network is back.'],
    [{ code: 'server-error', retryAt: RETRY_AT, bytesHere: 0 }, 'Server trouble. Next try at 14:03.'],
    [
      { code: 'no-space', status: 'failed' },
      'No space at 41 of 96 MB. Remove a download or free some space, then retry.',
    ],
    [
      { code: 'not-found', status: 'failed', bytesHere: 0, bytesTotal: null },
      'Not on the server. Put it back into the library, then retry.',
    ],
    [
      { status: 'queued' },
      'The file changed on the server, or was lost here at 41 of 96 MB. It is asked for again.',
    ],
  ] as const)('%j', (fields, expected) => {
    expect(text(fields)).toBe(expected);
  });

  test('a try that is over is told as such', () => {
    expect(text({ code: 'network-error', retryAt: RETRY_AT }, RETRY_AT + 1)).toBe(
      'Connection lost at 41 of 96 MB. The next try was at 14:03.',
    );
  });

  test('a try on another day says which', () => {
    const retryAt = NOW + 86_400_000;
    expect(historyText(entry({ code: 'server-error', retryAt }), NOW, 'en-GB')).toContain(
      'Next try on 22 Nov at 14:00',
    );
  });
});

test.each([
  [{ event: 'download-requested', status: 'queued', bytesHere: 0, bytesTotal: null }, 'Download asked for.'],
  [{ event: 'slot-granted', status: 'probing' }, 'Its turn came.'],
  [{ event: 'probed', status: 'downloading', bytesHere: 0 }, 'Began to download 96 MB.'],
  [{ event: 'probed', status: 'downloading' }, 'Went on with 41 of 96 MB here.'],
  [{ event: 'preempted', status: 'queued' }, 'Made way for one that comes first at 41 of 96 MB.'],
  [{ event: 'expedited', status: 'queued' }, 'Asked for at once: first in line.'],
  [{ event: 'carried', status: 'verifying', bytesHere: 96_000_000 }, 'All 96 MB arrived. Checked next.'],
  [{ event: 'verified', status: 'complete', bytesHere: 96_000_000 }, 'Downloaded 96 MB.'],
  [
    { event: 'parts-missing', status: 'failed', code: 'evicted', bytesHere: 0 },
    'Thrown away by the browser. Download it again, and ask the browser to keep downloads so that it stays.',
  ],
  [
    { event: 'parts-missing', status: 'queued' },
    'Some parts were missing at 41 of 96 MB. They are fetched again.',
  ],
  [{ event: 'damage-found', status: 'queued' }, 'A check found damaged parts. They are fetched again.'],
  [
    { event: 'update-requested', status: 'queued', bytesTotal: null },
    'A new version was asked for. The old one plays until it is here.',
  ],
  [{ event: 'retry-due', status: 'queued' }, 'Tried again by itself.'],
  [{ event: 'retry-requested', status: 'queued' }, 'Tried again, as you asked.'],
  [{ event: 'pause-requested', status: 'paused' }, 'Paused at 41 of 96 MB.'],
  [{ event: 'pause-requested', status: 'paused', bytesTotal: null }, 'Paused.'],
  [{ event: 'resume-requested', status: 'queued' }, 'Resumed.'],
  [{ event: 'cancel-requested', status: 'cancelled' }, 'Cancelled at 41 of 96 MB.'],
  [{ event: 'cancel-requested', status: 'cancelled', bytesHere: 96_000_000 }, 'Removed 96 MB.'],
  [{ event: 'cancel-requested', status: 'complete' }, 'The new version was given up. The old one stays.'],
  [
    { event: 'cancelled-in-browser', status: 'cancelled' },
    'Cancelled in the browser’s own list at 41 of 96 MB.',
  ],
  [{ event: 'cancel-undone', status: 'verifying' }, 'Brought back.'],
  [{ event: 'discarded', status: null }, 'Deleted from this device.'],
] as const)('%j', (fields, expected) => {
  expect(text(fields)).toBe(expected);
});
