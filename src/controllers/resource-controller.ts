import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { servicesContext, type Services } from '../contexts/services.ts';
import { CatalogueError, type CatalogueProblem } from '../services/catalogue.ts';
import type { Resource } from '../services/resources.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** Nothing is drawn for what arrives sooner than this. */
const SKELETON_AFTER_MS = 200;

/**
 * Loads a resource for a host, again when its address changes, when the network comes back, and when its cached answer
 * was replaced. What was loaded before is there at once.
 */
export class ResourceController<T> implements ReactiveController {
  readonly #host: Host;
  readonly #consumer: ContextConsumer<typeof servicesContext, Host>;
  readonly #resource: () => Resource<T> | null;
  readonly #onLoaded: ((value: T, services: Services) => void) | undefined;
  #path: string | null = null;
  #abort: AbortController | undefined;
  #ends: (() => void)[] = [];
  #wasOnline = true;
  value: T | undefined;
  problem: CatalogueProblem | null = null;
  /** True when it takes long enough to show that something is coming. */
  slow = false;

  constructor(
    host: Host,
    resource: () => Resource<T> | null,
    onLoaded?: (value: T, services: Services) => void,
  ) {
    this.#host = host;
    this.#resource = resource;
    this.#onLoaded = onLoaded;
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
    this.#connect();
  }

  hostDisconnected(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#abort?.abort();
    this.#path = null;
  }

  hostUpdate(): void {
    const path = this.#resource()?.path ?? null;
    if (path === this.#path || this.#services === undefined) return;
    this.#path = path;
    this.value = undefined;
    void this.reload();
  }

  /** Asks the server again; what is shown stays until the answer is here. */
  async reload(): Promise<void> {
    const services = this.#services;
    const resource = this.#resource();
    this.#abort?.abort();
    if (services === undefined || resource === null) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.value ??= services.catalogue.peek(resource);
    if (this.value !== undefined) this.#onLoaded?.(this.value, services);
    this.problem = null;
    const timer = setTimeout(() => {
      this.slow = true;
      this.#host.requestUpdate();
    }, SKELETON_AFTER_MS);
    try {
      const value = await services.catalogue.load(resource, abort.signal);
      if (abort.signal.aborted) return;
      this.value = value;
      this.#onLoaded?.(value, services);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.problem = error instanceof CatalogueError ? error.problem : 'bad-answer';
    } finally {
      clearTimeout(timer);
      if (!abort.signal.aborted) {
        this.slow = false;
        this.#host.requestUpdate();
      }
    }
  }

  #connect(): void {
    const services = this.#services;
    if (services === undefined || !this.#host.isConnected || this.#ends.length > 0) return;
    const { catalogue, connectivity } = services;
    this.#wasOnline = connectivity.online;
    this.#ends = [
      catalogue.onUpdated((path) => {
        if (path === this.#path) void this.reload();
      }),
      connectivity.subscribe(() => {
        const { online } = connectivity;
        if (online && !this.#wasOnline) void this.reload();
        this.#wasOnline = online;
      }),
    ];
    this.#host.requestUpdate();
  }
}
