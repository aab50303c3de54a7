import type { Kysely, Transaction } from 'kysely';
import { insertMany } from '../../database/insert-many.ts';
import type { ArtworkTable, Database, EpisodeTable, FeedItemTable } from '../../database/schema.ts';
import { uuidV7 } from '../../database/uuid-v7.ts';
import { cleanLine } from '../../library/clean-text.ts';
import { descriptionHtml } from '../../library/description-html.ts';
import { canonicalLanguage } from '../../library/language-tag.ts';
import { feedFactsOf } from '../facts.ts';
import { DOUBTED_MS } from '../../remote/remote-media-repository.ts';
import type { ParsedFeed } from '../parse/parsed-feed.ts';
import { contentHashOf, ItemRows, playableItems } from './item-rows.ts';
import { matchItems, type KnownItem } from './match-items.ts';

const MAX_LINE = 500;
const IDS_A_QUERY = 1_000;

const EPISODE_COLUMNS = [
  'id',
  'show_id',
  'type',
  'kind',
  'bytes',
  'title',
  'published_at_ms',
  'duration_seconds',
  'season',
  'episode',
  'artwork_id',
  'sort_key',
  'added_at_ms',
  'missing_since_ms',
  'description_html',
  'chapters',
] as const satisfies (keyof EpisodeTable)[];

const ITEM_COLUMNS = [
  'episode_id',
  'show_id',
  'guid',
  'enclosure_url',
  'content_hash',
  'facts',
  'notes',
] as const satisfies (keyof FeedItemTable)[];

export interface IngestResult {
  readonly added: number;
  readonly changed: number;
}

interface KnownEpisode extends KnownItem {
  readonly contentHash: string;
  readonly addedAtMs: number;
}

/**
 * Writes what a feed says into the catalogue: all of it or nothing. Items that say what they said before are not written
 * again, and episodes that the feed tells of no more stay.
 */
export function ingestFeed(
  db: Kysely<Database>,
  showId: string,
  feed: ParsedFeed,
  nowMs: number,
): Promise<IngestResult> {
  const items = playableItems(feed.items);
  // Others that write wait for the transaction: what can be worked out before it is.
  const contentHashes = items.map(contentHashOf);
  return db.transaction().execute(async (transaction) => {
    const rows = new ItemRows();
    await writeShow(transaction, showId, feed, rows.artworkIdOf(feed.artworkUrl));
    const known = await knownEpisodes(transaction, showId);
    const matches = matchItems(known, items);
    const moved: string[] = [];
    let added = 0;
    for (const [index, item] of items.entries()) {
      const match = matches[index] ?? null;
      const contentHash = contentHashes[index] ?? '';
      if (match?.contentHash === contentHash) continue;
      if (match === null) added++;
      else if (match.enclosureUrl !== item.enclosureUrl) moved.push(match.episodeId);
      const identity = {
        id: match?.episodeId ?? uuidV7(nowMs),
        showId,
        // An undated item stands where the feed puts it: before those that follow.
        publishedAtMs: item.publishedAtMs ?? match?.publishedAtMs ?? nowMs - index,
        addedAtMs: match?.addedAtMs ?? nowMs,
      };
      rows.add(identity, item, contentHash);
    }
    const artworks = await unknownArtworks(transaction, rows.artworks);
    await insertMany(transaction, 'artworks', ['id', 'color', 'url'], ['id'], artworks);
    await insertMany(transaction, 'episodes', EPISODE_COLUMNS, ['id'], rows.episodes);
    await insertMany(transaction, 'feed_items', ITEM_COLUMNS, ['episode_id'], rows.feedItems);
    await doubtMedia(transaction, moved);
    return { added, changed: rows.episodes.length - added };
  });
}

async function writeShow(
  db: Transaction<Database>,
  showId: string,
  feed: ParsedFeed,
  artworkId: string | null,
): Promise<void> {
  const title = cleanLine(feed.title, MAX_LINE);
  await db
    .updateTable('shows')
    .set({
      // What was subscribed to keeps the name it was given where the feed has none.
      ...(title === '' ? {} : { title }),
      author: cleanLine(feed.author, MAX_LINE),
      description_html: descriptionHtml(feed.description),
      language: canonicalLanguage(feed.language),
      artwork_id: artworkId,
    })
    .where('id', '=', showId)
    .execute();
  await db
    .updateTable('feeds')
    .set({ facts: JSON.stringify(feedFactsOf(feed)) })
    .where('show_id', '=', showId)
    .execute();
}

async function knownEpisodes(db: Transaction<Database>, showId: string): Promise<KnownEpisode[]> {
  const rows = await db
    .selectFrom('feed_items')
    .innerJoin('episodes', 'episodes.id', 'feed_items.episode_id')
    .select([
      'episode_id',
      'guid',
      'enclosure_url',
      'content_hash',
      'title',
      'published_at_ms',
      'added_at_ms',
    ])
    .where('feed_items.show_id', '=', showId)
    .orderBy('episode_id')
    .execute();
  return rows.map((row) => ({
    episodeId: row.episode_id,
    guid: row.guid,
    enclosureUrl: row.enclosure_url,
    title: row.title,
    publishedAtMs: row.published_at_ms,
    contentHash: row.content_hash,
    addedAtMs: row.added_at_ms,
  }));
}

/** Those that were fetched before keep their colour. */
async function unknownArtworks(
  db: Transaction<Database>,
  artworks: readonly ArtworkTable[],
): Promise<ArtworkTable[]> {
  const known = new Set<string>();
  for (let start = 0; start < artworks.length; start += IDS_A_QUERY) {
    const ids = artworks.slice(start, start + IDS_A_QUERY).map(({ id }) => id);
    const rows = await db.selectFrom('artworks').select('id').where('id', 'in', ids).execute();
    for (const { id } of rows) known.add(id);
  }
  return artworks.filter(({ id }) => !known.has(id));
}

/** Their files have other addresses now, and may be other ones. */
async function doubtMedia(db: Transaction<Database>, episodeIds: readonly string[]): Promise<void> {
  for (let start = 0; start < episodeIds.length; start += IDS_A_QUERY) {
    await db
      .updateTable('remote_media')
      .set({ pinned_at_ms: DOUBTED_MS })
      .where('episode_id', 'in', episodeIds.slice(start, start + IDS_A_QUERY))
      .execute();
  }
}
