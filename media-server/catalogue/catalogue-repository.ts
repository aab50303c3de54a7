import type { Kysely } from 'kysely';
import type { Chapters, Episode, EpisodeSummary } from '../../core/api/episode.ts';
import type { LibraryProblem, LibraryStatus } from '../../core/api/library.ts';
import type { EpisodePage } from '../../core/api/page.ts';
import type { Show, ShowSummary } from '../../core/api/show.ts';
import type { Person } from '../../core/api/person.ts';
import { drawnArtworkId, drawnArtworkOf, drawnColor } from '../artwork/drawn-artwork.ts';
import type { Database } from '../database/schema.ts';
import type { FeedFacts, ItemFacts } from '../feeds/facts.ts';
import { descriptionHtml } from '../library/description-html.ts';
import { encodeCursor } from './episode-cursor.ts';

/** An episode that is not in the catalogue: `gone` when it was. */
export type Absent = 'absent' | 'gone';

export interface EpisodePageQuery {
  readonly showId: string | null;
  /** Lists what comes after this key; null starts with the newest. */
  readonly afterSortKey: string | null;
  readonly limit: number;
}

/** Reads the catalogue for those who browse it. */
export class CatalogueRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async listShows(): Promise<ShowSummary[]> {
    const rows = await showRows(this.#db)
      .orderBy('latest_published_at_ms', 'desc')
      .orderBy('shows.id')
      .execute();
    return rows.map(toShowSummary);
  }

