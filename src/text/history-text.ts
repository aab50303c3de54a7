import type { HistoryEntry } from '../../core/downloads/history.ts';
import { failureText } from './failures.ts';
import { formatBytes, formatBytesOf, formatDay, formatTime } from './format.ts';

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What happened in one step of a download, and what happens next. */
export function historyText(entry: HistoryEntry, nowMs: number, locale?: string): string {
  const { bytesHere, bytesTotal } = entry;
  const options = locale === undefined ? {} : { locale };
  const all = bytesTotal === null ? '' : ` ${formatBytes(bytesTotal, options)}`;
  const at =
    bytesTotal === null || bytesHere === 0 ? '' : ` at ${formatBytesOf(bytesHere, bytesTotal, options)}`;
  const isWhole = bytesTotal !== null && bytesHere >= bytesTotal;
  switch (entry.event) {
    case 'download-requested':
      return 'Download asked for.';
    case 'slot-granted':
      return 'Its turn came.';
    case 'probed':
      return bytesHere > 0 && bytesTotal !== null
        ? `Went on with ${formatBytesOf(bytesHere, bytesTotal, options)} here.`
        : `Began to download${all}.`;
    case 'preempted':
      return `Made way for one that comes first${at}.`;
    case 'expedited':
      return 'Asked for at once: first in line.';
    case 'stopped':
      return stoppedText(entry, at, nowMs, locale);
    case 'carried':
      return `All${all} arrived. Checked next.`;
    case 'verified':
      return `Downloaded${all}.`;
    case 'parts-missing':
      return entry.status === 'failed'
        ? failureSentence(entry, at)
        : `Some parts were missing${at}. They are fetched again.`;
    case 'damage-found':
      return 'A check found damaged parts. They are fetched again.';
    case 'update-requested':
      return 'A new version was asked for. The old one plays until it is here.';
    case 'retry-due':
      return 'Tried again by itself.';
    case 'retry-requested':
      return 'Tried again, as you asked.';
    case 'pause-requested':
      return `Paused${at}.`;
    case 'resume-requested':
      return 'Resumed.';
    case 'cancel-requested':
      if (entry.status === 'complete') return 'The new version was given up. The old one stays.';
      return isWhole ? `Removed${all}.` : `Cancelled${at}.`;
    case 'cancelled-in-browser':
      return `Cancelled in the browser’s own list${at}.`;
    case 'cancel-undone':
      return 'Brought back.';
    case 'discarded':
      return 'Deleted from this device.';
    case 'moved':
      return 'Moved in the line.';
    case 'pinned':
      return 'Kept.';
  }
}

function stoppedText(entry: HistoryEntry, at: string, nowMs: number, locale: string | undefined): string {
  if (entry.code === null)
    return `The file changed on the server, or was lost here${at}. It is asked for again.`;
  if (entry.status === 'failed') return failureSentence(entry, at);
  const what = `${capitalized(failureText({ code: entry.code }).brief)}${at}.`;
  if (entry.retryAt === null) return `${what} It goes on by itself when the network is back.`;
  const day = formatDay(entry.retryAt, entry.at, locale);
  const sameDay = day === formatDay(entry.at, entry.at, locale);
  const time = `${sameDay ? '' : `on ${day} `}at ${formatTime(entry.retryAt, locale)}`;
  return `${what} ${entry.retryAt > nowMs ? 'Next try' : 'The next try was'} ${time}.`;
}

function failureSentence({ code }: HistoryEntry, at: string): string {
  if (code === null) return `Stopped${at}.`;
  const { brief, wayOut } = failureText({ code });
  return `${capitalized(brief)}${at}. ${wayOut}`;
}
