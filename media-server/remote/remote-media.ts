import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ByteRange } from '../../core/http/byte-range.ts';
import type { Database, RemoteMediaTable } from '../database/schema.ts';
import { ProblemError } from '../http/problem.ts';
import { MediaChanged, type MediaContent } from '../media/media-content.ts';
import type { OutboundFetch, OutboundResponse } from '../outbound/outbound-types.ts';
import { askForVersion } from './pinned-version.ts';
import { PublisherContent } from './publisher-content.ts';
import { credentialsFor, type RemoteEpisode } from './remote-episode.ts';
import { problemOfError, problemOfStatus } from './remote-failure.ts';
import { DOUBTED_MS, RemoteMediaRepository } from './remote-media-repository.ts';
import { RestlessFiles } from './restless-files.ts';
import { servedTypeOf } from './served-type.ts';
import { SpooledMedia, type FoundMedia } from './spooled-media.ts';
import { askForRange, strongDateOf, strongValidatorOf } from './upstream-range.ts';
import { signsOf, totalBytesOf } from './version-signs.ts';

export interface RemoteMediaOptions {
  readonly db: Kysely<Database>;
  readonly outbound: OutboundFetch;
  readonly dataFolder: string;
  /** How much room the spool may take. */
  readonly spoolBytes: number;
  /** How long a request waits for a file that is being fetched whole. */
  readonly waitMs: number;
}

const FIRST_BYTE: ByteRange = { start: 0, end: 1 };
/** A listener that plays on, or whose download goes on, need not make the publisher be asked again and again. */
const CHECK_AGAIN_MS = 10 * 60_000;
/** A publisher that makes another file for each request made the one that is here for us. */
const SPOOLED_LASTS_MS = 24 * 3_600_000;
/** Its use is noted so often: who writes to the database may have to wait for others that do. */
const NOTE_USE_MS = 10 * 60_000;
const MAX_SPOOLED_BYTES = 4 * 1024 ** 3;

/**
 * Files of publishers. Where one is and which version it is gets pinned: a publisher may send every listener to another place, and insert other
 * advertisements each time, but one download gets the bytes of one version. Another version is another generation, with another entity tag.
 */
export class RemoteMedia {
  readonly #outbound: OutboundFetch;
  readonly #repository: RemoteMediaRepository;
  readonly #spooled: SpooledMedia;
  readonly #waitMs: number;
  readonly #restless = new RestlessFiles();
  readonly #pinning = new Map<string, Promise<RemoteMediaTable>>();
  readonly #closed = new AbortController();

  constructor({ db, outbound, dataFolder, spoolBytes, waitMs }: RemoteMediaOptions) {
    this.#outbound = outbound;
    this.#repository = new RemoteMediaRepository(db);
    this.#spooled = new SpooledMedia(this.#repository, dataFolder, spoolBytes);
    this.#waitMs = waitMs;
  }

  /** Call before the first request. Removes files of episodes that are gone. */
  async prepare(): Promise<void> {
    await this.#spooled.prepare();
  }

  /** Breaks off what is being fetched. */
  close(): void {
    this.#closed.abort();
  }

  /**
   * The version of an episode's file that is handed out.
   * @throws ProblemError `media-not-found`, `media-refused`, `media-unreachable`, `fetching`
   */
  async open(episodeId: string, checked: 'now' | 'lately'): Promise<MediaContent> {
    const episode = await this.#repository.findEpisode(episodeId);
    if (episode === null) throw new ProblemError('media-not-found');
    const known = await this.#repository.find(episodeId);
    const nowMs = Date.now();
    const isFresh = checked === 'lately' && known !== null && nowMs - known.pinned_at_ms < CHECK_AGAIN_MS;
    const row = isFresh ? known : await this.#pinInTime(episodeId, episode, known);
    if (nowMs - row.used_at_ms >= NOTE_USE_MS) await this.#repository.noteUsed(episodeId, nowMs);
    if (row.source === 'publisher') return this.#publisherContent(row, episode);
    const content = await this.#spooled.open(row);
    if (content === null) throw fetching();
    return content;
  }

