export type FeedErrorCode =
  /** Nothing, or nothing but blanks. */
  | 'empty'
  | 'not-a-feed'
  /** A web page: it may say where its feed is. */
  | 'is-html'
  | 'too-large'
  /** Parsing it takes more time or memory than a feed is given. */
  | 'too-complex';

/** Why a body holds no feed that can be read. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly code: FeedErrorCode;

  constructor(code: FeedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
