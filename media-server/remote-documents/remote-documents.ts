import type { Kysely } from 'kysely';
import type { Chapters } from '../../core/api/episode.ts';
import type { Database, RemoteDocumentTable } from '../database/schema.ts';
import { ProblemError } from '../http/problem.ts';
import type { Credentials, OutboundFetch } from '../outbound/outbound-types.ts';
import { DocumentFailure } from './document-failure.ts';
import { fetchDocument, type FetchedDocument } from './fetch-document.ts';
import { readRemoteChapters, type RemoteChapter } from './read-chapters.ts';
import { readTranscript } from './read-transcript.ts';
import {
  RemoteDocumentRepository,
  type DocumentedEpisode,
  type WantedDocument,
} from './remote-document-repository.ts';

export interface RemoteDocumentsOptions {
  readonly db: Kysely<Database>;
  readonly outbound: OutboundFetch;
  /** The path under which we serve a picture that is elsewhere. */
  readonly artworkPathOf: (url: string) => Promise<string>;
}

const ACCEPT = {
  chapters: 'application/json+chapters, application/json;q=0.9, */*;q=0.5',
  transcript: 'text/vtt, application/x-subrip, application/json, text/html, text/plain;q=0.9, */*;q=0.5',
};
/** Publishers add to chapters and mend transcripts after the episode is out. */
const LASTS_MS = 24 * 60 * 60_000;
const MAX_REMEMBERED = 10_000;

/**
 * Chapters and transcripts that publishers have: fetched when they are first asked for, and answered from the store. One that could
 * not be had is not asked for again for some minutes.
 */
export class RemoteDocuments {
  readonly #outbound: OutboundFetch;
  readonly #repository: RemoteDocumentRepository;
  readonly #artworkPathOf: RemoteDocumentsOptions['artworkPathOf'];
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #failures = new Map<string, DocumentFailure>();

  constructor({ db, outbound, artworkPathOf }: RemoteDocumentsOptions) {
    this.#outbound = outbound;
    this.#repository = new RemoteDocumentRepository(db);
    this.#artworkPathOf = artworkPathOf;
  }

  /**
   * Brings the chapters of an episode into the catalogue, when only the publisher has them.
   * @throws ProblemError `document-unreachable`
   */
  async bringChapters(episodeId: string): Promise<void> {
    const episode = await this.#repository.findEpisode(episodeId);
    if (!episode || episode.chaptersUrl === null) return;
    await this.#bring(episode, { kind: 'chapters', position: 0, url: episode.chaptersUrl });
  }

  /**
   * Brings a transcript of an episode into the catalogue, when only the publisher has it; one from an address that the feed
   * names no more goes.
   * @throws ProblemError `document-unreachable`
   */
  async bringTranscript(episodeId: string, position: number): Promise<void> {
    const episode = await this.#repository.findEpisode(episodeId);
    if (!episode) return;
    const url = episode.transcripts[position]?.url;
    const stored = await this.#repository.findStored(episodeId, { kind: 'transcript', position });
    if (stored !== null && stored.url !== url) await this.#repository.forgetTranscript(episodeId, position);
    if (url !== undefined) await this.#bring(episode, { kind: 'transcript', position, url });
  }

  async #bring(episode: DocumentedEpisode, wanted: WantedDocument): Promise<void> {
    const stored = await this.#repository.findStored(episode.id, wanted);
    if (stored !== null && isCurrent(stored, episode, wanted)) {
      if (Date.now() - stored.stored_at_ms > LASTS_MS) this.#once(episode, wanted).catch(() => undefined);
      return;
    }
    try {
      await this.#once(episode, wanted);
    } catch (error) {
      if (!(error instanceof DocumentFailure)) throw error;
      const isElsewhere = wanted.kind === 'chapters' && episode.hasChapters;
      if (error.isPassing && !isElsewhere) throw unreachable(error);
    }
  }

  /** Once for all who ask. @throws DocumentFailure */
  #once(episode: DocumentedEpisode, wanted: WantedDocument): Promise<void> {
    const key = `${episode.id} ${wanted.kind} ${wanted.position} ${wanted.url}`;
    const failure = this.#failures.get(key);
    if (failure !== undefined && failure.askAgainAtMs > Date.now()) return Promise.reject(failure);
    let underWay = this.#underWay.get(key);
    if (underWay === undefined) {
      underWay = this.#fetch(episode, wanted)
        .then(() => void this.#failures.delete(key))
        .catch((error: unknown) => this.#remember(key, error))
        .finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, underWay);
    }
    return underWay;
  }

  #remember(key: string, error: unknown): never {
    if (error instanceof DocumentFailure) {
      if (this.#failures.size >= MAX_REMEMBERED) this.#failures.clear();
      this.#failures.set(key, error);
    }
    throw error;
  }

  async #fetch(episode: DocumentedEpisode, wanted: WantedDocument): Promise<void> {
    const { kind, url } = wanted;
    const fetched = await fetchDocument(this.#outbound, url, credentialsFor(url, episode), ACCEPT[kind]);
    return kind === 'chapters'
      ? this.#storeChapters(episode, wanted, fetched)
      : this.#storeTranscript(episode, wanted, fetched);
  }

  async #storeChapters(
    episode: DocumentedEpisode,
    wanted: WantedDocument,
    { text, url }: FetchedDocument,
  ): Promise<void> {
    const found = readRemoteChapters(text, url);
    if (found === null) throw new DocumentFailure(false, Date.now());
    await this.#repository.saveChapters(episode, wanted, await this.#withPictures(found), Date.now());
  }

  async #storeTranscript(
    episode: DocumentedEpisode,
    wanted: WantedDocument,
    { text }: FetchedDocument,
  ): Promise<void> {
    const type = episode.transcripts[wanted.position]?.type ?? '';
    const vtt = readTranscript(text, { type, durationSeconds: episode.durationSeconds });
    if (vtt === null) throw new DocumentFailure(false, Date.now());
    await this.#repository.saveTranscript(episode, wanted, vtt, Date.now());
  }

  async #withPictures(found: readonly RemoteChapter[]): Promise<Chapters> {
    const paths = new Map<string, string>();
    for (const { imageUrl } of found) {
      if (imageUrl !== null && !paths.has(imageUrl)) paths.set(imageUrl, await this.#artworkPathOf(imageUrl));
    }
    const chapters = found.map(({ chapter, imageUrl }) => {
      const img = imageUrl === null ? undefined : paths.get(imageUrl);
      return img === undefined ? chapter : { ...chapter, img };
    });
    return { version: '1.2.0', chapters };
  }
}

/** Chapters were written over when another item was read. */
const isCurrent = (
  stored: RemoteDocumentTable,
  { contentHash }: DocumentedEpisode,
  wanted: WantedDocument,
): boolean =>
  stored.url === wanted.url && (wanted.kind === 'transcript' || stored.content_hash === contentHash);

function unreachable({ askAgainAtMs }: DocumentFailure): ProblemError {
  const seconds = Math.max(1, Math.ceil((askAgainAtMs - Date.now()) / 1000));
  return new ProblemError('document-unreachable', undefined, { 'Retry-After': String(seconds) });
}

function credentialsFor(url: string, { feedUrl, credentials }: DocumentedEpisode): Credentials | null {
  return new URL(url).origin === new URL(feedUrl).origin ? credentials : null;
}
