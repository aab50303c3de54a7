import type { LoggedRequest } from './product.ts';

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
