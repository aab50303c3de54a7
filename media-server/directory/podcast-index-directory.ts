import { createHash } from 'node:crypto';
import type { OutboundFetch } from '../outbound/outbound-types.ts';
import { askDirectory } from './ask-directory.ts';
import { readHits, type HitFields } from './directory-hit.ts';
import type { Directory, DirectoryHit, SearchOptions } from './directory.ts';

export interface PodcastIndexKeys {
  readonly key: string;
  readonly secret: string;
}

export interface PodcastIndexOptions {
  /** Ends with a slash. */
  readonly baseUrl?: string;
  /** Milliseconds since the epoch; the directory refuses what is some minutes off. */
  readonly nowMs?: () => number;
}

const BASE_URL = 'https://api.podcastindex.org/api/1.0/';
const MAX_LIMIT = 200;
const STATUSES = { 401: 'refused', 403: 'refused' } as const;
const FIELDS: HitFields = {
  title: ['title'],
  author: ['author', 'ownerName'],
  feedUrl: ['url', 'originalUrl'],
  artworkUrl: ['artwork', 'image'],
  episodeCount: ['episodeCount'],
  language: ['language'],
};

/**
 * The Podcast Index, for which an operator gets a key and a secret without charge. It refuses requests without a
 * `User-Agent`, which every request to the outside has.
 * @see https://podcastindex-org.github.io/docs-api/#auth
 */
export class PodcastIndexDirectory implements Directory {
  readonly name = 'podcast-index';
  readonly #outbound: OutboundFetch;
  readonly #keys: PodcastIndexKeys;
  readonly #baseUrl: string;
  readonly #nowMs: () => number;

  constructor(outbound: OutboundFetch, keys: PodcastIndexKeys, options: PodcastIndexOptions = {}) {
    this.#outbound = outbound;
    this.#keys = keys;
    this.#baseUrl = options.baseUrl ?? BASE_URL;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  async search(term: string, { limit, signal }: SearchOptions): Promise<readonly DirectoryHit[]> {
    const wanted = Math.min(limit, MAX_LIMIT);
    const url = new URL('search/byterm', this.#baseUrl);
    url.search = new URLSearchParams({ q: term, max: String(wanted) }).toString();
    const headers = signedHeaders(this.#keys, Math.floor(this.#nowMs() / 1000));
    const { feeds } = await askDirectory(this.#outbound, { url, headers, signal, statuses: STATUSES });
    return readHits(feeds, FIELDS, wanted);
  }
}

function signedHeaders({ key, secret }: PodcastIndexKeys, epochSeconds: number): Record<string, string> {
  const signature = createHash('sha1').update(`${key}${secret}${epochSeconds}`).digest('hex');
  return { 'x-auth-key': key, 'x-auth-date': String(epochSeconds), authorization: signature };
}
