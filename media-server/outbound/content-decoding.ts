import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';

/** What is asked for when an answer is to be decoded. */
export const ACCEPTED_ENCODINGS = 'gzip, br, zstd, deflate';

const MAX_LAYERS = 2;
/** Eight MiB of memory, the most that a frame of this encoding may ask for. @see RFC 9659 §3 */
const ZSTD_WINDOW_LOG = 23;

const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
  ['zstd', () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } })],
]);

/** The encodings of a body, the one to undo first being last. @see RFC 9110 §8.4 */
export const readEncodings = (contentEncoding: readonly string[]): string[] =>
  contentEncoding
    .join(',')
    .split(',')
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== '' && encoding !== 'identity');

/** The streams that undo the encodings, in the order of their use; null when that cannot be done. */
export function createDecoders(encodings: readonly string[]): Transform[] | null {
  const creators = encodings
    .map((encoding) => DECODERS.get(encoding))
    .filter((create) => create !== undefined);
  if (encodings.length > MAX_LAYERS || creators.length < encodings.length) return null;
  return creators.toReversed().map((create) => create());
}