  async findShow(showId: string): Promise<Show | null> {
    const row = await showRows(this.#db)
      .select(['shows.description_html', 'shows.language'])
      .select([
        'feeds.url',
        'feeds.credentials',
        'feeds.read_at_ms',
        'feeds.last_failure',
        'feeds.failing_since_ms',
      ])
      .where('shows.id', '=', showId)
      .executeTakeFirst();
    if (!row) return null;
    const facts = readFeedFacts(row.facts);
    return {
      ...toShowSummary(row),
      descriptionHtml: row.description_html,
      language: row.language,
      link: facts?.link ?? null,
      feed:
        row.url === null
          ? null
          : {
              url: row.url,
              hasCredentials: row.credentials !== null,
              readAt: row.read_at_ms,
              failure: row.last_failure,
              failingSince: row.failing_since_ms,
            },
      funding: [...(facts?.funding ?? [])],
      persons: personsOf(facts),
    };
  }

  /** In the order of the ids, without those that are not listed. */
  async findShows(showIds: readonly string[]): Promise<ShowSummary[]> {
    if (showIds.length === 0) return [];
    const rows = await showRows(this.#db).where('shows.id', 'in', showIds).execute();
    return inOrderOf(showIds, rows).map(toShowSummary);
  }

  /** In the order of the ids, without those that are not listed. */
  async findEpisodes(episodeIds: readonly string[]): Promise<EpisodeSummary[]> {
    if (episodeIds.length === 0) return [];
    const rows = await episodeRows(this.#db)
      .where('episodes.id', 'in', episodeIds)
      .where('episodes.missing_since_ms', 'is', null)
      .where('shows.missing_since_ms', 'is', null)
      .execute();
    return inOrderOf(episodeIds, rows).map(toEpisodeSummary);
  }

  async listEpisodes({ showId, afterSortKey, limit }: EpisodePageQuery): Promise<EpisodePage> {
    let query = episodeRows(this.#db)
      .where('episodes.missing_since_ms', 'is', null)
      .where('shows.missing_since_ms', 'is', null)
      .orderBy('episodes.sort_key', 'desc')
      .limit(limit + 1);
    if (showId !== null) query = query.where('episodes.show_id', '=', showId);
    if (afterSortKey !== null) query = query.where('episodes.sort_key', '<', afterSortKey);
    const rows = await query.execute();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(toEpisodeSummary),
      nextCursor: rows.length > limit && last ? encodeCursor(last.sort_key) : null,
    };
  }

  async findEpisode(episodeId: string): Promise<Episode | Absent> {
    const row = await episodeRows(this.#db)
      .select(['episodes.description_html', 'episodes.chapters', 'episodes.missing_since_ms'])
      .select('feed_items.notes')
      .where('episodes.id', '=', episodeId)
      .executeTakeFirst();
    if (!row) return 'absent';
    if (row.missing_since_ms !== null) return 'gone';
    const facts = readItemFacts(row.facts);
    const url = `/api/episodes/${row.id}`;
    const transcripts = facts?.transcripts ?? (await this.#libraryTranscripts(episodeId));
    return {
      ...toEpisodeSummary(row),
      descriptionHtml: row.notes === null ? row.description_html : descriptionHtml(row.notes),
      ...(row.chapters === null && !facts?.chaptersUrl ? {} : { chaptersUrl: `${url}/chapters` }),
      ...(transcripts.length === 0
        ? {}
        : {
            transcripts: transcripts.map(({ language }, position) => ({
              url: `${url}/transcripts/${position}`,
              type: 'text/vtt',
              language: language ?? 'und',
            })),
          }),
      link: facts?.link ?? null,
      persons: personsOf(facts),
    };
  }

  async findChapters(episodeId: string): Promise<Chapters | Absent | null> {
    const row = await this.#presence(episodeId).select('chapters').executeTakeFirst();
    if (!row) return 'absent';
    if (row.missing_since_ms !== null) return 'gone';
    return row.chapters === null ? null : (JSON.parse(row.chapters) as Chapters);
  }

  /** WebVTT text. */
  async findTranscript(episodeId: string, position: number): Promise<{ vtt: string } | Absent | null> {
    const episode = await this.#presence(episodeId).executeTakeFirst();
    if (!episode) return 'absent';
    if (episode.missing_since_ms !== null) return 'gone';
    const row = await this.#db
      .selectFrom('transcripts')
      .select('vtt')
      .where('episode_id', '=', episodeId)
      .where('position', '=', position)
      .executeTakeFirst();
    return row ?? null;
  }

  async libraryCounts(): Promise<Omit<LibraryStatus, 'scanning' | 'files'>> {
    const { episodes, hashed, shows } = await this.#db
      .selectFrom('library_files as files')
      .innerJoin('episodes', 'episodes.id', 'files.episode_id')
      .where('missing_since_ms', 'is', null)
      .select((eb) => [
        eb.fn.countAll<number>().as('episodes'),
        eb.fn.count<number>('show_id').distinct().as('shows'),
        eb.fn
          .countAll<number>()
          .filterWhere('hashed_bytes', '=', eb.ref('files.bytes'))
          .filterWhere('hashed_mtime_ms', '=', eb.ref('mtime_ms'))
          .filterWhere('hashed_ctime_ms', '=', eb.ref('ctime_ms'))
          .as('hashed'),
      ])
      .executeTakeFirstOrThrow();
    const problems = await this.#db
      .selectFrom('library_problems')
      .select(['path', 'code', 'detail'])
      .orderBy('path')
      .execute();
    return { episodes, shows, hashed, problems: problems as LibraryProblem[] };
  }

  #libraryTranscripts(episodeId: string): Promise<{ language: string }[]> {
    return this.#db
      .selectFrom('transcripts')
      .select('language')
      .where('episode_id', '=', episodeId)
      .orderBy('position')
      .execute();
  }

  #presence(episodeId: string) {
    return this.#db.selectFrom('episodes').select('missing_since_ms').where('id', '=', episodeId);
  }
}

/** Shows of the library that have an episode, and all that somebody is subscribed to. */
const showRows = (db: Kysely<Database>) =>
  db
    .selectFrom('shows')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('episodes')
          .where('missing_since_ms', 'is', null)
          .groupBy('show_id')
          .select((rows) => [
            'show_id',
            rows.fn.countAll<number>().as('episode_count'),
            rows.fn.max('published_at_ms').as('latest_published_at_ms'),
          ])
          .as('counts'),
      (join) => join.onRef('counts.show_id', '=', 'shows.id'),
    )
    .leftJoin('feeds', 'feeds.show_id', 'shows.id')
    .leftJoin('artworks', 'artworks.id', 'shows.artwork_id')
    .where('shows.missing_since_ms', 'is', null)
    .where((eb) => eb.or([eb('counts.episode_count', '>', 0), eb('feeds.show_id', 'is not', null)]))
    .select(['shows.id', 'shows.title', 'shows.author', 'feeds.facts'])
    .select(['artworks.id as artwork_id', 'artworks.color', 'artworks.url as artwork_source'])
    .select(['counts.episode_count', 'counts.latest_published_at_ms']);

const episodeRows = (db: Kysely<Database>) =>
  db
    .selectFrom('episodes')
    .innerJoin('shows', 'shows.id', 'episodes.show_id')
    .leftJoin('library_files as files', 'files.episode_id', 'episodes.id')
    .leftJoin('feed_items', 'feed_items.episode_id', 'episodes.id')
    .leftJoin('remote_media as remote', 'remote.episode_id', 'episodes.id')
    .leftJoin('artworks', (join) =>
      join.on((eb) =>
        eb(
          eb.ref('artworks.id'),
          '=',
          eb.fn.coalesce(eb.ref('episodes.artwork_id'), eb.ref('shows.artwork_id')),
        ),
      ),
    )
    .select([
      'episodes.id',
      'episodes.show_id',
      'episodes.title',
      'episodes.published_at_ms',
      'episodes.sort_key',
    ])
    .select(['episodes.duration_seconds', 'episodes.kind', 'episodes.season', 'episodes.episode'])
    .select(['episodes.type', 'episodes.bytes', 'files.mtime_ms', 'files.ctime_ms', 'files.etag'])
    .select(['files.hashed_bytes', 'files.hashed_mtime_ms', 'files.hashed_ctime_ms'])
    .select(['remote.etag as remote_etag', 'remote.bytes as remote_bytes', 'remote.type as remote_type'])
    .select(['shows.title as show_title', 'feed_items.facts'])
    .select(['artworks.id as artwork_id', 'artworks.color', 'artworks.url as artwork_source']);

type ShowRow = Awaited<ReturnType<ReturnType<typeof showRows>['execute']>>[number];
type EpisodeRow = Awaited<ReturnType<ReturnType<typeof episodeRows>['execute']>>[number];

function inOrderOf<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function toShowSummary(row: ShowRow): ShowSummary {
  return {
    id: row.id,
    title: row.title,
    author: row.author,
    ...artworkOf(row, row.id, row.title),
    episodeCount: row.episode_count ?? 0,
    latestPublishedAt: row.latest_published_at_ms,
    source: row.facts === null ? 'library' : 'feed',
    order: readFeedFacts(row.facts)?.order ?? 'episodic',
  };
}

function toEpisodeSummary(row: EpisodeRow): EpisodeSummary {
  return {
    id: row.id,
    showId: row.show_id,
    showTitle: row.show_title,
    title: row.title,
    publishedAt: row.published_at_ms,
    durationSeconds: row.duration_seconds,
    kind: row.kind,
    season: row.season,
    episode: row.episode,
    episodeType: readItemFacts(row.facts)?.episodeType ?? 'full',
    media: {
      url: `/media/${row.id}`,
      type: row.remote_type ?? row.type,
      bytes: row.remote_bytes ?? row.bytes,
      etag: row.remote_etag ?? etagOfFile(row),
    },
    ...artworkOf(row, row.show_id, row.show_title),
  };
}

/** The tag of an older version of the file must not stand beside the length of this one. */
const etagOfFile = (row: EpisodeRow): string | null =>
  row.hashed_bytes === row.bytes &&
  row.hashed_mtime_ms === row.mtime_ms &&
  row.hashed_ctime_ms === row.ctime_ms
    ? row.etag
    : null;

interface ArtworkColumns {
  readonly artwork_id: string | null;
  readonly color: string | null;
  readonly artwork_source: string | null;
}

/** One that is elsewhere has the drawn one's colour until it was fetched. */
function artworkOf(
  { artwork_id: artworkId, color, artwork_source: source }: ArtworkColumns,
  showId: string,
  showTitle: string,
) {
  const drawn = drawnArtworkOf(showId, showTitle);
  return artworkId !== null && (color !== null || source !== null)
    ? { artworkUrl: `/artwork/${artworkId}`, artworkColor: color ?? drawnColor(drawn) }
    : { artworkUrl: `/artwork/${drawnArtworkId(drawn)}`, artworkColor: drawnColor(drawn) };
}

const readFeedFacts = (json: string | null): FeedFacts | null =>
  json === null ? null : (JSON.parse(json) as FeedFacts);

const readItemFacts = (json: string | null): ItemFacts | null =>
  json === null ? null : (JSON.parse(json) as ItemFacts);

const personsOf = (facts: Pick<FeedFacts, 'persons'> | null): Person[] =>
  (facts?.persons ?? []).map(({ name, role, url }) => ({ name, role, url }));
