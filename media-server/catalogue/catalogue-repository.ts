import type { Kysely } from 'kysely';
import type { Chapters, Episode, EpisodeSummary } from '../../core/api/episode.ts';
import type { LibraryProblem, LibraryStatus } from '../../core/api/library.ts';
import type { EpisodePage } from '../../core/api/page.ts';
import type { Show, ShowSummary } from '../../core/api/show.ts';
import { drawnArtworkId, drawnArtworkOf, drawnColor } from '../artwork/drawn-artwork.ts';
import type { Database } from '../database/schema.ts';
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
      .where('shows.id', '=', showId)
      .executeTakeFirst();
    return row
      ? { ...toShowSummary(row), descriptionHtml: row.description_html, language: row.language }
      : null;
  }

  async listEpisodes({ showId, afterSortKey, limit }: EpisodePageQuery): Promise<EpisodePage> {
    let query = episodeRows(this.#db)
      .where('episodes.missing_since_ms', 'is', null)
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
      .where('episodes.id', '=', episodeId)
      .executeTakeFirst();
    if (!row) return 'absent';
    if (row.missing_since_ms !== null) return 'gone';
    const transcripts = await this.#db
      .selectFrom('transcripts')
      .select(['position', 'language'])
      .where('episode_id', '=', episodeId)
      .orderBy('position')
      .execute();
    const url = `/api/episodes/${row.id}`;
    return {
      ...toEpisodeSummary(row),
      descriptionHtml: row.description_html,
      ...(row.chapters === null ? {} : { chaptersUrl: `${url}/chapters` }),
      ...(transcripts.length === 0
        ? {}
        : {
            transcripts: transcripts.map(({ position, language }) => ({
              url: `${url}/transcripts/${position}`,
              type: 'text/vtt',
              language,
            })),
          }),
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
      .selectFrom('episodes')
      .where('missing_since_ms', 'is', null)
      .select((eb) => [
        eb.fn.countAll<number>().as('episodes'),
        eb.fn.count<number>('show_id').distinct().as('shows'),
        eb.fn
          .countAll<number>()
          .filterWhere('hashed_bytes', '=', eb.ref('bytes'))
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

  #presence(episodeId: string) {
    return this.#db.selectFrom('episodes').select('missing_since_ms').where('id', '=', episodeId);
  }
}

const showRows = (db: Kysely<Database>) =>
  db
    .selectFrom('shows')
    .innerJoin(
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
    .leftJoin('artworks', 'artworks.id', 'shows.artwork_id')
    .select(['shows.id', 'shows.title', 'shows.author', 'shows.artwork_id', 'artworks.color'])
    .select(['counts.episode_count', 'counts.latest_published_at_ms']);

const episodeRows = (db: Kysely<Database>) =>
  db
    .selectFrom('episodes')
    .innerJoin('shows', 'shows.id', 'episodes.show_id')
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
    .select(['episodes.type', 'episodes.bytes', 'episodes.mtime_ms', 'episodes.ctime_ms', 'episodes.etag'])
    .select(['episodes.hashed_bytes', 'episodes.hashed_mtime_ms', 'episodes.hashed_ctime_ms'])
    .select(['shows.title as show_title', 'artworks.id as artwork_id', 'artworks.color']);

type ShowRow = Awaited<ReturnType<ReturnType<typeof showRows>['execute']>>[number];
type EpisodeRow = Awaited<ReturnType<ReturnType<typeof episodeRows>['execute']>>[number];

function toShowSummary(row: ShowRow): ShowSummary {
  return {
    id: row.id,
    title: row.title,
    author: row.author,
    ...artworkOf(row.artwork_id, row.color, row.id, row.title),
    episodeCount: row.episode_count,
    latestPublishedAt: row.latest_published_at_ms,
  };
}

function toEpisodeSummary(row: EpisodeRow): EpisodeSummary {
  const isHashed =
    row.hashed_bytes === row.bytes &&
    row.hashed_mtime_ms === row.mtime_ms &&
    row.hashed_ctime_ms === row.ctime_ms;
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
    media: {
      url: `/media/${row.id}`,
      type: row.type,
      bytes: row.bytes,
      // The tag of an older version of the file must not stand beside the length of this one.
      etag: isHashed ? row.etag : null,
    },
    ...artworkOf(row.artwork_id, row.color, row.show_id, row.show_title),
  };
}

function artworkOf(artworkId: string | null, color: string | null, showId: string, showTitle: string) {
  if (artworkId !== null && color !== null)
    return { artworkUrl: `/artwork/${artworkId}`, artworkColor: color };
  const drawn = drawnArtworkOf(showId, showTitle);
  return { artworkUrl: `/artwork/${drawnArtworkId(drawn)}`, artworkColor: drawnColor(drawn) };
}
