/**
 * The tables. Ids are UUIDv7 text, times are integer milliseconds since the epoch, JSON is text, flags are 0 or 1.
 * Paths are relative to the library folder, with `/` between their segments.
 */
export interface Database {
  shows: ShowTable;
  episodes: EpisodeTable;
  transcripts: TranscriptTable;
  artworks: ArtworkTable;
  library_problems: LibraryProblemTable;
}

/** `{id: '0198…', folder: 'Night Trains', title: 'Night Trains', missing_since_ms: null, …}` */
export interface ShowTable {
  id: string;
  /** The folder at the top of the library; empty for the show of the loose files. */
  folder: string;
  title: string;
  author: string;
  description_html: string;
  language: string | null;
  artwork_id: string | null;
  /** What the facts of the show were read from; another value means that they are to be read again. */
  source_state: string;
  /** When its last episode went away; null while it has one. */
  missing_since_ms: number | null;
}

/** `{id: '0198…', path: 'Night Trains/S01E02 - Basel.mp3', bytes: 6230123, type: 'audio/mpeg', …}` */
export interface EpisodeTable {
  id: string;
  show_id: string;
  /** Unique among the rows that are not missing. */
  path: string;
  bytes: number;
  mtime_ms: number;
  ctime_ms: number;
  /** Names and versions of the files beside it that belong to it. */
  sidecar_state: string;
  /** Recognizes the same content at another path; see `fingerprintOf`. */
  fingerprint: string;
  type: string;
  kind: 'audio' | 'video';
  title: string;
  description_html: string;
  published_at_ms: number;
  /** 1 when the date stands in the file; 0 when it was taken from the file system. */
  dated: number;
  duration_seconds: number | null;
  season: number | null;
  episode: number | null;
  /** Tags that the facts of the show are derived from. */
  album: string;
  author: string;
  language: string | null;
  artwork_id: string | null;
  /** A `Chapters` document, or null. */
  chapters: string | null;
  /** Orders lists by publication, season, number; see `sortKeyOf`. */
  sort_key: string;
  added_at_ms: number;
  /** When the file went away; null while it is there. Kept for a while, to know it again when it comes back. */
  missing_since_ms: number | null;
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

/** A picture that was seen in the library, by the hash of its bytes. */
export interface ArtworkTable {
  id: string;
  /** Dominant colour, `#rrggbb`; null when the bytes are no picture that can be decoded. */
  color: string | null;
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
