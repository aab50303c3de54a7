import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpisodeSummary } from '../api/episode.ts';
import { commandFor } from './command.ts';
import { UNDO_WINDOW_MS, type Download, type Generation } from './download.ts';
import { FAILURE_REMEDIES, type FailureCode } from './failure.ts';
import { schedule } from './schedule.ts';
import { reduce, type DownloadEvent } from './reduce.ts';

const episode: EpisodeSummary = {
  id: 'e1',
  showId: 's1',
  showTitle: 'Show',
  title: 'Episode',
  publishedAt: 0,
  durationSeconds: 60,
  kind: 'audio',
  season: null,
  episode: null,
  episodeType: 'full',
  media: { url: '/media/e1', type: 'audio/mpeg', bytes: 10, etag: '"v1"' },
  artworkUrl: '/artwork/a',
  artworkColor: '#336699',
};
const generation: Generation = { etag: '"v1"', type: 'audio/mpeg', bytes: 10, partBytes: 4_194_304 };

const request: DownloadEvent = { type: 'download-requested', episode, order: 1, at: 1_000 };
const probed: DownloadEvent = { type: 'probed', generation, extras: ['/artwork/a?size=192'] };
const stoppedBy = (code: FailureCode, run = 1, advanced = false): DownloadEvent => ({
  type: 'stopped',
  run,
  failure: { code },
  advanced,
  at: 5_000,
  jitter: 0,
});

const play = (...events: DownloadEvent[]): Download | null =>
  events.reduce<Download | null>((download, event) => reduce(download, event), null);

const downloading = [request, { type: 'slot-granted' }, probed] as const;
const complete = [...downloading, { type: 'carried', run: 1 }, { type: 'verified', at: 9_000 }] as const;

describe('the main way', () => {
  test.each<[string, readonly DownloadEvent[], Download['status']]>([
    ['asked for', [request], 'queued'],
    ['a place is free', [request, { type: 'slot-granted' }], 'probing'],
    ['the server answered', downloading, 'downloading'],
    ['everything is here', [...downloading, { type: 'carried', run: 1 }], 'verifying'],
    ['everything is right', complete, 'complete'],
    ['paused', [...downloading, { type: 'pause-requested' }], 'paused'],
    ['resumed', [...downloading, { type: 'pause-requested' }, { type: 'resume-requested' }], 'queued'],
    ['cancelled', [...downloading, { type: 'cancel-requested', at: 1 }], 'cancelled'],
    [
      'cancelled in the browser',
      [...downloading, { type: 'cancelled-in-browser', run: 1, at: 1 }],
      'cancelled',
    ],
    [
      'a part is missing after all',
      [...downloading, { type: 'carried', run: 1 }, { type: 'parts-missing', at: 1 }],
      'queued',
    ],
    ['the browser evicted it', [...complete, { type: 'parts-missing', at: 1 }], 'failed'],
  ])('%s', (_, events, status) => {
    expect(play(...events)?.status).toBe(status);
  });

  test('a removal can be undone, and then is checked again', () => {
    const removed = [...complete, { type: 'cancel-requested', at: 1 }] as const;
    expect(play(...removed, { type: 'cancel-undone' })?.status).toBe('verifying');
    expect(play(...removed, { type: 'discarded' })).toBeNull();
  });

  test('asked for again after a removal, it counts its runs on', () => {
    const again = play(
      ...complete,
      { type: 'cancel-requested', at: 1 },
      request,
      { type: 'slot-granted' },
      probed,
    );
    expect(again).toMatchObject({ status: 'downloading', run: 2 });
  });
});

