import type { OutboundFetch } from '../outbound/outbound-types.ts';
import { askDirectory } from './ask-directory.ts';
import { readHits, type HitFields } from './directory-hit.ts';
import type { Directory, DirectoryHit, SearchOptions } from './directory.ts';

const BASE_URL = 'https://itunes.apple.com/';
const MAX_LIMIT = 200;
const ID = /^\d{1,15}$/;
/** What it answers to more than about twenty searches a minute. */
const STATUSES = { 403: 'rate-limited' } as const;
const FIELDS: HitFields = {
  title: ['collectionName', 'trackName'],
  author: ['artistName'],
  feedUrl: ['feedUrl'],
  artworkUrl: ['artworkUrl600', 'artworkUrl100', 'artworkUrl60', 'artworkUrl30'],
  episodeCount: ['trackCount'],
  language: [],
};

/**
 * The directory of Apple Podcasts, which needs no key.
 * @see https://developer.apple.com/library/archive/documentation/AudioVideo/Conceptual/iTuneSearchAPI/
 */
export class AppleDirectory implements Directory {
  readonly name = 'apple';
  readonly #outbound: OutboundFetch;
  readonly #baseUrl: string;

  constructor(outbound: OutboundFetch, baseUrl: string = BASE_URL) {
    this.#outbound = outbound;
    this.#baseUrl = baseUrl;
  }

  async search(term: string, { limit, signal }: SearchOptions): Promise<readonly DirectoryHit[]> {
    const wanted = Math.min(limit, MAX_LIMIT);
    return this.#ask('search', { media: 'podcast', term, limit: String(wanted) }, wanted, signal);
  }

  async lookUp(id: string, signal: AbortSignal): Promise<DirectoryHit | null> {
    if (!ID.test(id)) return null;
    const [hit] = await this.#ask('lookup', { id }, 1, signal);
    return hit ?? null;
  }

  async #ask(
    path: string,
    parameters: Readonly<Record<string, string>>,
    limit: number,
    signal: AbortSignal,
  ): Promise<DirectoryHit[]> {
    const url = new URL(path, this.#baseUrl);
    url.search = new URLSearchParams({ ...parameters, entity: 'podcast' }).toString();
    const { results } = await askDirectory(this.#outbound, { url, signal, statuses: STATUSES });
    return readHits(results, FIELDS, limit);
  }
}
