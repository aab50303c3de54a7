import { Listeners, type Observable } from './observable.ts';

/** @see https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** Keeps the browser's offer to install the app until somebody asks for it in the settings. */
export class InstallPrompt implements Observable {
  readonly #listeners = new Listeners();
  #offer: BeforeInstallPromptEvent | null = null;

  readonly subscribe = this.#listeners.add;

  start(): void {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#setOffer(event as BeforeInstallPromptEvent);
    });
    addEventListener('appinstalled', () => this.#setOffer(null));
  }

  get available(): boolean {
    return this.#offer !== null;
  }

  async install(): Promise<void> {
    const offer = this.#offer;
    this.#setOffer(null);
    await offer?.prompt();
  }

  #setOffer(offer: BeforeInstallPromptEvent | null): void {
    this.#offer = offer;
    this.#listeners.notify();
  }
}
