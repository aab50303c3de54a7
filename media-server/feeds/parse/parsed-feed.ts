/**
 * What a feed says, in one shape whatever its format. Nothing here is trusted: lines and texts are as the publisher wrote them
 * (entities decoded, HTML not sanitized), addresses are absolute and http or https, and what cannot be read is null or left out.
 */
export interface ParsedFeed {
  readonly format: 'rss' | 'rdf' | 'atom' | 'json';
  /** Whether the body ends before its end: `items` holds what came before. */
  readonly isCutOff: boolean;
  /** Empty when there is none. */
  readonly title: string;
  readonly author: string;
  readonly description: string;
  readonly language: string | null;
  /** The web page of the show. */
  readonly link: string | null;
  readonly artworkUrl: string | null;
  /** Where the feed lives now, by `itunes:new-feed-url`. */
  readonly newFeedUrl: string | null;
  /** `podcast:guid`, a UUID. */
  readonly guid: string | null;
  /** Serial shows are told from the first episode on. */
  readonly order: 'episodic' | 'serial';
  readonly medium: string | null;
  readonly isLocked: boolean;
  /** `itunes:complete`: no episode will follow. */
  readonly isComplete: boolean;
  readonly funding: readonly { readonly url: string; readonly text: string }[];
  readonly persons: readonly ParsedPerson[];
  readonly podroll: readonly {
    readonly guid: string | null;
    readonly url: string | null;
    readonly title: string;
  }[];
  /** How long the publisher asks to wait between two requests, in milliseconds; from `ttl` or `sy:updatePeriod`. */
  readonly refreshMs: number | null;
  /** Hours of the day in UTC, 0 to 23, in which nothing is published. */
  readonly skipHours: readonly number[];
  /** Days of the week, 0 is Sunday, on which nothing is published. */
  readonly skipDays: readonly number[];
  /** WebSub: where to ask to be told of changes, and the address that the hub knows the feed by. */
  readonly hubs: readonly string[];
  readonly selfUrl: string | null;
  /** The page with older episodes. @see RFC 5005 §3 */
  readonly nextPageUrl: string | null;
  readonly items: readonly ParsedItem[];
}

export interface ParsedPerson {
  readonly name: string;
  /** Lower case; `host` when none is named. */
  readonly role: string;
  readonly url: string | null;
  readonly imageUrl: string | null;
}

export interface ParsedItem {
  /** As the feed states it, trimmed; null when it does not. */
  readonly guid: string | null;
  readonly title: string;
  /** The longest of what the feed says of it: HTML or plain text. */
  readonly description: string;
  readonly link: string | null;
  /** Milliseconds since the epoch; null when there is no date that can be read. */
  readonly publishedAtMs: number | null;
  readonly durationSeconds: number | null;
  readonly season: number | null;
  readonly episode: number | null;
  readonly episodeType: 'full' | 'trailer' | 'bonus';
  readonly isExplicit: boolean | null;
  readonly artworkUrl: string | null;
  /** What can be played, the best first; an item without any is no episode. */
  readonly enclosures: readonly ParsedEnclosure[];
  /** Podlove Simple Chapters, in order of time. */
  readonly chapters: readonly ParsedChapter[];
  /** A Podcasting 2.0 JSON chapters document. */
  readonly chaptersUrl: string | null;
  readonly transcripts: readonly {
    readonly url: string;
    readonly type: string;
    readonly language: string | null;
  }[];
  readonly persons: readonly ParsedPerson[];
  readonly soundbites: readonly {
    readonly startSeconds: number;
    readonly durationSeconds: number;
    readonly title: string;
  }[];
}

export interface ParsedEnclosure {
  readonly url: string;
  /** Lower case, without parameters; empty when it is not stated. */
  readonly type: string;
  /** As stated, which is often wrong; null when it is not stated or no number. */
  readonly bytes: number | null;
  /** Of the whole file, from `podcast:integrity` with type `sri`: `sha256-…` in base64. */
  readonly integrity: string | null;
  readonly title: string | null;
  readonly bitrate: number | null;
  readonly height: number | null;
}

export interface ParsedChapter {
  readonly startSeconds: number;
  readonly title: string;
  readonly url: string | null;
  readonly imageUrl: string | null;
}