describe('what comes late or twice changes nothing', () => {
  const twice = [
    ...downloading,
    stoppedBy('network-error'),
    { type: 'retry-due' },
    { type: 'slot-granted' },
    probed,
  ] as const;
  test.each<[string, readonly DownloadEvent[], DownloadEvent]>([
    ['a second tap on Download', downloading, request],
    ['the end of an earlier run', twice, { type: 'carried', run: 1 }],
    ['a failure of an earlier run', twice, stoppedBy('not-found', 1)],
    ['a cancel of an earlier run', twice, { type: 'cancelled-in-browser', run: 1, at: 1 }],
    [
      'our own abort after a pause',
      [...downloading, { type: 'pause-requested' }],
      { type: 'cancelled-in-browser', run: 1, at: 1 },
    ],
    ['a failure after the end', complete, stoppedBy('network-error')],
    [
      'a cancel of what is cancelled',
      [...complete, { type: 'cancel-requested', at: 1 }],
      { type: 'cancel-requested', at: 9 },
    ],
  ])('%s', (_, events, late) => {
    const before = play(...events);
    expect(reduce(before, late)).toBe(before);
  });
});

describe('the queue', () => {
  test.each<[string, readonly DownloadEvent[], Download['status']]>([
    ['its place is needed for another one', [...downloading, { type: 'preempted', run: 1 }], 'queued'],
    ['wanted now while it runs', [...downloading, { type: 'expedited', order: 0 }], 'downloading'],
    [
      'wanted now after a pause',
      [...downloading, { type: 'pause-requested' }, { type: 'expedited', order: 0 }],
      'queued',
    ],
    [
      'wanted now after it failed',
      [...downloading, stoppedBy('not-found'), { type: 'expedited', order: 0 }],
      'queued',
    ],
    ['wanted now when it is here', [...complete, { type: 'expedited', order: 0 }], 'complete'],
  ])('%s', (_, events, status) => {
    expect(play(...events)?.status).toBe(status);
  });

  test('what is wanted now may run over any connection', () => {
    expect(play(request, { type: 'expedited', order: -1 })).toMatchObject({ order: -1, allowMetered: true });
    expect(play(request)?.allowMetered).toBe(false);
  });

  test('moving changes the order alone', () => {
    const before = play(...downloading);
    expect(play(...downloading, { type: 'moved', order: 7 })).toEqual({ ...before, order: 7 });
  });
});

describe('another version', () => {
  const newer: Generation = { ...generation, etag: '"v2"', bytes: 20 };
  const updating = [
    ...complete,
    { type: 'update-requested' },
    { type: 'slot-granted' },
    { type: 'probed', generation: newer, extras: [] },
  ] as const;

  test('leaves the one that is here playable until it is whole', () => {
    expect(play(...updating)).toMatchObject({
      status: 'downloading',
      generation: newer,
      playable: generation,
    });
    const done = play(...updating, { type: 'carried', run: 2 }, { type: 'verified', at: 1 });
    expect(done).toMatchObject({ status: 'complete', generation: newer, playable: null });
  });

  test('that is given up leaves the one that is here', () => {
    expect(play(...updating, { type: 'cancel-requested', at: 1 })).toMatchObject({
      status: 'complete',
      generation,
      playable: null,
    });
  });
});

test('what is found damaged goes back into the queue with the parts that are right', () => {
  expect(play(...complete, { type: 'damage-found' })).toMatchObject({ status: 'queued', generation });
});

describe('failures', () => {
  test.each(Object.entries(FAILURE_REMEDIES) as [FailureCode, string][])('%s: %s', (code, remedy) => {
    const after = play(...downloading, stoppedBy(code));
    expect(after?.status).toBe(
      { backoff: 'waiting', network: 'waiting', probe: 'queued', whole: 'queued', person: 'failed' }[remedy],
    );
    if (remedy === 'network') expect(after).toMatchObject({ retryAt: null });
    expect(after?.generation).toEqual(generation);
  });

  test('the delay doubles, and starts over once bytes have advanced', () => {
    const again = (run: number, advanced: boolean): DownloadEvent[] => [
      { type: 'retry-due' },
      { type: 'slot-granted' },
      probed,
      stoppedBy('network-error', run, advanced),
    ];
    const retryAt = (...events: DownloadEvent[]): unknown => {
      const download = play(...downloading, stoppedBy('network-error'), ...events);
      return download?.status === 'waiting' ? download.retryAt : download;
    };
    expect(retryAt()).toBe(6_000);
    expect(retryAt(...again(2, false))).toBe(7_000);
    expect(retryAt(...again(2, false), ...again(3, false))).toBe(9_000);
    expect(retryAt(...again(2, false), ...again(3, true))).toBe(6_000);
  });

  test('a server that asks for patience gets it', () => {
    const event: DownloadEvent = {
      ...stoppedBy('too-many-requests'),
      failure: { code: 'too-many-requests', retryAfterMs: 60_000 },
    } as DownloadEvent;
    expect(play(...downloading, event)).toMatchObject({ status: 'waiting', retryAt: 65_000 });
  });

  test('a file that changes again and again is asked for more and more slowly', () => {
    const once = play(...downloading, stoppedBy('version-changed'));
    const twice = [{ type: 'slot-granted' } as const, probed, stoppedBy('version-changed', 2)].reduce(
      reduce,
      once,
    );
    expect(twice?.status).toBe('waiting');
  });
});

