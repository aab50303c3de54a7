import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { allParts, planFor } from '../../../core/parts/part-plan.ts';

const CHUNK_BYTES = 1024 * 1024;

export interface PartHashes {
  readonly partBytes: number;
  /** SHA-256 of every part, in order, lower-case hexadecimal. */
  readonly sha256: readonly string[];
  /** Strong entity tag with its quotes: it changes when any byte does. */
  readonly etag: string;
}

/**
 * Reads a file once and hashes its parts. The entity tag is a hash of the length and of the hashes of the parts.
 * @throws RangeError when the file has fewer bytes than `bytes`.
 */
export async function hashParts(file: FileHandle, bytes: number): Promise<PartHashes> {
  const plan = planFor(bytes);
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(1, bytes)));
  const sha256: string[] = [];
  for (const { start, end } of allParts(plan)) {
    const hash = createHash('sha256');
    for (let offset = start; offset < end;) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - offset), offset);
      if (bytesRead === 0) throw new RangeError(`The file ends at ${offset}, before ${bytes}.`);
      hash.update(buffer.subarray(0, bytesRead));
      offset += bytesRead;
    }
    sha256.push(hash.digest('hex'));
  }
  const whole = createHash('sha256')
    .update(`${bytes}:${sha256.join(',')}`)
    .digest('base64url');
  return { partBytes: plan.partBytes, sha256, etag: `"${whole.slice(0, 27)}"` };
}
