export interface FoundEpisode {
  readonly id: string;
  /** See `SearchAnswer`. */
  readonly snippet: string | null;
}

export interface FoundInCatalogue {
  /** Ids of shows, the best first. */
  readonly showIds: readonly string[];
  /** The best first. */
  readonly episodes: readonly FoundEpisode[];
}

/** `busy`: somebody else is writing. */
export type IndexingStep = 'more' | 'done' | 'busy';

/** An index of the words of the catalogue; each database brings its own. What the catalogue says is indexed afterwards, in steps. */
export interface CatalogueSearch {
  /**
   * What is listed and has all the words of a query, the last of which may be the beginning of one. Any text is a query.
   * @param limit Of shows, and of episodes.
   */
  find(query: string, limit: number): Promise<FoundInCatalogue>;
  /** Brings a little of the index up to date: it holds up the thread for some 20 ms at most. */
  indexSome(): Promise<IndexingStep>;
  close(): void;
}
