import { Listeners, type Observable } from './observable.ts';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
  /** Takes back what the message tells. */
  readonly undoes?: boolean;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly actions: readonly ToastAction[];
}

/** Short messages that come and go, and the one polite voice of the app. */
export class Toasts implements Observable {
  readonly #listeners = new Listeners();
  #items: readonly Toast[] = [];
  #nextId = 1;
  #spoken = '';

  readonly subscribe = this.#listeners.add;

  get items(): readonly Toast[] {
    return this.#items;
  }

  /** What the live region of the app says. */
  get spoken(): string {
    return this.#spoken;
  }

  /** Shows a message for `lifeMs`, or until it is answered when that is null. */
  show(text: string, actions: readonly ToastAction[], lifeMs: number | null): void {
    const id = this.#nextId;
    this.#nextId += 1;
    const closing = actions.map((action) => ({
      ...action,
      run: () => {
        this.close(id);
        action.run();
      },
    }));
    this.#items = [...this.#items, { id, text, actions: closing }];
    this.announce(text);
    if (lifeMs !== null) setTimeout(() => this.close(id), lifeMs);
  }

  close(id: number): void {
    if (!this.#items.some((toast) => toast.id === id)) return;
    this.#items = this.#items.filter((toast) => toast.id !== id);
    this.#listeners.notify();
  }

  /** Takes back what the newest message that can be taken back tells; false when there is none. */
  undoNewest(): boolean {
    const action = this.#items.flatMap(({ actions }) => actions).findLast(({ undoes }) => undoes === true);
    action?.run();
    return action !== undefined;
  }

  announce(text: string): void {
    // The same words twice are told apart for a live region by a trailing no-break space.
    this.#spoken = text === this.#spoken ? `${text}\u00a0` : text;
    this.#listeners.notify();
  }
}
