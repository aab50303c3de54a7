import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { servicesContext, type Services } from '../contexts/services.ts';
import type { Observable } from '../services/observable.ts';

type Host = ReactiveControllerHost & HTMLElement;

interface SnapshotOptions<T> {
  readonly from: (services: Services) => Observable;
  /** Takes what the host shows. It is asked after each change; the host updates when the answer is another one. */
  readonly select: (services: Services) => T;
  readonly isSame?: (a: T, b: T) => boolean;
}

/** Keeps a host up to date with a piece of what a service knows. `value` is undefined until the host is connected. */
export class SnapshotController<T> implements ReactiveController {
  readonly #host: Host;
  readonly #consumer: ContextConsumer<typeof servicesContext, Host>;
  readonly #options: SnapshotOptions<T>;
  #unsubscribe: (() => void) | undefined;
  value: T | undefined;

  constructor(host: Host, options: SnapshotOptions<T>) {
    this.#host = host;
    this.#options = options;
    this.#consumer = new ContextConsumer(host, {
      context: servicesContext,
      callback: () => this.#connect(),
    });
    host.addController(this);
  }

  get #services(): Services | undefined {
    return this.#consumer.value;
  }

  hostConnected(): void {
    if (this.#services !== undefined) this.#connect();
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #connect(): void {
    const services = this.#services;
    if (services === undefined || this.#unsubscribe !== undefined) return;
    this.#unsubscribe = this.#options.from(services).subscribe(() => this.#take(services));
    this.#take(services);
  }

  #take(services: Services): void {
    const { isSame = Object.is, select } = this.#options;
    const next = select(services);
    if (this.value !== undefined && isSame(this.value, next)) return;
    this.value = next;
    this.#host.requestUpdate();
  }
}

/** True when two flat objects have the same values. */
export function isShallowEqual<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
