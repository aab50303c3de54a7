import { readdirSync, readlinkSync } from 'node:fs';
import { platform } from 'node:process';

/** Whether this system tells which files a process has open. */
export const canListOpenFiles = platform === 'linux';

/** How many descriptors of this process, threads included, are of files under `folder`. */
export function countOpenFiles(folder: string): number {
  return readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;
}

export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 5_000): Promise<void> {
  const deadlineMs = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadlineMs) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
