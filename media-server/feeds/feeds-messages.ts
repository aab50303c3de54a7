import type { FeedFailureCode } from '../../core/api/feed.ts';

export interface FeedsThreadOptions {
  readonly databaseFile: string;
  readonly outbound: OutboundSettings;
  /** Of Apple's directory; null asks it for nothing. */
  readonly appleUrl: string | null;
  /** The origin under which hubs reach this server; null when they cannot. */
  readonly publicUrl: string | null;
}

/** What each thread that asks the outside makes its client of. */
export interface OutboundSettings {
  /** Blocks of addresses that may be asked although they are not public. */
  readonly allowPrivate: readonly string[];
  readonly userAgent: string;
}

export type SubscribeOutcome =
  | { readonly status: 'subscribed'; readonly showId: string; readonly isNew: boolean }
  | { readonly status: 'not-an-address' | 'no-feed' | 'no-episodes' }
  | { readonly status: 'failed'; readonly code: FeedFailureCode };

export type FeedsCommand =
  | {
      readonly type: 'subscribe';
      readonly requestId: number;
      readonly pasted: string;
      readonly listenerId: string;
    }
  | { readonly type: 'refresh'; readonly requestId: number; readonly showId: string }
  /** Jobs were added. */
  | { readonly type: 'look' }
  | { readonly type: 'stop' };

export type FeedsMessage =
  | { readonly type: 'subscribed'; readonly requestId: number; readonly outcome: SubscribeOutcome | 'error' }
  | { readonly type: 'refreshed'; readonly requestId: number; readonly outcome: 'refreshed' | 'error' }
  | {
      readonly type: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly details: object;
      readonly message: string;
    };
