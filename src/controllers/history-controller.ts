import type { ReactiveControllerHost } from 'lit';
import type { HistoryEntry } from '../../core/downloads/history.ts';
import { ReadingController } from './reading-controller.ts';

/** Bytes that arrive are told many times a second, and are no steps. */
const REFRESH_MS = 1_000;

/** What happened to the downloads, the latest first, from when it is first asked for. */
export class HistoryController extends ReadingController<readonly HistoryEntry[]> {
  constructor(host: ReactiveControllerHost & HTMLElement) {
    super(host, { read: (downloads) => downloads.history(), everyMs: REFRESH_MS });
  }
}
