/** Remembers something across a reload of this tab; where storage is refused, it is forgotten. */
export function setSessionFlag(key: string): void {
  try {
    sessionStorage.setItem(key, '1');
  } catch {
    // Nothing can be kept here.
  }
}

/** Whether the flag was set; clears it. */
export function takeSessionFlag(key: string): boolean {
  try {
    const isSet = sessionStorage.getItem(key) !== null;
    sessionStorage.removeItem(key);
    return isSet;
  } catch {
    return false;
  }
}
