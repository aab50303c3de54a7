export interface DirectoryHit {
  readonly title: string;
  /** Empty when the directory names none. */
  readonly author: string;
  /** http or https, without user information and fragment. */
  readonly feedUrl: string;
  /** http or https. */
  readonly artworkUrl: string | null;
  readonly episodeCount: number | null;
  /** A BCP 47 tag. */
  readonly language: string | null;
}

export interface SearchOptions {
  /** The most hits wanted, at least 1. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

export type DirectoryName = 'apple' | 'podcast-index';

/** A directory of podcasts. */
export interface Directory {
  readonly name: DirectoryName;
  /** The best hit first. @throws DirectoryError */
  search(term: string, options: SearchOptions): Promise<readonly DirectoryHit[]>;
  /** The show with an id of Apple Podcasts; null when there is none, or it has no feed. @throws DirectoryError */
  lookUp?(id: string, signal: AbortSignal): Promise<DirectoryHit | null>;
}

/** `refused`: it does not accept the key of this server. */
export type DirectoryState = 'ready' | 'not-configured' | 'unreachable' | 'rate-limited' | 'refused';

/** Thrown when a directory gives no answer that can be read. Its message holds neither keys nor what was searched for. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  readonly code: Exclude<DirectoryState, 'ready' | 'not-configured'>;

  constructor(code: DirectoryError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
