import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { BenchOptions } from './bench.ts';

/** What the figures were taken on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** Name and version of each browser; null where it is not installed. */
  readonly browsers: Readonly<Record<string, string | null>>;
}

export const describeMachine = (executables: BenchOptions['executables']): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  system: `${type()} ${release()} ${arch()}`,
  node: process.version,
  browsers: Object.fromEntries(
    Object.entries(executables).map(([name, path]) => [name, path === null ? null : versionOf(path)]),
  ),
});

const versionOf = (executable: string): string =>
  execFileSync(executable, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
