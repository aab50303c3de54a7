import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Capability } from '../../engine/downloads-port.ts';
import type { StorageView } from '../../engine/downloads-port.ts';
import { servicesContext, type Services } from '../contexts/services.ts';
import { KEEP_REFUSED_TEXT } from '../text/capability.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** The browser's estimate is slow to ask for, so it is asked at most this often while downloads change. */
const REFRESH_MS = 2_000;

/** How much is stored in this browser, and what it can do. */
export class StorageController implements ReactiveController {
  readonly #host: Host;
  readonly #consumer: ContextConsumer<typeof servicesContext, Host>;
  #unsubscribe: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  storage: StorageView | null = null;

  constructor(host: Host) {
    this.#host = host;
    this.#consumer = new ContextConsumer(host, {
      context: servicesContext,
      callback: () => this.hostConnected(),
    });
    host.addController(this);
  }

  get #services(): Services | undefined {
    return this.#consumer.value;
  }

  get capability(): Capability | undefined {
    return this.#services?.downloads.capability();
  }

  hostConnected(): void {
    if (this.#services === undefined || this.#unsubscribe !== undefined) return;
    this.#unsubscribe = this.#services.downloads.subscribe(() => this.#refreshSoon());
    void this.#refresh();
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Asks the browser to keep what is stored. */
  async keep(): Promise<void> {
    const services = this.#services;
    if (services === undefined) return;
    if (!(await services.downloads.requestPersistence())) services.toasts.show(KEEP_REFUSED_TEXT, [], 8_000);
    await this.#refresh();
  }

  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#refresh();
    }, REFRESH_MS);
  }

  async #refresh(): Promise<void> {
    this.storage = (await this.#services?.downloads.storage()) ?? null;
    this.#host.requestUpdate();
  }
}