  #publisherContent(row: RemoteMediaTable, episode: RemoteEpisode): MediaContent {
    return new PublisherContent(row, async (range, signal) => {
      const closing = AbortSignal.any([signal, this.#closed.signal]);
      const response = await askForVersion(this.#outbound, row, episode, range, closing);
      if (response === null) {
        await this.#repository.doubt(row);
        throw new MediaChanged();
      }
      if (response.url !== row.url) await this.#repository.noteMoved(row, response.url);
      return response.body;
    });
  }

  /** Once for all who ask; what takes long goes on when they are told to ask again. */
  async #pinInTime(
    episodeId: string,
    episode: RemoteEpisode,
    known: RemoteMediaTable | null,
  ): Promise<RemoteMediaTable> {
    let pinning = this.#pinning.get(episodeId);
    if (pinning === undefined) {
      pinning = this.#pin(episodeId, episode, known).finally(() => this.#pinning.delete(episodeId));
      this.#pinning.set(episodeId, pinning);
    }
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(fetching()), this.#waitMs);
    try {
      return await Promise.race([pinning, late.promise]);
    } catch (error) {
      throw problemOfError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  async #pin(
    episodeId: string,
    episode: RemoteEpisode,
    known: RemoteMediaTable | null,
  ): Promise<RemoteMediaTable> {
    const nowMs = Date.now();
    const kept = known === null ? null : await this.#keep(known, episode, nowMs);
    if (kept !== null) return kept;
    const response = await this.#ask(episode, FIRST_BYTE);
    try {
      const type = typeOf(response, episode);
      const { url } = response;
      const found = { episode_id: episodeId, url, type, pinned_at_ms: nowMs, used_at_ms: nowMs };
      return await this.#pinFound(found, response, episode, known);
    } finally {
      response.body.destroy();
    }
  }

  /** What is pinned already, when it is still to be had; null when not. */
  async #keep(
    known: RemoteMediaTable,
    episode: RemoteEpisode,
    nowMs: number,
  ): Promise<RemoteMediaTable | null> {
    if (known.pinned_at_ms === DOUBTED_MS) return null;
    if (known.source === 'spool') return nowMs - known.pinned_at_ms < SPOOLED_LASTS_MS ? known : null;
    const response = await askForVersion(this.#outbound, known, episode, FIRST_BYTE, this.#closed.signal);
    response?.body.destroy();
    return response === null ? null : this.#save({ ...known, url: response.url, pinned_at_ms: nowMs });
  }

  async #pinFound(
    found: FoundMedia,
    response: OutboundResponse,
    episode: RemoteEpisode,
    known: RemoteMediaTable | null,
  ): Promise<RemoteMediaTable> {
    const { episode_id: episodeId, pinned_at_ms: nowMs } = found;
    const signs = signsOf(response);
    if (known?.source === 'spool' && signs !== null && signs === known.validator) {
      return this.#save({ ...known, pinned_at_ms: nowMs });
    }
    const bytes = totalBytesOf(response);
    const validator = strongValidatorOf(response, nowMs);
    if (response.status !== 206 || bytes === null || validator === null) {
      return this.#spool(found, response, episode);
    }
    const etag = etagOf(bytes, validator);
    if (known !== null && known.etag !== etag) this.#restless.noteChange(episodeId, nowMs);
    if (this.#restless.has(episodeId)) return this.#spool(found, response, episode);
    return this.#save({
      ...found,
      source: 'publisher',
      validator,
      bytes,
      etag,
      modified_at_ms: strongDateOf(response, nowMs),
      part_hashes: '[]',
    });
  }

  /** Takes in the whole file: what is answered already, when it is that. */
  async #spool(
    found: FoundMedia,
    first: OutboundResponse,
    episode: RemoteEpisode,
  ): Promise<RemoteMediaTable> {
    if (first.status === 200) return this.#spooled.take(found, first);
    first.body.destroy();
    const whole = await this.#ask(episode, null);
    try {
      if (whole.status !== 200) throw problemOfStatus(whole);
      return await this.#spooled.take({ ...found, url: whole.url, type: typeOf(whole, episode) }, whole);
    } finally {
      whole.body.destroy();
    }
  }

  /** Asks where the feed says; for all of it without a range. */
  #ask(episode: RemoteEpisode, range: ByteRange | null): Promise<OutboundResponse> {
    const url = episode.enclosureUrl;
    return askForRange(this.#outbound, {
      url,
      range,
      validator: null,
      maxBytes: MAX_SPOOLED_BYTES,
      credentials: credentialsFor(url, episode),
      signal: this.#closed.signal,
    });
  }

  async #save(row: RemoteMediaTable): Promise<RemoteMediaTable> {
    await this.#repository.save(row);
    return row;
  }
}

const fetching = (): ProblemError => new ProblemError('fetching', undefined, { 'Retry-After': '5' });

const etagOf = (bytes: number, validator: string): string =>
  `"${hash('sha256', `${bytes}:${validator}`, 'base64url').slice(0, 27)}"`;

/** The type that a file is served with. @throws ProblemError when the answer brings none that is */
function typeOf(response: OutboundResponse, episode: RemoteEpisode): string {
  if (response.status !== 200 && response.status !== 206) throw problemOfStatus(response);
  const contentType = response.header('content-type');
  const type = servedTypeOf(contentType, episode.type);
  if (type === null) throw new ProblemError('media-refused', `The publisher sends ${contentType}.`);
  return type;
}
