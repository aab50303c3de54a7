import { setPriority, constants } from 'node:os';
import { platform } from 'node:process';

/** Lets the thread that answers requests go first. Only Linux has priorities of threads: elsewhere it is of the process. */
export function lowerThreadPriority(): void {
  if (platform !== 'linux') return;
  try {
    setPriority(0, constants.priority.PRIORITY_LOW);
  } catch {
    // Where it is not allowed, the work is done at normal priority.
  }
}
