/** What the browser says about this origin's storage, in bytes; null where it does not tell. */
export async function storageEstimate(): Promise<{ readonly quota: number; readonly usage: number } | null> {
  const storage = navigator.storage as Partial<StorageManager> | undefined;
  const { quota, usage } = (await storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined ? null : { quota, usage };
}
