/*
 * Functions that run inside a page of the app, in whichever browser. Each stands alone: what it refers to from outside of its own
 * body would not be there.
 */

/** What a download looks like from the inside and from the outside. */
export interface Findings {
  /** The records of the journal. */
  readonly journal: readonly JournalRecord[];
  /** What happened, the latest last. */
  readonly history: readonly unknown[];
  /** The caches that hold parts, with the paths of what is in them. */
  readonly partCaches: readonly { readonly name: string; readonly paths: readonly string[] }[];
  readonly backgroundFetches: readonly string[];
  readonly heldLocks: readonly string[];
  readonly waitingLocks: readonly string[];
  /** The names of the buttons that can be pressed. */
  readonly buttons: readonly string[];
}

export interface JournalRecord {
  readonly revision: number;
  readonly download: {
    readonly status: string;
    readonly run: number;
    readonly attempt: number;
    readonly generation: { readonly etag: string; readonly bytes: number } | null;
    readonly failure?: { readonly code: string };
  };
}

export async function lookAtDownloads(): Promise<Findings> {
  const readAll = async (database: string, store: string): Promise<unknown[]> => {
    // Opening one that is not there would create it, without its stores.
    if (!(await indexedDB.databases()).some(({ name }) => name === database)) return [];
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(database);
      opening.addEventListener('error', () => reject(opening.error ?? new Error(database)));
      opening.addEventListener('success', () => {
        const reading = opening.result.transaction(store).objectStore(store).getAll();
        reading.addEventListener('error', () => reject(reading.error ?? new Error(store)));
        reading.addEventListener('success', () => {
          opening.result.close();
          resolve(reading.result);
        });
      });
    });
  };
  const names = (await caches.keys()).filter((name) => name.startsWith('carryon-parts/'));
  const partCaches = [];
  for (const name of names) {
    const keys = await (await caches.open(name)).keys();
    partCaches.push({ name, paths: keys.map(({ url }) => new URL(url).pathname).toSorted() });
  }
  const registration = await navigator.serviceWorker.getRegistration();
  const locks = await navigator.locks.query();
  const lockNames = (found: LockInfo[] | undefined): string[] => (found ?? []).map(({ name }) => name ?? '');
  const buttons: string[] = [];
  const collect = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLButtonElement && !element.disabled && element.checkVisibility())
        buttons.push(element.ariaLabel ?? element.textContent?.trim() ?? '');
      if (element.shadowRoot !== null) collect(element.shadowRoot);
    }
  };
  collect(document);
  return {
    journal: (await readAll('carryon-journal', 'downloads')) as JournalRecord[],
    history: await readAll('carryon-history', 'steps'),
    partCaches,
    backgroundFetches: (await registration?.backgroundFetch?.getIds()) ?? [],
    heldLocks: lockNames(locks.held),
    waitingLocks: lockNames(locks.pending),
    buttons,
  };
}

/** Presses the button with this name; false when there is none. */
export function pressButton(name: string): boolean {
  const press = (root: Document | ShadowRoot): boolean => {
    for (const element of root.querySelectorAll('*')) {
      const isIt =
        element instanceof HTMLButtonElement &&
        !element.disabled &&
        (element.ariaLabel ?? element.textContent?.trim()) === name;
      if (isIt && element.checkVisibility()) {
        element.click();
        return true;
      }
      if (element.shadowRoot !== null && press(element.shadowRoot)) return true;
    }
    return false;
  };
  return press(document);
}

/** Deletes every `nth` stored part, as a browser that makes room may do. */
export async function deleteParts({ nth, offset }: { nth: number; offset: number }): Promise<number> {
  let deleted = 0;
  for (const name of await caches.keys()) {
    if (!name.startsWith('carryon-parts/')) continue;
    const cache = await caches.open(name);
    const parts = (await cache.keys()).filter(({ url }) => /\/parts\/\d+$/.test(url));
    for (const [place, key] of parts.entries())
      if (place % nth === offset % nth && (await cache.delete(key))) deleted += 1;
  }
  return deleted;
}

/** Asks the browser to look for a new version of the app. */
export async function lookForUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  await registration.update().catch(() => undefined);
}

/** Takes the app and all that it stored out of the browser. */
export async function forgetOrigin(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const registration of await navigator.serviceWorker.getRegistrations())
    await registration.unregister();
}

/** When the document that is shown was asked for: another number after each load. */
export const loadedAt = (): number => performance.timeOrigin;
