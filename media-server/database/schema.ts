import type { Generated } from 'kysely';
import type { FeedFailureCode } from '../../core/api/feed.ts';
import type { JobTable } from '../jobs/jobs-table.ts';

/**
 * The tables. Ids are UUIDv7 text, times are integer milliseconds since the epoch, JSON is text, flags are 0 or 1.
 * Paths are relative to the library folder, with `/` between their segments.
 */
export interface Database {
  shows: ShowTable;
  library_shows: LibraryShowTable;
  episodes: EpisodeTable;
  library_files: LibraryFileTable;
  transcripts: TranscriptTable;
  artworks: ArtworkTable;
  library_problems: LibraryProblemTable;
  feeds: FeedTable;
  feed_items: FeedItemTable;
  hub_subscriptions: HubSubscriptionTable;
  subscriptions: SubscriptionTable;
  remote_media: RemoteMediaTable;
  remote_documents: RemoteDocumentTable;
  search_changes: SearchChangeTable;
  search_documents: SearchDocumentTable;
  jobs: JobTable;
}

/** `{id: '0198…', title: 'Night Trains', author: 'Railway Radio', missing_since_ms: null, …}` */
export interface ShowTable {
  id: string;
  title: string;
  author: string;
  description_html: string;
  language: string | null;
  artwork_id: string | null;
  /** When its last episode, or its last subscription, went away; null while it has one. */
  missing_since_ms: number | null;
}

/** A show of the library: `{show_id: '0198…', folder: 'Night Trains', …}` */
export interface LibraryShowTable {
  show_id: string;
  /** The folder at the top of the library; empty for the show of the loose files. */
  folder: string;
  /** What the facts of the show were read from; another value means that they are to be read again. */
  source_state: string;
}

/** `{id: '0198…', show_id: '0198…', type: 'audio/mpeg', bytes: 6230123, title: 'Basel', …}` */
export interface EpisodeTable {
  id: string;
  show_id: string;
  type: string;
  kind: 'audio' | 'video';
  /** The length of its file; of one elsewhere what is known of it, or 0. */
  bytes: number;
  title: string;
  description_html: string;
  published_at_ms: number;
  duration_seconds: number | null;
  season: number | null;
  episode: number | null;
  artwork_id: string | null;
  /** A `Chapters` document, or null. */
  chapters: string | null;
  /** Orders lists by publication, season, number; see `sortKeyOf`. */
  sort_key: string;
  added_at_ms: number;
  /** When it went away; null while it is there. Kept for a while, to know it again when it comes back. */
  missing_since_ms: number | null;
}

/** The file of an episode of the library: `{episode_id: '0198…', path: 'Night Trains/S01E02 - Basel.mp3', …}` */
export interface LibraryFileTable {
  episode_id: string;
  /** One episode at most that is not missing has it. */
  path: string;
  bytes: number;
  mtime_ms: number;
  ctime_ms: number;
  /** Names and versions of the files beside it that belong to it. */
  sidecar_state: string;
  /** Recognizes the same content at another path; see `fingerprintOf`. */
  fingerprint: string;
  /** 1 when the date of the episode stands in the file; 0 when it was taken from the file system. */
  dated: number;
  /** Tags that the facts of the show are derived from. */
  album: string;
  author: string;
  language: string | null;
  /** Null until the content was hashed, as are the five columns below. */
  etag: string | null;
  hashed_bytes: number | null;
  hashed_mtime_ms: number | null;
  hashed_ctime_ms: number | null;
  part_bytes: number | null;
  /** JSON: the SHA-256 of every part, in order, lower-case hexadecimal. */
  part_hashes: string | null;
}

export interface TranscriptTable {
  episode_id: string;
  position: number;
  language: string;
  vtt: string;
}

/** A picture: one of the library by the hash of its bytes, one elsewhere by the hash of its address. */
export interface ArtworkTable {
  id: string;
  /** Dominant colour, `#rrggbb`; null when the bytes are no picture that can be decoded, or were not fetched yet. */
  color: string | null;
  /** Where it is fetched when it is first asked for; null of one of the library. */
  url: string | null;
}

export interface LibraryProblemTable {
  path: string;
  code: string;
  detail: string;
  /** The version of the file that the problem was found in, so that it is not read again; 0 when it has none. */
  bytes: number;
  mtime_ms: number;
  ctime_ms: number;
}

