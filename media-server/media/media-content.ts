import type { Readable } from 'node:stream';
import type { BodySegment, Representation } from '../../core/http/plan-response.ts';

/** One version of the file of an episode, wherever it is. */
export interface MediaContent extends Representation {
  readonly partBytes: number;
  /** The SHA-256 of every part, in order, lower-case hexadecimal; null of those that only the publisher has. */
  readonly sha256: readonly (string | null)[];
  /**
   * Begins to read: these segments of exactly this version. Resolves when the first byte is on its way. May be called once.
   * @param signal Ends the wait for the first byte.
   * @throws MediaChanged when the version is there no more
   */
  read(segments: readonly BodySegment[], signal: AbortSignal): Promise<MediaStream>;
  /** Lets go of what was not read. */
  close(): Promise<void>;
}

export interface MediaStream extends Readable {
  /** How many bytes the reader has taken. */
  readonly bytesDelivered: number;
}

/** Another version has taken the place of the one that was opened: it is to be opened again. */
export class MediaChanged extends Error {
  override readonly name = 'MediaChanged';
}
