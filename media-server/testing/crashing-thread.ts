import { appendFileSync, readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { HashThreadOptions } from '../library/hashing/hash-messages.ts';
import type { ScannerOptions } from '../library/scan/scanner-messages.ts';

/**
 * Stands in for a thread of the library. It is the real one, but throws a while after its first start and exits a while
 * after its second. It counts its starts in a file beside the database.
 */
const CRASH_AFTER_MS = { scanner: 120, background: 300, urgent: 300 };

const options = workerData as ScannerOptions | HashThreadOptions;
const name = 'priority' in options ? options.priority : 'scanner';
const startsFile = `${options.databaseFile}.${name}-starts`;
appendFileSync(startsFile, '.');
const starts = readFileSync(startsFile).length;

await import(name === 'scanner' ? '../library/scan/scanner-thread.ts' : '../library/hashing/hash-thread.ts');
if (starts <= 2) {
  setTimeout(() => {
    if (starts === 1) throw new Error('It was told to crash.');
    process.exit(3);
  }, CRASH_AFTER_MS[name]);
}
