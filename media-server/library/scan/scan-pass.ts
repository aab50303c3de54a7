import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Chapters } from '../../../core/api/episode.ts';
import { uuidV7 } from '../../database/uuid-v7.ts';
import { cleanLine } from '../clean-text.ts';
import { descriptionHtml } from '../description-html.ts';
import { fileNameFacts } from '../file-name-facts.ts';
import { sameVersion, versionOf, type FileVersion } from '../file-version.ts';
import type { InspectedMedia, InspectOutcome } from '../inspect/inspect-file.ts';
import type { Inspector } from '../inspect/inspector.ts';
import { readDateMs } from '../inspect/media-tags.ts';
import { baseNameOf, isMediaName, isShowArtworkName, showFolderOf, splitPath } from '../media-files.ts';
import { readShowFile, showFacts, type ShowFile } from '../show-facts.ts';
import { readSidecar } from '../sidecars/read-sidecar.ts';
import { sortKeyOf } from '../sort-key.ts';
import { ArtworkIntake } from './artwork-intake.ts';
import { EpisodeIndex, identify, type IndexedEpisode } from './episode-index.ts';
import { findSidecars, sidecarStateOf, type Sidecar } from './folder-sidecars.ts';
import type {
  FoundProblem,
  KnownProblem,
  LibraryShow,
  LibraryWriter,
  TranscriptRow,
} from './library-writer.ts';
import { decodeText, readCapped } from './read-capped.ts';
import type { Settling } from './settling.ts';
import { walkLibrary, type LibraryTree } from './walk-library.ts';

const MAX_SIDECAR_BYTES = 4 * 1024 * 1024;
const MAX_ARTWORK_BYTES = 20 * 1024 * 1024;
const KEEP_MISSING_MS = 30 * 24 * 3_600_000;
/** A file that is copied and then removed at its old place within this time has moved. */
const MOVE_BY_COPY_MS = 10 * 60_000;
const NO_VERSION: FileVersion = { bytes: 0, mtimeMs: 0, ctimeMs: 0 };

export interface ScanContext {
  /** Absolute path without symbolic links. */
  readonly libraryFolder: string;
  readonly dataFolder: string;
  readonly writer: LibraryWriter;
  readonly inspector: Pick<Inspector, 'inspect'>;
  readonly settling: Settling;
  readonly now: () => number;
}

export interface ScanResult {
  readonly tree: LibraryTree;
  /** Media files that are still being written, and wait for a later pass. */
  readonly unsettled: number;
  /** Media files whose content was read in this pass. */
  readonly inspected: number;
  /** How long it took to find out what changed, without reading it. */
  readonly listingMs: number;
}

interface ToRead {
  readonly path: string;
  /** As it was when the pass began. */
  readonly version: FileVersion;
  readonly sidecars: readonly Sidecar[];
}

/** Brings the catalogue in line with the files of the library, reading only those that changed. */
export async function runScanPass(context: ScanContext): Promise<ScanResult> {
  const startedMs = context.now();
  const tree = walkLibrary(context.libraryFolder, context.dataFolder);
  const known = {
    index: new EpisodeIndex(await context.writer.loadEpisodes()),
    shows: await context.writer.loadShows(),
    problems: await context.writer.loadProblems(),
  };
  return new ScanPass(context, tree, known, startedMs).run();
}

interface Known {
  readonly index: EpisodeIndex;
  readonly shows: readonly LibraryShow[];
  readonly problems: ReadonlyMap<string, KnownProblem>;
}

class ScanPass {
  readonly #context: ScanContext;
  readonly #tree: LibraryTree;
  readonly #startedMs: number;
  readonly #index: EpisodeIndex;
  readonly #problems: ReadonlyMap<string, KnownProblem>;
  readonly #artworks: ArtworkIntake;
  readonly #showByFolder = new Map<string, LibraryShow>();
  readonly #changedShows = new Set<string>();
  readonly #toRead = new Map<string, ToRead>();

