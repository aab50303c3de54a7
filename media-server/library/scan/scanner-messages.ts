export interface ScannerOptions {
  readonly databaseFile: string;
  /** Absolute path without symbolic links. */
  readonly libraryFolder: string;
  readonly dataFolder: string;
  /** How long a file must not have changed before it is read. */
  readonly settleMs: number;
}

export type ScannerMessage =
  | { readonly type: 'pass-started' }
  | {
      readonly type: 'pass-finished';
      readonly files: number;
      readonly inspected: number;
      readonly durationMs: number;
    }
  | { readonly type: 'pass-failed'; readonly reason: string };

/** `look` asks for a pass soon. */
export type ScannerCommand = { readonly type: 'look' | 'stop' };
