import type { HashOutcome } from './hash-episode.ts';

export interface HashThreadOptions {
  readonly databaseFile: string;
  readonly libraryFolder: string;
  readonly priority: 'background' | 'urgent';
}

/** `drain` hashes every episode that has no hash of its present version. */
export type HashCommand =
  | { readonly type: 'drain' }
  | { readonly type: 'hash'; readonly episodeId: string }
  | { readonly type: 'stop' };

/** `idle` says that all commands so far are done, and how many those were. */
export type HashMessage =
  | { readonly type: 'done'; readonly episodeId: string; readonly outcome: HashOutcome | 'failed' }
  | { readonly type: 'idle'; readonly commands: number };
