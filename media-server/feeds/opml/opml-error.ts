/** `not-opml`: it holds no outline and says not that it is OPML; `too-large`: more than 16 MiB. */
export type OpmlErrorCode = 'not-opml' | 'too-large';

/** Thrown for a file that is not read at all. */
export class OpmlError extends Error {
  override readonly name = 'OpmlError';
  readonly code: OpmlErrorCode;

  constructor(code: OpmlErrorCode) {
    super(code === 'not-opml' ? 'The file is no OPML.' : 'The file is too large to be a list of feeds.');
    this.code = code;
  }
}
