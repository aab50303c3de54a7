/** Something with a current snapshot that tells when it was replaced. */
export interface Observable {
  /** Calls back after each change; returns the function that ends the subscription. */
  subscribe(onChange: () => void): () => void;
}

export class Listeners {
  readonly #listeners = new Set<() => void>();

  readonly add = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
