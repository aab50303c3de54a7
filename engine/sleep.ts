/** Resolves with null after `delayMs`; rejects with the signal's reason when it is aborted first. */
export function sleep(delayMs: number, signal: AbortSignal): Promise<null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve(null);
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
