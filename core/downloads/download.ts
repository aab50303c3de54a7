import type { EpisodeSummary } from '../api/episode.ts';
import type { Failure } from './failure.ts';

export type CarrierName = 'background-fetch' | 'foreground' | 'worker';

/** One version of a file: parts of two generations never mix. */
export interface Generation {
  /** Strong entity tag, with its quotes. */
  readonly etag: string;
  /** Media type. */
  readonly type: string;
  readonly bytes: number;
  readonly partBytes: number;
}

interface DownloadBase {
  readonly episode: EpisodeSummary;
  /** Place in the queue: lower goes first. */
  readonly order: number;
  readonly requestedAt: number;
  /** Counts the times a carrier was started, so that a late word of an earlier run is known as such. */
  readonly run: number;
  /** Failures since bytes last advanced: the exponent of the backoff. */
  readonly attempt: number;
  /** It runs over a metered connection too, whatever the preferences say. */
  readonly allowMetered: boolean;
  /** The server sends it only as one piece, not in ranges. */
  readonly whole: boolean;
  /** It is never removed by itself. */
  readonly pinned: boolean;
  /** The version that is whole and plays while another one is on its way. */
  readonly playable: Generation | null;
  /** What is stored beside the media: artwork, chapters, transcripts (same-origin URLs). */
  readonly extras: readonly string[];
}

export type Download = DownloadBase &
  (
    | { readonly status: 'queued'; readonly generation: Generation | null }
    | { readonly status: 'probing'; readonly generation: Generation | null }
    | { readonly status: 'downloading'; readonly generation: Generation }
    | { readonly status: 'paused'; readonly generation: Generation | null }
    | {
        readonly status: 'waiting';
        readonly generation: Generation | null;
        readonly failure: Failure;
        /** Milliseconds since the epoch; null waits for the network alone. */
        readonly retryAt: number | null;
      }
    | { readonly status: 'verifying'; readonly generation: Generation }
    | { readonly status: 'complete'; readonly generation: Generation; readonly completedAt: number }
    | {
        readonly status: 'failed';
        readonly generation: Generation | null;
        readonly failure: Failure;
        readonly failedAt: number;
      }
    | {
        /** Cancelled or removed; its bytes are kept until the undo window closes. */
        readonly status: 'cancelled';
        readonly generation: Generation | null;
        readonly cancelledAt: number;
        readonly wasComplete: boolean;
      }
  );

export type DownloadStatus = Download['status'];

/** For how long a cancel or a removal can be undone. */
export const UNDO_WINDOW_MS = 10_000;
