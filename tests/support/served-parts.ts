import type { LoggedRequest } from './product.ts';

/** The ranges of media that the server sent, but for the single bytes that are asked for to learn something. */
export const servedRanges = (requests: readonly LoggedRequest[]): readonly string[] =>
  requests
    .filter(({ path, status, bytes }) => path.startsWith('/media/') && status === 206 && bytes > 1)
    .map(({ range }) => range ?? '');

/** How often the server sent each whole part of a file, by the index of the part. */
export function timesServed(
  requests: readonly LoggedRequest[],
  partBytes: number,
): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const { path, status, range, bytes } of requests) {
    const start = /^bytes=(\d+)-/.exec(range ?? '')?.[1];
    if (!path.startsWith('/media/') || status !== 206 || start === undefined || bytes < partBytes) continue;
    const part = Number(start) / partBytes;
    times.set(part, (times.get(part) ?? 0) + 1);
  }
  return times;
}
