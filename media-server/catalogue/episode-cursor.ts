const SORT_KEY = /^\d{15}-\d{6}-\d{6}-[0-9a-f-]{36}$/;

/** The place in a list after the episode with this sort key; opaque to clients. */
export const encodeCursor = (sortKey: string): string => Buffer.from(sortKey, 'latin1').toString('base64url');

/** The sort key in a cursor; null when this server did not make it. */
export function decodeCursor(cursor: string): string | null {
  const sortKey = Buffer.from(cursor, 'base64url').toString('latin1');
  return SORT_KEY.test(sortKey) && encodeCursor(sortKey) === cursor ? sortKey : null;
}
