import type { Download, DownloadStatus } from './download.ts';
import type { FailureCode } from './failure.ts';
import type { DownloadEvent } from './reduce.ts';

/** One step in the life of a download, for a person to read. */
export interface HistoryEntry {
  readonly at: number;
  readonly episodeId: string;
  readonly title: string;
  /** What happened. */
  readonly event: DownloadEvent['type'];
  /** The state that followed; null when nothing was left. */
  readonly status: DownloadStatus | null;
  readonly code: FailureCode | null;
  /** Bytes that were stored then. */
  readonly bytesHere: number;
  /** Null before the server was asked. */
  readonly bytesTotal: number | null;
  /** When it is tried again by itself, in milliseconds since the epoch; null when by no clock. */
  readonly retryAt: number | null;
}

/** The entry for a change; null for one that a person would not call a step. */
export function historyEntry(
  before: Download | null,
  event: DownloadEvent,
  after: Download | null,
  facts: { readonly at: number; readonly bytesHere: number },
): HistoryEntry | null {
  const { episode, generation } = after ?? before ?? {};
  if (episode === undefined || before?.status === after?.status) return null;
  return {
    ...facts,
    episodeId: episode.id,
    title: episode.title,
    event: event.type,
    status: after?.status ?? null,
    code:
      event.type === 'stopped' ? event.failure.code : after?.status === 'failed' ? after.failure.code : null,
    bytesTotal: generation?.bytes ?? null,
    retryAt: after?.status === 'waiting' ? after.retryAt : null,
  };
}