  constructor(context: ScanContext, tree: LibraryTree, known: Known, startedMs: number) {
    this.#context = context;
    this.#tree = tree;
    this.#startedMs = startedMs;
    this.#index = known.index;
    this.#problems = known.problems;
    this.#artworks = new ArtworkIntake(context.writer, context.dataFolder);
    for (const show of known.shows) this.#showByFolder.set(show.folder, show);
  }

  async run(): Promise<ScanResult> {
    await this.#compareFiles();
    const listingMs = this.#context.now() - this.#startedMs;
    const inspected = this.#toRead.size;
    for (const group of this.#readingOrder()) await this.#readGroup(group);
    await this.#retireVanished();
    await this.#refreshShows();
    await this.#refreshProblems();
    await this.#context.writer.purgeMissing(this.#context.now() - KEEP_MISSING_MS);
    return { tree: this.#tree, unsettled: this.#context.settling.endPass(), inspected, listingMs };
  }

  /** Finds the media files that are to be read, and brings back the episodes whose file is there again as it was. */
  async #compareFiles(): Promise<void> {
    const { settling, writer } = this.#context;
    const sidecarsByMedia = findSidecars(this.#tree.files);
    for (const [path, version] of this.#tree.files) {
      if (!isMediaName(path)) continue;
      const sidecars = sidecarsByMedia.get(path) ?? [];
      const sidecarState = sidecarStateOf(sidecars);
      const asBefore = (episode: IndexedEpisode | null): episode is IndexedEpisode =>
        episode !== null && sameVersion(episode.version, version) && episode.sidecarState === sidecarState;

      const live = this.#index.liveAt(path);
      if (asBefore(live)) continue;
      const missing = this.#index.missingAt(path);
      if (live === null && asBefore(missing)) {
        await writer.revive(missing.id);
        this.#index.set({ ...missing, missingSinceMs: null });
        this.#changedShows.add(missing.showId);
        continue;
      }
      const problem = this.#problems.get(path);
      if (live === null && problem && problem.code !== 'bad-artwork' && sameVersion(problem, version))
        continue;
      if (settling.isSettled(path, version, this.#startedMs))
        this.#toRead.set(path, { path, version, sidecars });
    }
  }

  /**
   * One show at a time, in order of path. A folder that may be the new name of another one is read as a whole before
   * anything is written, so that the show is recognized by all its episodes, whichever comes first.
   */
  *#readingOrder(): Iterable<readonly ToRead[]> {
    const byFolder = Map.groupBy(
      [...this.#toRead.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      ({ path }) => showFolderOf(path),
    );
    const someShowVanished = [...this.#showByFolder.values()].some(
      (show) => show.missing_since_ms === null && !this.#tree.folders.has(show.folder),
    );
    for (const [folder, files] of byFolder) {
      if (someShowVanished && !this.#showByFolder.has(folder)) yield files;
      else yield* files.map((file) => [file]);
    }
  }

  async #readGroup(files: readonly ToRead[]): Promise<void> {
    const inspected: {
      file: ToRead;
      media: InspectedMedia;
      artworkId: string | null;
      problems: FoundProblem[];
    }[] = [];
    for (const file of files) {
      const outcome = await this.#context.inspector.inspect(join(this.#context.libraryFolder, file.path));
      if (outcome.status === 'gone') continue;
      if (this.#isStillWritten(file, outcome)) {
        this.#toRead.delete(file.path);
        continue;
      }
      if (outcome.status === 'problem') {
        await this.#refuse(file, { path: file.path, version: file.version, ...pick(outcome) });
        continue;
      }
      const { picture, ...media } = outcome.media;
      const artworkId = picture === null ? null : await this.#artworks.take(picture);
      const problems = picture !== null && artworkId === null ? [brokenArtwork(file.path, file.version)] : [];
      inspected.push({ file, media: { ...media, picture: null }, artworkId, problems });
    }
    const [first] = inspected;
    if (first === undefined) return;
    const folder = showFolderOf(first.file.path);
    await this.#nameShow(
      folder,
      inspected.map(({ file, media }) => identify(this.#index, file.path, media.fingerprint, this.#vacated)),
    );
    for (const { file, media, artworkId, problems } of inspected) {
      await this.#saveEpisode(file, media, artworkId, problems);
    }
  }

  /** Whether it changed while it was read, or looks as if more of it were to come. */
  #isStillWritten({ path, version }: ToRead, outcome: InspectOutcome): boolean {
    const { settling, libraryFolder, now } = this.#context;
    const atMs = now();
    const present = presentVersion(join(libraryFolder, path));
    if (present === null) return true;
    if (!sameVersion(present, version)) return !settling.isSettled(path, present, atMs);
    const live = this.#index.liveAt(path);
    return live !== null && this.#holdsLess(live, outcome) && !settling.isSettledForLong(path, version, atMs);
  }

  /** Whether the file of an episode now holds less than before, and nothing that is known from elsewhere. */
  #holdsLess(live: IndexedEpisode, outcome: InspectOutcome): boolean {
    if (outcome.status !== 'media') return true;
    const { fingerprint, version } = outcome.media;
    return version.bytes < live.version.bytes && this.#index.withContent(fingerprint).length === 0;
  }

  /** What is at the path is no episode: its old one goes, and the problem is listed. */
  async #refuse(file: ToRead, problem: FoundProblem): Promise<void> {
    const { writer, now } = this.#context;
    const live = this.#index.liveAt(file.path);
    if (live) {
      await writer.markMissing([live.id], now());
      this.#index.set({ ...live, missingSinceMs: now() });
      this.#changedShows.add(live.showId);
    }
    await writer.saveProblems([file.path], [problem]);
  }

  readonly #vacated = (episode: IndexedEpisode): boolean =>
    !this.#tree.files.has(episode.path) || this.#toRead.has(episode.path);

  /** Makes sure that the folder has a show; a folder that most of a vanished show moved to takes over that show. */
  async #nameShow(folder: string, identities: readonly (IndexedEpisode | null)[]): Promise<void> {
    if (this.#showByFolder.has(folder)) return;
    const votes = Map.groupBy(
      identities.filter((episode) => episode !== null),
      ({ showId }) => showId,
    );
    const moved = [...this.#showByFolder.values()]
      .filter((show) => votes.has(show.id) && show.folder !== '' && !this.#tree.folders.has(show.folder))
      .toSorted((a, b) => (votes.get(b.id)?.length ?? 0) - (votes.get(a.id)?.length ?? 0))[0];
    if (moved) this.#showByFolder.delete(moved.folder);
    const show: LibraryShow = moved
      ? { ...moved, folder, missing_since_ms: null }
      : {
          id: uuidV7(this.#context.now()),
          folder,
          title: cleanLine(folder, 300) || 'Loose files',
          author: '',
          description_html: '',
          language: null,
          artwork_id: null,
          source_state: '',
          missing_since_ms: null,
        };
    this.#showByFolder.set(folder, show);
    await this.#context.writer.saveShow(show);
  }

  async #saveEpisode(
    file: ToRead,
    media: InspectedMedia,
    artworkId: string | null,
    problems: readonly FoundProblem[],
  ): Promise<void> {
    const { writer, now } = this.#context;
    const { path, sidecars } = file;
    const known = identify(this.#index, path, media.fingerprint, this.#vacated);
    const here = this.#index.liveAt(path);
    const displaced = here && here.id !== known?.id ? here : null;
    const show = this.#showByFolder.get(showFolderOf(path));
    if (!show) throw new Error(`No show for ${path}`);

    const read = await this.#readSidecars(sidecars);
    const id = known?.id ?? uuidV7(now());
    const addedAtMs = known?.addedAtMs ?? now();
    const { folder, name } = splitPath(path);
    const nameFacts = fileNameFacts(baseNameOf(name), splitPath(folder).name);
    const { tags } = media;
    const statedMs = tags.publishedAtMs ?? readDateMs(nameFacts.date);
    // The date of a file that states none must not move when the file is written again.
    const publishedAtMs = statedMs ?? (known?.dated === false ? known.publishedAtMs : media.version.mtimeMs);
    const season = tags.season ?? nameFacts.season;
    const episode = tags.episode ?? nameFacts.episode;
    const chapters: Chapters | null = read.chapters ?? media.chapters;
    const sidecarState = sidecarStateOf(sidecars);

    await writer.saveEpisode(
      {
        id,
        show_id: show.id,
        type: media.type,
        kind: media.kind,
        bytes: media.version.bytes,
        title: tags.title || cleanLine(nameFacts.title, 500) || 'Untitled',
        description_html: descriptionHtml(tags.notes),
        published_at_ms: publishedAtMs,
        duration_seconds: media.durationSeconds,
        season,
        episode,
        artwork_id: artworkId,
        chapters: chapters === null ? null : JSON.stringify(chapters),
        sort_key: sortKeyOf({ id, publishedAtMs, season, episode }),
        added_at_ms: addedAtMs,
      },
      {
        path,
        bytes: media.version.bytes,
        mtime_ms: media.version.mtimeMs,
        ctime_ms: media.version.ctimeMs,
        sidecar_state: sidecarState,
        fingerprint: media.fingerprint,
        dated: statedMs === null ? 0 : 1,
        album: tags.album,
        author: tags.author,
        language: tags.language,
      },
      read.transcripts,
      [...problems, ...read.problems],
      [path, ...sidecars.map((sidecar) => sidecar.path)],
      displaced?.id ?? null,
      now(),
    );

    if (displaced) {
      this.#index.set({ ...displaced, missingSinceMs: now() });
      this.#changedShows.add(displaced.showId);
    }
    if (known) this.#changedShows.add(known.showId);
    this.#changedShows.add(show.id);
    this.#index.set({
      id,
      showId: show.id,
      path,
      version: media.version,
      sidecarState,
      fingerprint: media.fingerprint,
      publishedAtMs,
      dated: statedMs !== null,
      addedAtMs,
      missingSinceMs: null,
    });
    this.#toRead.delete(path);
  }

  async #readSidecars(sidecars: readonly Sidecar[]) {
    const transcripts: TranscriptRow[] = [];
    const problems: FoundProblem[] = [];
    let chapters: Chapters | null = null;
    for (const sidecar of sidecars) {
      try {
        const bytes = await readCapped(join(this.#context.libraryFolder, sidecar.path), MAX_SIDECAR_BYTES);
        const content = readSidecar(decodeText(bytes), sidecar);
        if (content.kind === 'chapters') chapters ??= content.chapters;
        else transcripts.push({ language: content.language ?? 'und', vtt: content.vtt });
      } catch (error) {
        problems.push({ ...badSidecar(sidecar.path, error), version: sidecar.version });
      }
    }
    return { transcripts, problems, chapters };
  }

  /** Episodes whose file went away wait for it to come back, unless a copy of it stayed: then that was a move. */
  async #retireVanished(): Promise<void> {
    const { writer, now } = this.#context;
    const retired: string[] = [];
    for (const episode of this.#index.live().filter(({ path }) => !this.#tree.files.has(path))) {
      this.#changedShows.add(episode.showId);
      const twin = this.#index
        .withContent(episode.fingerprint)
        .find(
          ({ id, missingSinceMs, addedAtMs, path }) =>
            id !== episode.id &&
            missingSinceMs === null &&
            addedAtMs > episode.addedAtMs &&
            now() - addedAtMs < MOVE_BY_COPY_MS &&
            this.#tree.files.has(path),
        );
      if (twin) {
        await writer.takeOver(episode, twin);
        this.#index.delete(twin.id);
        this.#index.set({ ...twin, id: episode.id, addedAtMs: episode.addedAtMs });
        this.#changedShows.add(twin.showId);
      } else {
        retired.push(episode.id);
        this.#index.set({ ...episode, missingSinceMs: now() });
      }
    }
    await writer.markMissing(retired, now());
  }

  async #refreshShows(): Promise<void> {
    const { writer, now } = this.#context;
    const inUse = new Set(this.#index.live().map(({ showId }) => showId));
    const emptied: string[] = [];
    const sources = findShowSources(this.#tree);
    for (const show of this.#showByFolder.values()) {
      if (!inUse.has(show.id)) {
        if (show.missing_since_ms === null) emptied.push(show.id);
        continue;
      }
      const files = sources.get(show.folder) ?? [];
      const sourceState = sidecarStateOf(files);
      const changed = this.#changedShows.has(show.id) || show.source_state !== sourceState;
      if (changed || show.missing_since_ms !== null) await this.#refreshShow(show, files, sourceState);
    }
    await writer.setShowsMissing(emptied, now());
  }

  async #refreshShow(show: LibraryShow, files: readonly ShowSource[], sourceState: string): Promise<void> {
    const { writer, libraryFolder } = this.#context;
    const episodes = await writer.episodesOfShow(show.id);
    const problems: FoundProblem[] = [];
    let showFile: ShowFile | null = null;
    let artworkId: string | null = null;
    for (const { path, version } of files) {
      try {
        const isArtwork = isShowArtworkName(splitPath(path).name);
        if (isArtwork && artworkId !== null) continue;
        const bytes = await readCapped(
          join(libraryFolder, path),
          isArtwork ? MAX_ARTWORK_BYTES : MAX_SIDECAR_BYTES,
        );
        if (!isArtwork) showFile = readShowFile(decodeText(bytes));
        else {
          artworkId = await this.#artworks.take(bytes);
          if (artworkId === null) problems.push(brokenArtwork(path, version));
        }
      } catch (error) {
        problems.push({ ...badSidecar(path, error), version });
      }
    }
    const facts = showFacts(showFile, episodes, show.folder);
    await writer.saveShow({
      id: show.id,
      folder: show.folder,
      title: facts.title,
      author: facts.author,
      description_html: facts.descriptionHtml,
      language: facts.language,
      artwork_id: artworkId ?? episodes.find(({ artwork_id }) => artwork_id !== null)?.artwork_id ?? null,
      source_state: sourceState,
      missing_since_ms: null,
    });
    await writer.saveProblems(
      files.map(({ path }) => path),
      problems,
    );
  }

  /** Drops the problems of files that went away, and lists what the walk met. */
  async #refreshProblems(): Promise<void> {
    const gone = [...this.#problems.keys()].filter((path) => !this.#tree.files.has(path));
    await this.#context.writer.saveProblems(
      gone,
      this.#tree.problems.map((problem) => ({ ...problem, version: NO_VERSION })),
    );
  }
}

function presentVersion(absolutePath: string): FileVersion | null {
  try {
    return versionOf(lstatSync(absolutePath));
  } catch {
    return null;
  }
}

interface ShowSource {
  readonly path: string;
  readonly version: FileVersion;
}

/** The `show.json` and the pictures of every show, by its folder, in order of name: `cover` stands before `folder`. */
function findShowSources(tree: LibraryTree): Map<string, ShowSource[]> {
  const sources = new Map<string, ShowSource[]>();
  for (const [path, version] of [...tree.files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { folder, name } = splitPath(path);
    if (folder !== showFolderOf(path) || !(name === 'show.json' || isShowArtworkName(name))) continue;
    sources.set(folder, [...(sources.get(folder) ?? []), { path, version }]);
  }
  return sources;
}

const pick = ({ code, detail }: Pick<FoundProblem, 'code' | 'detail'>) => ({ code, detail });

const brokenArtwork = (path: string, version: FileVersion): FoundProblem => ({
  path,
  version,
  code: 'bad-artwork',
  detail: 'The picture cannot be decoded.',
});

const badSidecar = (path: string, error: unknown): Omit<FoundProblem, 'version'> => ({
  path,
  code: 'bad-sidecar',
  detail: error instanceof Error ? error.message : String(error),
});
