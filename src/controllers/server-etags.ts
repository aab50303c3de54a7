import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import { servicesContext, type Services } from '../contexts/services.ts';
import { showEpisodesResource } from '../services/resources.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** Which version of an episode the catalogue names, as far as it was read: the latest episodes of each show that is asked about. */
export class ServerEtags implements ReactiveController {
  readonly #host: Host;
  readonly #consumer: ContextConsumer<typeof servicesContext, Host>;
  readonly #wanted = new Set<string>();
  readonly #asked = new Set<string>();
  #unsubscribe: (() => void) | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#consumer = new ContextConsumer(host, { context: servicesContext });
    host.addController(this);
  }

  /** Null where the server has not hashed it yet; undefined where nothing is known. */
  etagOf({ id, showId }: EpisodeSummary): string | null | undefined {
    this.#wanted.add(showId);
    return this.#consumer.value?.catalogue.recall(id)?.media.etag;
  }

  hostUpdated(): void {
    const services = this.#consumer.value;
    if (services === undefined) return;
    this.#unsubscribe ??= services.catalogue.onUpdated((path) => {
      const showId = [...this.#asked].find((id) => showEpisodesResource(id, null).path === path);
      if (showId !== undefined) void this.#load(services, showId);
    });
    for (const showId of this.#wanted) {
      if (this.#asked.has(showId)) continue;
      this.#asked.add(showId);
      void this.#load(services, showId);
    }
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#asked.clear();
  }

  async #load({ catalogue }: Services, showId: string): Promise<void> {
    try {
      const { items } = await catalogue.load(showEpisodesResource(showId, null));
      catalogue.remember(items);
      this.#host.requestUpdate();
    } catch {
      // Offline nothing is known of new versions, and nothing is lost by that.
    }
  }
}
