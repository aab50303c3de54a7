import { afterAll, onTestFinished } from 'vitest';

/** Cleans up after the test, or after the file when it is called in `beforeAll`. Last in, first out. */
export function whenOver(clean: () => Promise<void>): void {
  try {
    onTestFinished(clean);
  } catch {
    afterAll(clean);
  }
}
