import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DownloadsPort } from '../../engine/downloads-port.ts';
import { servicesContext, type Services } from '../contexts/services.ts';

type Host = ReactiveControllerHost & HTMLElement;

interface ReadingOptions<T> {
  readonly read: (downloads: DownloadsPort) => Promise<T>;
  /** It is read at most this often while downloads change. */
  readonly everyMs: number;
}

/** Something of the downloads that has to be read, and is read again when they change. */
export class ReadingController<T> implements ReactiveController {
  readonly #host: Host;
  readonly #consumer: ContextConsumer<typeof servicesContext, Host>;
  readonly #options: ReadingOptions<T>;
  #isWanted = false;
  #unsubscribe: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Null until it was read. */
  value: T | null = null;

  constructor(host: Host, options: ReadingOptions<T>) {
    this.#host = host;
    this.#options = options;
    this.#consumer = new ContextConsumer(host, {
      context: servicesContext,
      callback: () => this.#follow(),
    });
    host.addController(this);
  }

  protected get services(): Services | undefined {
    return this.#consumer.value;
  }

  /** Reads it, and follows it from then on. */
  open(): void {
    this.#isWanted = true;
    this.#follow();
  }

  close(): void {
    this.#isWanted = false;
    this.#rest();
  }

  hostConnected(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#rest();
  }

  protected async refresh(): Promise<void> {
    if (this.services === undefined) return;
    this.value = await this.#options.read(this.services.downloads);
    this.#host.requestUpdate();
  }

  #follow(): void {
    if (!this.#isWanted || this.services === undefined || this.#unsubscribe !== undefined) return;
    this.#unsubscribe = this.services.downloads.subscribe(() => this.#refreshSoon());
    void this.refresh();
  }

  #rest(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.refresh();
    }, this.#options.everyMs);
  }
}