/** The feed that a show comes from: `{show_id: '0198…', url: 'https://example.org/feed.xml', failures: 0, …}` */
export interface FeedTable {
  show_id: string;
  /** Where it is asked for; without user information. */
  url: string;
  /** JSON `{user, password}`, for its own origin alone; null when it needs none. */
  credentials: string | null;
  /** JSON: a `FeedFacts`. */
  facts: string;
  /** The validators of the body that was read last. */
  etag: string | null;
  last_modified: string | null;
  /** The SHA-256 of that body: the same one is not read again. */
  body_hash: string | null;
  asked_at_ms: number | null;
  /** When it was last asked for without validators. */
  full_at_ms: number | null;
  /** When it last answered with what could be read, or that nothing changed. */
  read_at_ms: number | null;
  /** How often in a row it failed. */
  failures: number;
  failing_since_ms: number | null;
  /** Null while it works. */
  last_failure: FeedFailureCode | null;
}

/** An episode as its feed tells of it: `{episode_id: '0198…', guid: 'tag:example.org,2026:1', …}` */
export interface FeedItemTable {
  episode_id: string;
  show_id: string;
  guid: string | null;
  enclosure_url: string;
  /** Of all that the feed said: an item that says the same is not written again. */
  content_hash: string;
  /** JSON: an `ItemFacts`. */
  facts: string;
  /** As the publisher wrote them: sanitized when they are read. */
  notes: string;
}

/** Who tells us of changes of a feed: `{show_id: '0198…', hub: 'https://hub.example/', lease_until_ms: null, …}` */
export interface HubSubscriptionTable {
  show_id: string;
  /** The last segment of the address that the hub calls; nobody else knows it. */
  token: string;
  hub: string;
  /** What the hub knows the feed by. */
  topic: string;
  /** Signs what the hub sends. */
  secret: string;
  /** Until when the hub has promised to tell; null until it has asked whether we meant it. */
  lease_until_ms: number | null;
}

export interface SubscriptionTable {
  listener_id: string;
  show_id: string;
  subscribed_at_ms: number;
}

/**
 * The version of a file elsewhere that is handed out: `{episode_id: '0198…', source: 'publisher', validator: '"5f3c"', …}`. Another
 * version has another entity tag.
 */
export interface RemoteMediaTable {
  episode_id: string;
  /** `publisher`: each range is asked for there. `spool`: the whole file is in the data folder. */
  source: 'publisher' | 'spool';
  /** Where the file was found after all redirects. */
  url: string;
  /** For `If-Range`: a strong entity tag, or an HTTP date that is old enough; null of a file in the spool. */
  validator: string | null;
  type: string;
  bytes: number;
  etag: string;
  modified_at_ms: number | null;
  pinned_at_ms: number;
  used_at_ms: number;
  /** JSON: the SHA-256 of every part, in order, lower-case hexadecimal; null of a part that was not seen yet. */
  part_hashes: string;
}

/** Where chapters or a transcript came from that is stored: `{episode_id: '0198…', kind: 'chapters', position: 0, url: 'https://…', …}` */
export interface RemoteDocumentTable {
  episode_id: string;
  kind: 'chapters' | 'transcript';
  /** Of a transcript among those of its episode, counted from 0; 0 for chapters. */
  position: number;
  url: string;
  /** Of the item of the feed when it was stored: chapters are written over when another one is read. */
  content_hash: string;
  stored_at_ms: number;
}

/** What the index of the search has to be told of; triggers write it. `{position: 41, id: '0198…', kind: 'episode'}` */
export interface SearchChangeTable {
  /** In order, and never given again. */
  position: Generated<number>;
  id: string;
  /** Of `episodes-of-show` the id is that of the show. */
  kind: 'episode' | 'show' | 'episodes-of-show';
}

/** A show or an episode in its index of words: `{position: 17, id: '0198…', published_at_ms: 1767225600000, indexed_until: 41}` */
export interface SearchDocumentTable {
  /** Of its row there. */
  position: Generated<number>;
  id: string;
  /** 0 of a show. */
  published_at_ms: number;
  /** The position of the last change that its words are no older than. */
  indexed_until: number;
}
