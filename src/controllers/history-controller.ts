import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HistoryEntry } from '../../core/downloads/history.ts';
import { servicesContext } from '../contexts/services.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** Bytes that arrive are told many times a second, and are no steps. */
const REFRESH_MS = 1_000;

/** What happened to the downloads, from when it is first asked for. */
export class HistoryController implements ReactiveController {
  readonly #host: Host;
  readonly #consumer: ContextConsumer<typeof servicesContext, Host>;
  #unsubscribe: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The latest first; null until it was read. */
  entries: readonly HistoryEntry[] | null = null;

  constructor(host: Host) {
    this.#host = host;
    this.#consumer = new ContextConsumer(host, { context: servicesContext });
    host.addController(this);
  }

  /** Reads it, and follows it from then on. */
  open(): void {
    const services = this.#consumer.value;
    if (services === undefined || this.#unsubscribe !== undefined) return;
    this.#unsubscribe = services.downloads.subscribe(() => this.#refreshSoon());
    void this.#refresh();
  }

  close(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  hostDisconnected(): void {
    this.close();
  }

  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#refresh();
    }, REFRESH_MS);
  }

  async #refresh(): Promise<void> {
    this.entries = (await this.#consumer.value?.downloads.history()) ?? [];
    this.#host.requestUpdate();
  }
}
