import type { EpisodeSummary } from '../api/episode.ts';
import type { Download, Generation } from './download.ts';
import { FAILURE_REMEDIES, type Failure } from './failure.ts';
import { retryDelayMs } from './retry-delay.ts';

/** What can happen to a download. `at` is milliseconds since the epoch; `jitter` is in [0, 1). */
export type DownloadEvent =
  | {
      readonly type: 'download-requested';
      readonly episode: EpisodeSummary;
      readonly order: number;
      readonly at: number;
    }
  | { readonly type: 'slot-granted' }
  | { readonly type: 'preempted'; readonly run: number }
  | { readonly type: 'moved'; readonly order: number }
  /** Somebody wants it now: first in the queue, over any connection. */
  | { readonly type: 'expedited'; readonly order: number }
  | { readonly type: 'probed'; readonly generation: Generation; readonly extras: readonly string[] }
  | {
      readonly type: 'stopped';
      readonly run: number;
      readonly failure: Failure;
      readonly advanced: boolean;
      readonly at: number;
      readonly jitter: number;
    }
  | { readonly type: 'carried'; readonly run: number }
  | { readonly type: 'verified'; readonly at: number }
  | { readonly type: 'parts-missing'; readonly at: number }
  | { readonly type: 'damage-found' }
  | { readonly type: 'update-requested' }
  | { readonly type: 'pinned'; readonly pinned: boolean }
  | { readonly type: 'retry-due' }
  | { readonly type: 'pause-requested' }
  | { readonly type: 'resume-requested' }
  | { readonly type: 'retry-requested' }
  | { readonly type: 'cancel-requested'; readonly at: number }
  | { readonly type: 'cancelled-in-browser'; readonly run: number; readonly at: number }
  | { readonly type: 'cancel-undone' }
  | { readonly type: 'discarded' };

/**
 * The whole life of a download, as a pure function. An event that does not fit the state changes nothing: it came late,
 * or twice. Null stands for "there is no such download".
 */
export function reduce(download: Download | null, event: DownloadEvent): Download | null {
  if (download === null) return event.type === 'download-requested' ? requested(event) : null;
  switch (event.type) {
    case 'download-requested':
      return download.status === 'cancelled' ? { ...requested(event), run: download.run } : download;
    case 'slot-granted':
      return download.status === 'queued'
        ? { ...base(download), status: 'probing', generation: download.generation }
        : download;
    case 'preempted':
      return (download.status === 'probing' || download.status === 'downloading') &&
        event.run === download.run
        ? queued(download)
        : download;
    case 'moved':
      return isUnderWay(download) ? { ...download, order: event.order } : download;
    case 'expedited':
      return isUnderWay(download)
        ? expedited({ ...download, order: event.order, allowMetered: true })
        : download;
    case 'probed':
      if (download.status !== 'probing') return download;
      return {
        ...base(download),
        status: 'downloading',
        generation: event.generation,
        extras: event.extras,
        run: download.run + 1,
      };
    case 'stopped':
      return isActive(download) && event.run === download.run ? stopped(download, event) : download;
    case 'carried':
      return download.status === 'downloading' && event.run === download.run
        ? { ...base(download), status: 'verifying', generation: download.generation }
        : download;
    case 'verified':
      return download.status === 'verifying'
        ? {
            ...base(download),
            status: 'complete',
            generation: download.generation,
            completedAt: event.at,
            attempt: 0,
            playable: null,
          }
        : download;
    case 'parts-missing':
      if (download.status === 'verifying') return queued(download);
      // The browser evicted what was complete. It costs data to bring it back: the listener decides.
      return download.status === 'complete'
        ? {
            ...base(download),
            status: 'failed',
            generation: download.generation,
            failure: { code: 'evicted' },
            failedAt: event.at,
          }
        : download;
    case 'damage-found':
      return download.status === 'complete' ? queued(download) : download;
    case 'update-requested':
      return download.status === 'complete'
        ? { ...base(download), status: 'queued', generation: null, playable: download.generation }
        : download;
    case 'pinned':
      return download.pinned === event.pinned ? download : { ...download, pinned: event.pinned };
    case 'retry-due':
      return download.status === 'waiting' ? queued(download) : download;
    case 'pause-requested':
      return canPause(download)
        ? { ...base(download), status: 'paused', generation: download.generation }
        : download;
    case 'resume-requested':
      return download.status === 'paused' || download.status === 'waiting' ? queued(download) : download;
    case 'retry-requested':
      return download.status === 'failed' || download.status === 'waiting'
        ? queued({ ...download, attempt: 0, whole: false })
        : download;
    case 'cancel-requested':
      return download.status === 'cancelled' ? download : cancelled(download, event.at);
    case 'cancelled-in-browser':
      return download.status === 'downloading' && event.run === download.run
        ? cancelled(download, event.at)
        : download;
    case 'cancel-undone':
      return download.status === 'cancelled' ? restored(download) : download;
    case 'discarded':
      return download.status === 'cancelled' ? null : download;
  }
}

