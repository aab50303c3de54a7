import type { Manifest } from '../api/manifest.ts';
import { allParts, partBytesFor } from '../parts/part-plan.ts';
import { parseEntityTag } from '../http/entity-tag.ts';

/**
 * Reads a manifest that came from the network. Null when its parts do not cover the file exactly, in order, in lengths
 * that the part plan gives, or when its entity tag is not a strong one.
 */
export function parseManifest(value: unknown): Manifest | null {
  if (!isRecord(value)) return null;
  const { bytes, type, etag, lastModifiedAt, partBytes, parts } = value;
  if (!isCount(bytes) || typeof type !== 'string' || typeof etag !== 'string' || !Array.isArray(parts))
    return null;
  if (!parseEntityTag(etag) || etag.startsWith('W/')) return null;
  if (lastModifiedAt !== null && !isCount(lastModifiedAt)) return null;
  if (partBytes !== partBytesFor(bytes)) return null;
  const plan = allParts({ bytes, partBytes });
  if (parts.length !== plan.length) return null;
  const checked = [];
  for (const { index, start, end } of plan) {
    const part: unknown = parts[index];
    if (!isRecord(part) || part['start'] !== start || part['end'] !== end) return null;
    const sha256 = part['sha256'];
    if (!isHash(sha256)) return null;
    checked.push({ start, end, sha256 });
  }
  return { bytes, type, etag, lastModifiedAt, partBytes, parts: checked };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
/** Null where only the publisher has the bytes. */
const isHash = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