const anyEvent: fc.Arbitrary<DownloadEvent> = fc.oneof(
  fc.constantFrom<DownloadEvent>(
    request,
    { type: 'slot-granted' },
    probed,
    { type: 'verified', at: 2_000 },
    { type: 'parts-missing', at: 2_000 },
    { type: 'retry-due' },
    { type: 'pause-requested' },
    { type: 'resume-requested' },
    { type: 'retry-requested' },
    { type: 'cancel-requested', at: 2_000 },
    { type: 'cancel-undone' },
    { type: 'discarded' },
    { type: 'moved', order: -3 },
    { type: 'expedited', order: -5 },
    { type: 'damage-found' },
    { type: 'update-requested' },
    { type: 'pinned', pinned: true },
  ),
  fc.integer({ min: 0, max: 4 }).map((run): DownloadEvent => ({ type: 'preempted', run })),
  fc.integer({ min: 0, max: 4 }).map((run): DownloadEvent => ({ type: 'carried', run })),
  fc
    .integer({ min: 0, max: 4 })
    .map((run): DownloadEvent => ({ type: 'cancelled-in-browser', run, at: 2_000 })),
  fc
    .tuple(
      fc.constantFrom(...(Object.keys(FAILURE_REMEDIES) as FailureCode[])),
      fc.nat({ max: 4 }),
      fc.boolean(),
    )
    .map(([code, run, advanced]) => stoppedBy(code, run, advanced)),
);

describe('whatever happens, in whatever order', () => {
  test('no download is stuck: each state has a command, waits for a place, or shows a person what to do', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const download = play(...events);
        if (download === null || download.status === 'complete') return;
        if (download.status === 'queued')
          expect(schedule([download], { slots: 1, inTurn: true, deferred: false }).granted).toEqual([
            download,
          ]);
        else expect(commandFor(download)).not.toBeNull();
      }),
    );
  });

  test('runs never count down, and what runs or is complete knows its generation', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let run = 0;
        let download: Download | null = null;
        for (const event of events) {
          download = reduce(download, event);
          if (download === null) {
            run = 0;
            continue;
          }
          expect(download.run).toBeGreaterThanOrEqual(run);
          run = download.run;
          if (['downloading', 'verifying', 'complete'].includes(download.status))
            expect(download.generation).toEqual(generation);
        }
      }),
    );
  });

  test('only verified downloads are complete', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let before: Download | null = null;
        for (const event of events) {
          const after = reduce(before, event);
          const becameComplete = after?.status === 'complete' && before?.status !== 'complete';
          const gaveUpUpdate = before?.playable != null && event.type.startsWith('cancel');
          if (becameComplete && !gaveUpUpdate) {
            expect(before?.status).toBe('verifying');
            expect(event.type).toBe('verified');
          }
          before = after;
        }
      }),
    );
  });
});

test('what was cancelled is discarded when it can no longer be undone', () => {
  const cancelled = play(...complete, { type: 'cancel-requested', at: 2_000 });
  expect(cancelled && commandFor(cancelled)).toEqual({ type: 'discard-at', at: 2_000 + UNDO_WINDOW_MS });
});
