import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NODE, ROOT, run } from './run.mjs';

const SOURCES = [
  'core',
  'engine',
  'src',
  'sw',
  'public',
  'scripts',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
];

/** Builds the app into dist/, unless nothing it is made from has changed since. */
export async function buildApp() {
  const built = join(ROOT, 'dist', 'sw.js');
  const builtMs = existsSync(built) ? statSync(built).mtimeMs : 0;
  if (SOURCES.some((source) => latestChangeMs(join(ROOT, source)) > builtMs)) {
    await run(NODE, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
  }
}

function latestChangeMs(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce(
    (latest, name) => Math.max(latest, latestChangeMs(join(path, name))),
    stats.mtimeMs,
  );
}
