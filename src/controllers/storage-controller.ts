import type { ReactiveControllerHost } from 'lit';
import type { Capability, StorageView } from '../../engine/downloads-port.ts';
import { KEEP_REFUSED_TEXT } from '../text/capability.ts';
import { ReadingController } from './reading-controller.ts';

/** The browser's estimate is slow to ask for. */
const REFRESH_MS = 2_000;

/** How much is stored in this browser, and what it can do. */
export class StorageController extends ReadingController<StorageView | null> {
  constructor(host: ReactiveControllerHost & HTMLElement) {
    super(host, { read: (downloads) => downloads.storage(), everyMs: REFRESH_MS });
    this.open();
  }

  get capability(): Capability | undefined {
    return this.services?.downloads.capability();
  }

  /** Asks the browser to keep what is stored. */
  async keep(): Promise<void> {
    const { services } = this;
    if (services === undefined) return;
    if (!(await services.downloads.requestPersistence())) services.toasts.show(KEEP_REFUSED_TEXT, [], 8_000);
    await this.refresh();
  }
}
