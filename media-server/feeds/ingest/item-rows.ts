import { hash } from 'node:crypto';
import { remoteArtworkIdOf } from '../../artwork/remote-artwork.ts';
import type { ArtworkTable, EpisodeTable, FeedItemTable } from '../../database/schema.ts';
import { cleanLine } from '../../library/clean-text.ts';
import { sortKeyOf } from '../../library/sort-key.ts';
import { itemFactsOf } from '../facts.ts';
import type { ParsedItem } from '../parse/parsed-feed.ts';
import { chaptersOf } from './chapters-of.ts';
import { playableEnclosure, type Playable } from './playable-enclosure.ts';

const MAX_TITLE = 500;
const MAX_NOTES = 200_000;

/** An item that is an episode. */
export interface PlayableItem {
  readonly item: ParsedItem;
  readonly playable: Playable;
  readonly guid: string | null;
  readonly title: string;
  readonly publishedAtMs: number | null;
  readonly enclosureUrl: string;
}

export const playableItems = (items: readonly ParsedItem[]): PlayableItem[] =>
  items.flatMap((item) => {
    const playable = playableEnclosure(item);
    if (playable === null) return [];
    const { guid, publishedAtMs } = item;
    const title = cleanLine(item.title, MAX_TITLE) || 'Untitled';
    return [{ item, playable, guid, title, publishedAtMs, enclosureUrl: playable.enclosure.url }];
  });

/** Of all that the feed says of an item. The notes, which are most of it, are hashed as they are. */
export function contentHashOf({ item }: PlayableItem): string {
  const { description, ...facts } = item;
  return hash('sha256', `${JSON.stringify(facts)}\n${description}`, 'base64url').slice(0, 22);
}

export interface EpisodeIdentity {
  readonly id: string;
  readonly showId: string;
  readonly publishedAtMs: number;
  readonly addedAtMs: number;
}

/** The rows of one refresh, with the pictures that they name. */
export class ItemRows {
  readonly episodes: EpisodeTable[] = [];
  readonly feedItems: FeedItemTable[] = [];
  readonly #artworks = new Map<string, ArtworkTable>();

  get artworks(): readonly ArtworkTable[] {
    return [...this.#artworks.values()];
  }

  /** The id of a picture elsewhere, whose row is then among `artworks`. */
  readonly artworkIdOf = (url: string | null): string | null => {
    if (url === null) return null;
    const id = remoteArtworkIdOf(url);
    this.#artworks.set(id, { id, color: null, url });
    return id;
  };

  add(
    { id, showId, publishedAtMs, addedAtMs }: EpisodeIdentity,
    found: PlayableItem,
    contentHash: string,
  ): void {
    const { item, playable, guid, title, enclosureUrl } = found;
    const { season, episode } = item;
    this.episodes.push({
      id,
      show_id: showId,
      type: playable.type,
      kind: playable.kind,
      bytes: playable.enclosure.bytes ?? 0,
      title,
      published_at_ms: publishedAtMs,
      duration_seconds: item.durationSeconds,
      season,
      episode,
      artwork_id: this.artworkIdOf(item.artworkUrl),
      sort_key: sortKeyOf({ id, publishedAtMs, season, episode }),
      added_at_ms: addedAtMs,
      missing_since_ms: null,
      description_html: '',
      chapters: chaptersOf(item.chapters, this.artworkIdOf),
    });
    this.feedItems.push({
      episode_id: id,
      show_id: showId,
      guid,
      enclosure_url: enclosureUrl,
      content_hash: contentHash,
      facts: JSON.stringify(itemFactsOf(item)),
      // Cleaned and sanitized when they are asked for.
      notes: item.description.slice(0, MAX_NOTES).toWellFormed(),
    });
  }
}
