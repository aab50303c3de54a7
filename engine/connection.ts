/** The part of the Network Information API that is used. @see https://wicg.github.io/netinfo/ */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
  readonly saveData?: boolean;
}

const connection = (): NetworkInformation | undefined =>
  (navigator as typeof navigator & { readonly connection?: NetworkInformation }).connection;

/** Whether each byte may cost somebody money; false where the browser does not tell. */
export function isMetered(): boolean {
  const { type, saveData } = connection() ?? {};
  return saveData === true || type === 'cellular';
}

export function onConnectionChange(onChange: () => void, signal: AbortSignal): void {
  connection()?.addEventListener('change', onChange, { signal });
}
