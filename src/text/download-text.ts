import type { Stall } from '../../core/downloads/stall.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { failureText } from './failures.ts';
import {
  formatBytes,
  formatBytesOf,
  formatDuration,
  formatOrdinal,
  formatSpeed,
  formatTimeLeft,
} from './format.ts';

const amount = (view: DownloadView): string =>
  view.bytesTotal === null ? '' : formatBytesOf(view.bytesHere, view.bytesTotal);

/** Seconds until all bytes are here; null when nothing moves. */
export function secondsLeft(view: DownloadView): number | null {
  if (view.bytesTotal === null || view.bytesPerSecond === null || view.bytesPerSecond <= 0) return null;
  return (view.bytesTotal - view.bytesHere) / view.bytesPerSecond;
}

export interface DownloadTextOptions {
  /** Place in the queue, from 1; null when it is not queued. */
  readonly place: number | null;
  readonly nowMs: number;
}

/** Why nothing arrives, in a few words. */
function stallBrief(stall: Stall): string {
  switch (stall.cause) {
    case 'in-line':
      return 'the browser brings another one first';
    case 'held-by-browser':
      return 'no bytes arriving';
    case 'failure':
      return failureText(stall.failure).brief;
  }
}

function stallSentence(stall: Stall, here: string): string {
  switch (stall.cause) {
    case 'in-line':
      return `In line: the browser brings another download first.${here}`;
    case 'held-by-browser':
      return `No bytes are arriving just now.${here} The browser waits for half a minute after a page was opened; or it is paused in the browser’s own list. If it stays so, pause it here and resume.`;
    case 'failure':
      return `Paused: ${failureText(stall.failure).brief}.${here} The browser goes on by itself when that is over.`;
  }
}

/** The state of a download in a few words, for the line of a list. */
export function downloadLine(view: DownloadView, { place, nowMs }: DownloadTextOptions): string {
  const { download } = view;
  switch (download.status) {
    case 'queued':
      if (view.deferred) return 'Waiting for Wi-Fi';
      return place === null || place <= 1 ? 'Next in line' : `${formatOrdinal(place)} in line`;
    case 'probing':
      return 'Starting';
    case 'downloading': {
      const why = view.stall === null ? null : stallBrief(view.stall);
      return [amount(view), why].filter(Boolean).join(', ');
    }
    case 'paused':
      return view.bytesHere > 0 ? `Paused, ${amount(view)}` : 'Paused';
    case 'waiting': {
      const reason = failureText(download.failure).brief;
      if (download.retryAt === null) return `Waiting: ${reason}`;
      const inSeconds = Math.max(1, Math.ceil((download.retryAt - nowMs) / 1000));
      return `Waiting: ${reason}, again in ${formatDuration(inSeconds)}`;
    }
    case 'verifying':
      return 'Checking';
    case 'complete':
      return 'Downloaded';
    case 'failed':
      return `Failed: ${failureText(download.failure).brief}`;
    case 'cancelled':
      return download.wasComplete ? 'Removed' : 'Cancelled';
  }
}

/** The state of a download in whole sentences, where there is room. */
export function downloadSentence(view: DownloadView, options: DownloadTextOptions): string {
  const sentence = stateSentence(view, options);
  return view.download.playable === null || view.download.status === 'complete'
    ? sentence
    : `${sentence.replace(/[^.]$/, '$&.')} The old version plays until it is here.`;
}

function stateSentence(view: DownloadView, options: DownloadTextOptions): string {
  const { download } = view;
  const here = view.bytesTotal !== null && view.bytesHere > 0 ? ` ${amount(view)} are here.` : '';
  switch (download.status) {
    case 'downloading': {
      if (view.stall !== null) return stallSentence(view.stall, here);
      const left = secondsLeft(view);
      const speed = (view.bytesPerSecond ?? 0) < 1 ? null : formatSpeed(view.bytesPerSecond ?? 0);
      return [amount(view), speed, left === null ? null : formatTimeLeft(left)].filter(Boolean).join(' · ');
    }
    case 'paused':
      return `Paused.${here}`;
    case 'waiting': {
      const { brief, wayOut } = failureText(download.failure);
      if (download.retryAt === null)
        return `Paused: ${brief}.${here} It goes on by itself when the network is back.`;
      const inSeconds = Math.max(1, Math.ceil((download.retryAt - options.nowMs) / 1000));
      return `Waiting: ${brief}.${here} ${wayOut} Next try in ${formatDuration(inSeconds)}.`;
    }
    case 'verifying':
      return 'Checking that every part arrived whole.';
    case 'failed': {
      const { what, wayOut } = failureText(download.failure);
      return `${what}${here} ${wayOut}`;
    }
    case 'complete':
      return `Downloaded, ${formatBytes(download.generation.bytes)}`;
    case 'queued':
      if (view.deferred)
        return `Waiting for a connection that is not metered.${here} Download now uses this one.`;
      return `${downloadLine(view, options)}.${here}`;
    case 'probing':
    case 'cancelled':
      return `${downloadLine(view, options)}.${here}`;
  }
}
