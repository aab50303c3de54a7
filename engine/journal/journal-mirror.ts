import type { Download } from '../../core/downloads/download.ts';
import { listen, type JournalEntry } from './channel.ts';
import { readJournal } from './journal.ts';

/** The journal in memory, kept in step with what any context writes. */
export class JournalMirror {
  /** Resolves when the journal was read. */
  readonly loaded: Promise<void>;
  /** Follows the journal no longer. */
  readonly close: () => void;
  readonly #revisions = new Map<string, number>();
  readonly #downloads = new Map<string, Download>();
  readonly #subscribers = new Set<() => void>();

  constructor() {
    this.close = listen((message) => {
      if (message.type === 'journal-changed') this.#take(message.entry);
    });
    this.loaded = readJournal().then((entries) => {
      for (const [episodeId, { revision, download }] of entries)
        this.#take({ episodeId, revision, download });
    });
  }

  downloads(): ReadonlyMap<string, Download> {
    return this.#downloads;
  }

  subscribe(onChange: () => void): () => void {
    this.#subscribers.add(onChange);
    return () => this.#subscribers.delete(onChange);
  }

  /** Entries come over more than one way; an older one changes nothing. */
  #take({ episodeId, revision, download }: JournalEntry): void {
    if (revision <= (this.#revisions.get(episodeId) ?? 0)) return;
    this.#revisions.set(episodeId, revision);
    if (download === null) this.#downloads.delete(episodeId);
    else this.#downloads.set(episodeId, download);
    this.#subscribers.forEach((onChange) => onChange());
  }
}
