import { setTimeout as delay } from 'node:timers/promises';

/** Chromium begins no request of a Background Fetch for about 30 s after a page was loaded. */
const HOLD_MS = 35_000;

/** Waits until the page that was loaded last holds nothing back. */
export const waitOutHold = (): Promise<void> => delay(HOLD_MS);
