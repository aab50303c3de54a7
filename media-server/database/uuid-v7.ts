import { randomUUID } from 'node:crypto';

/** A UUID of version 7: it sorts by the time it was made. @see RFC 9562 §5.7 */
export function uuidV7(nowMs: number = Date.now()): string {
  const time = Math.trunc(nowMs).toString(16).padStart(12, '0');
  // What follows the version in one of version 4 is the variant and randomness, as here.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

export const UUID_PATTERN = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
