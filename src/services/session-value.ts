/** Keeps a value for this tab until it is closed; where storage is refused, it is forgotten. */
export function keepSessionValue(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing can be kept here.
  }
}

/** What was kept, to be checked by whoever reads it; undefined when there is nothing. */
export function sessionValue(key: string): unknown {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
