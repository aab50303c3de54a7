import { UNDO_WINDOW_MS, type Download } from './download.ts';

/** What is to be done for a download in its present state. */
export type Command =
  | { readonly type: 'probe' }
  | { readonly type: 'carry' }
  | { readonly type: 'verify' }
  | { readonly type: 'release-carriers' }
  | { readonly type: 'retry-at'; readonly at: number }
  | { readonly type: 'retry-online' }
  | { readonly type: 'discard-at'; readonly at: number };

/**
 * Derived from the state alone, never from how it was reached: whoever starts after a crash reads the journal and knows
 * what to do. Every command can therefore be carried out twice. Null: nothing to do (or, when queued, a place to wait for).
 */
export function commandFor(download: Download): Command | null {
  switch (download.status) {
    case 'complete':
      return null;
    case 'queued':
      return download.run > 0 ? { type: 'release-carriers' } : null;
    case 'probing':
      return { type: 'probe' };
    case 'downloading':
      return { type: 'carry' };
    case 'verifying':
      return { type: 'verify' };
    case 'paused':
    case 'failed':
      return { type: 'release-carriers' };
    case 'waiting':
      return download.retryAt === null
        ? { type: 'retry-online' }
        : { type: 'retry-at', at: download.retryAt };
    case 'cancelled':
      return { type: 'discard-at', at: download.cancelledAt + UNDO_WINDOW_MS };
  }
}
