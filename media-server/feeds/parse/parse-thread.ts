import { parentPort } from 'node:worker_threads';
import { FeedError, type FeedErrorCode } from './feed-error.ts';
import { parseFeed, type FeedContext } from './parse-feed.ts';
import type { ParsedFeed } from './parsed-feed.ts';

export interface ParseRequest {
  readonly bytes: Uint8Array;
  readonly context: FeedContext;
}

export type ParseOutcome =
  | { readonly status: 'parsed'; readonly feed: ParsedFeed }
  | { readonly status: 'refused'; readonly code: FeedErrorCode; readonly message: string };

parentPort?.on('message', ({ bytes, context }: ParseRequest) => {
  parentPort?.postMessage(outcomeOf(bytes, context));
});

/** What is no `FeedError` ends the thread: a parser that fails in a way of its own is not to be used again. */
function outcomeOf(bytes: Uint8Array, context: FeedContext): ParseOutcome {
  try {
    return { status: 'parsed', feed: parseFeed(bytes, context) };
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return { status: 'refused', code: error.code, message: error.message };
  }
}
