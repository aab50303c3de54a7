/**
 * Tells versions of a file apart without reading it. The change time is part of it because tag editors can keep both the
 * length and the modification time.
 */
export interface FileVersion {
  readonly bytes: number;
  /** Whole milliseconds, as are all times here. */
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

export const versionOf = (stats: { size: number; mtimeMs: number; ctimeMs: number }): FileVersion => ({
  bytes: stats.size,
  mtimeMs: Math.trunc(stats.mtimeMs),
  ctimeMs: Math.trunc(stats.ctimeMs),
});

export const sameVersion = (a: FileVersion, b: FileVersion): boolean =>
  a.bytes === b.bytes && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;
