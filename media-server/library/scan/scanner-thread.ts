import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../database/open-database.ts';
import { lowerThreadPriority } from '../../threads/thread-priority.ts';
import { Inspector } from '../inspect/inspector.ts';
import { isMediaName } from '../media-files.ts';
import { FolderWatcher } from './folder-watcher.ts';
import { LibraryWriter } from './library-writer.ts';
import { runScanPass } from './scan-pass.ts';
import type { ScannerCommand, ScannerMessage, ScannerOptions } from './scanner-messages.ts';
import { Settling } from './settling.ts';

const QUIET_MS = 100;
const MIN_GAP_MS = 250;
/** A pass runs again at the latest after this time, for file systems that announce no changes. */
const RESCAN_MS = 10 * 60_000;
const RESCAN_UNWATCHED_MS = 30_000;

const { databaseFile, libraryFolder, dataFolder, settleMs } = workerData as ScannerOptions;
const db = openDatabase(databaseFile);
const inspector = new Inspector();
const settling = new Settling(settleMs);
const watcher = new FolderWatcher(libraryFolder, () => requestPass(QUIET_MS));
const writer = new LibraryWriter(db);

let timer: NodeJS.Timeout | null = null;
let dueMs = Infinity;
let running = false;
let requested = false;
let stopped = false;
let notBeforeMs = 0;

const tell = (message: ScannerMessage): void => parentPort?.postMessage(message);

/** Asks for a pass in `delayMs`; what is asked for during a pass comes after it. */
function requestPass(delayMs: number): void {
  if (stopped) return;
  if (running) {
    requested = true;
    return;
  }
  const atMs = Math.max(Date.now() + delayMs, notBeforeMs);
  if (atMs >= dueMs) return;
  if (timer) clearTimeout(timer);
  dueMs = atMs;
  timer = setTimeout(() => void pass(), Math.max(0, atMs - Date.now()));
}

async function pass(): Promise<void> {
  timer = null;
  dueMs = Infinity;
  running = true;
  requested = false;
  const startedMs = Date.now();
  let nextMs = RESCAN_MS;
  tell({ type: 'pass-started' });
  try {
    const context = { libraryFolder, dataFolder, writer, inspector, settling, now: Date.now };
    const { tree, unsettled, inspected, listingMs } = await runScanPass(context);
    // A large library under constant change must not be listed without a pause.
    notBeforeMs = Date.now() + Math.max(MIN_GAP_MS, 4 * listingMs);
    if (watcher.sync(tree.folders)) nextMs = QUIET_MS;
    else if (unsettled > 0) nextMs = settleMs;
    else if (!watcher.complete) nextMs = RESCAN_UNWATCHED_MS;
    const files = [...tree.files.keys()].filter(isMediaName).length;
    tell({ type: 'pass-finished', files, inspected, durationMs: Date.now() - startedMs });
  } catch (error) {
    nextMs = RESCAN_UNWATCHED_MS;
    tell({ type: 'pass-failed', reason: error instanceof Error ? error.message : String(error) });
  }
  running = false;
  if (stopped) await close();
  else requestPass(requested ? QUIET_MS : nextMs);
}

async function close(): Promise<void> {
  watcher.close();
  await inspector.close();
  await db.destroy();
  parentPort?.close();
}

parentPort?.on('message', ({ type }: ScannerCommand) => {
  if (type === 'look') {
    requestPass(QUIET_MS);
    return;
  }
  stopped = true;
  if (timer) clearTimeout(timer);
  if (!running) void close();
});

lowerThreadPriority();
requestPass(0);
