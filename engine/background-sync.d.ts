/** The Background Sync API, which TypeScript's libraries lack. @see https://wicg.github.io/background-sync/spec/ */

interface SyncManager {
  register(tag: string): Promise<void>;
  getTags(): Promise<string[]>;
}

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
  /** The browser will not try again after this. */
  readonly lastChance: boolean;
}

interface ServiceWorkerRegistration {
  /** Missing where the browser has no Background Sync. */
  readonly sync?: SyncManager;
}

interface ServiceWorkerGlobalScopeEventMap {
  sync: SyncEvent;
}