/** Whether a download takes one of the places that run at a time. */
export const isActive = (
  download: Download,
): download is Extract<Download, { status: 'probing' | 'downloading' | 'verifying' }> =>
  download.status === 'probing' || download.status === 'downloading' || download.status === 'verifying';

/** Whether it is still to come, as far as nobody gave it up. */
export const isUnderWay = ({ status }: Download): boolean => status !== 'complete' && status !== 'cancelled';

export const canPause = (download: Download): boolean =>
  isActive(download) || download.status === 'queued' || download.status === 'waiting';

function requested(event: Extract<DownloadEvent, { type: 'download-requested' }>): Download {
  return {
    episode: event.episode,
    order: event.order,
    requestedAt: event.at,
    run: 0,
    attempt: 0,
    allowMetered: false,
    whole: false,
    pinned: false,
    playable: null,
    extras: [],
    status: 'queued',
    generation: null,
  };
}

function stopped(download: Download, event: Extract<DownloadEvent, { type: 'stopped' }>): Download {
  const { failure, at } = event;
  const attempt = event.advanced ? 1 : download.attempt + 1;
  const facts = { ...base(download), attempt, generation: download.generation };
  const remedy = FAILURE_REMEDIES[failure.code];
  if (remedy === 'whole') return { ...facts, status: 'queued', whole: true };
  if (remedy === 'person') return { ...facts, status: 'failed', failure, failedAt: at };
  if (remedy === 'network') return { ...facts, status: 'waiting', failure, retryAt: null };
  if (remedy === 'probe' && attempt <= 1) return { ...facts, status: 'queued' };
  const delayMs = Math.max(retryDelayMs(attempt, event.jitter), failure.retryAfterMs ?? 0);
  return { ...facts, status: 'waiting', failure, retryAt: at + delayMs };
}

const queued = (download: Download): Download => ({
  ...base(download),
  status: 'queued',
  generation: download.generation,
});

const expedited = (download: Download): Download =>
  isActive(download) || download.status === 'queued' ? download : queued({ ...download, attempt: 0 });

/** Giving up a new version leaves the one that is here. */
const cancelled = (download: Download, at: number): Download =>
  download.playable === null
    ? {
        ...base(download),
        status: 'cancelled',
        generation: download.generation,
        cancelledAt: at,
        wasComplete: download.status === 'complete',
      }
    : {
        ...base(download),
        status: 'complete',
        generation: download.playable,
        playable: null,
        completedAt: at,
        attempt: 0,
      };

function restored(download: Extract<Download, { status: 'cancelled' }>): Download {
  return download.wasComplete && download.generation !== null
    ? { ...base(download), status: 'verifying', generation: download.generation }
    : queued(download);
}

function base(download: Download) {
  const { episode, order, requestedAt, run, attempt, allowMetered, whole, pinned, playable, extras } =
    download;
  return { episode, order, requestedAt, run, attempt, allowMetered, whole, pinned, playable, extras };
}
