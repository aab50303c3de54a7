import type { DownloadsPort, DownloadView } from '../../engine/downloads-port.ts';
import { byOrder } from '../../core/downloads/schedule.ts';
import { backupSummary, type BackupProblem } from '../text/backup-text.ts';
import { BackupError, readBackup, writeBackup, type Backup } from './backup-file.ts';
import type { Catalogue } from './catalogue.ts';
import { newRows, readListeningRows, writeListeningRows } from './listening-rows.ts';
import type { Listening } from './listening.ts';
import { Listeners, type Observable } from './observable.ts';
import { subscriptionsResource } from './resources.ts';
import type { OpmlImport } from './opml-import.ts';
import type { Settings } from './settings.ts';
import { writeOpml } from './write-opml.ts';

export type BackupState =
  | { readonly status: 'idle' | 'working' }
  /** A file was read, and is loaded when somebody agrees. */
  | { readonly status: 'asking'; readonly backup: Backup }
  | { readonly status: 'saved' }
  | { readonly status: 'loaded'; readonly summary: string }
  | { readonly status: 'failed'; readonly problem: BackupProblem };

interface BackupOptions {
  readonly catalogue: Pick<Catalogue, 'load'>;
  readonly downloads: Pick<DownloadsPort, 'downloadAll' | 'pin' | 'preferences' | 'setPreferences' | 'views'>;
  readonly listening: Pick<Listening, 'open'>;
  readonly opmlImport: Pick<OpmlImport, 'start'>;
  readonly settings: Pick<Settings, 'change' | 'snapshot'>;
  /** Hands a file to the listener. */
  readonly saveFile: (name: string, content: Blob) => void;
}

/** Saves what a listener has into one file, and merges such a file into what is here. */
export class BackupKeeper implements Observable {
  readonly #options: BackupOptions;
  readonly #listeners = new Listeners();
  #state: BackupState = { status: 'idle' };

  readonly subscribe = this.#listeners.add;

  constructor(options: BackupOptions) {
    this.#options = options;
  }

  get state(): BackupState {
    return this.#state;
  }

  /** Never rejects. */
  async save(nowMs: number): Promise<void> {
    await this.#work(async () => {
      const backup = await this.#gather(nowMs);
      const day = new Date(nowMs).toISOString().slice(0, 10);
      this.#options.saveFile(
        `carryon-${day}.json`,
        new Blob([writeBackup(backup)], { type: 'application/json' }),
      );
      return { status: 'saved' };
    });
  }

  /** Reads a file, and asks whether to load it; never rejects. */
  async read(file: Blob): Promise<void> {
    await this.#work(async () => {
      const text = await file.text().catch(() => {
        throw new BackupFailure('unreadable');
      });
      return { status: 'asking', backup: readBackup(text) };
    });
  }

  /** Merges what was read into what is here, with its downloads or without; never rejects. */
  async load(withDownloads: boolean): Promise<void> {
    if (this.#state.status !== 'asking') return;
    const { backup } = this.#state;
    const taken = withDownloads ? backup : { ...backup, downloads: [] };
    await this.#work(async () => {
      await this.#mergeListening(taken);
      this.#options.settings.change(taken.settings);
      await this.#options.downloads.setPreferences(taken.preferences);
      await this.#wishFor(taken);
      if (taken.subscriptions.length > 0) void this.#options.opmlImport.start(opmlOf(taken));
      return { status: 'loaded', summary: backupSummary(taken) };
    });
  }

  /** Forgets what was read or told. */
  close(): void {
    this.#set({ status: 'idle' });
  }

  async #gather(nowMs: number): Promise<Backup> {
    const { catalogue, downloads, settings } = this.#options;
    const { items } = await catalogue.load(subscriptionsResource()).catch(() => {
      throw new BackupFailure('no-subscriptions');
    });
    const rows = await this.#listeningRows();
    return {
      savedAt: nowMs,
      subscriptions: items.map(({ feed, title }) => ({ title, url: feed.url })),
      listening: rows.heard,
      marks: rows.marks,
      downloads: wishesOf(downloads.views()),
      settings: settings.snapshot,
      preferences: downloads.preferences(),
    };
  }

  async #mergeListening({ listening, marks }: Backup): Promise<void> {
    const rows = newRows(await this.#listeningRows(), { heard: listening, marks });
    await writeListeningRows(rows).catch(refuseStorage);
    await this.#options.listening.open();
  }

  #listeningRows() {
    return readListeningRows().catch(refuseStorage);
  }

  async #wishFor(backup: Backup): Promise<void> {
    const { downloads } = this.#options;
    const views = downloads.views();
    const wishes = backup.downloads.filter(({ episode }) => isAbsent(views.get(episode.id)));
    await downloads.downloadAll(wishes.map(({ episode }) => episode));
    const kept = wishes.filter(({ pinned }) => pinned);
    await Promise.all(kept.map(({ episode }) => downloads.pin(episode.id, true)));
  }

  async #work(work: () => Promise<BackupState>): Promise<void> {
    if (this.#state.status === 'working') return;
    this.#set({ status: 'working' });
    try {
      this.#set(await work());
    } catch (error) {
      this.#set({ status: 'failed', problem: problemOf(error) });
    }
  }

  #set(state: BackupState): void {
    this.#state = state;
    this.#listeners.notify();
  }
}

class BackupFailure extends Error {
  override readonly name = 'BackupFailure';
  readonly problem: BackupProblem;

  constructor(problem: BackupProblem) {
    super(problem);
    this.problem = problem;
  }
}

function problemOf(error: unknown): BackupProblem {
  if (error instanceof BackupFailure) return error.problem;
  return error instanceof BackupError ? error.code : 'storage-refused';
}

function refuseStorage(): never {
  throw new BackupFailure('storage-refused');
}

const isAbsent = (view: DownloadView | undefined): boolean =>
  view === undefined || view.download.status === 'cancelled';

const wishesOf = (views: ReadonlyMap<string, DownloadView>): Backup['downloads'] =>
  [...views.values()]
    .map(({ download }) => download)
    .filter(({ status }) => status !== 'cancelled')
    .toSorted(byOrder)
    .map(({ episode, pinned }) => ({ episode, pinned }));

const opmlOf = ({ subscriptions }: Backup): Blob => new Blob([writeOpml(subscriptions)]);
