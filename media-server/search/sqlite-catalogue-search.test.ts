import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { uuidV7 } from '../database/uuid-v7.ts';
import { TestCatalogue } from './testing/test-catalogue.ts';

describe('what is found', () => {
  it('has all the words, in its title, its show, its author or its notes', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Night Trains', 'Ada Railway', '<p>Sleepers of Europe</p>');
    const basel = await catalogue.addEpisode(show, {
      title: 'Basel',
      notes: '<p>Customs &amp; <b>cro</b>issants at Zürich</p>',
    });
    await catalogue.addEpisode(show, { title: 'Vienna', notes: 'Customs only' });
    for (const query of [
      'basel',
      'BAS',
      'ba',
      'night basel',
      'ada basel',
      'zurich',
      'zürich customs',
      'croiss',
      'customs croissants',
    ]) {
      expect(await catalogue.episodes(query), query).toEqual([basel]);
    }
    for (const query of ['asel', 'basel vienna', 'zurich cust basel x', 'cr', 'amp', 'b']) {
      expect(await catalogue.episodes(query), query).toEqual([]);
    }
    for (const query of ['night', 'railway ada', 'sleepers europe']) {
      expect(await catalogue.shows(query), query).toEqual([show]);
    }
    expect(await catalogue.shows('basel')).toEqual([]);
  });

  it.each([
    ['列車の旅と駅', '列車'],
    ['서울의 밤', '서울'],
    ['हिन्दी समाचार', 'हिन्दी'],
    ['ภาษาไทย', 'ภาษา'],
    ['Ночной поезд', 'ночной пое'],
    ['Straße nach Łódź', 'straße łódź'],
    ["Don't stop", "don't st"],
    ['The 2026/27 season', '2026/27'],
  ])('%j by %j', async (title, query) => {
    const catalogue = await TestCatalogue.open();
    const id = await catalogue.addEpisode(await catalogue.addShow('Show'), { title });
    await catalogue.addEpisode(await catalogue.addShow('Other'), { title: 'Other' });
    expect(await catalogue.episodes(query)).toEqual([id]);
  });

  it('stands in this order: titles, shows, notes; of equals the newest first', async () => {
    const catalogue = await TestCatalogue.open();
    const trains = await catalogue.addShow('Trains');
    const other = await catalogue.addShow('Other');
    const notes = 'trains trains trains and trains';
    const inNotes = await catalogue.addEpisode(other, { title: 'Notes', notes, publishedAtMs: 9 });
    const old = await catalogue.addEpisode(other, { title: 'Trains of old', publishedAtMs: 1 });
    const inShow = await catalogue.addEpisode(trains, { title: 'Show', publishedAtMs: 8 });
    const middle = await catalogue.addEpisode(other, { title: 'Trains of now', publishedAtMs: 5 });
    const young = await catalogue.addEpisode(other, { title: 'Trains to come', publishedAtMs: 7 });
    for (let index = 0; index < 20; index++) await catalogue.addEpisode(other, { title: `Filler ${index}` });
    expect(await catalogue.episodes('trains')).toEqual([young, middle, old, inShow, inNotes]);
    expect(await catalogue.episodes('trains', 2)).toEqual([young, middle]);
  });

  it('comes with a snippet of its notes when they were hit', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Show');
    await catalogue.addEpisode(show, { title: 'Basel', notes: '<p>See &lt;script&gt; in <i>Basel</i>.</p>' });
    await catalogue.addEpisode(show, { title: 'Basel again', notes: 'Nothing' });
    await catalogue.indexAll();
    const { episodes } = await catalogue.search.find('basel', 50);
    expect(new Set(episodes.map(({ snippet }) => snippet))).toEqual(
      new Set([null, 'See <script> in \ue000Basel\ue001.']),
    );
  });

  it('is never an error, whatever is asked for', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Show');
    await catalogue.addEpisode(show, { title: 'near and not or', notes: 'title notes rowid' });
    await catalogue.indexAll();
    const written = String.raw`" "" ' * - ^ a* -a ^a a:b title:a {title}:a (a a) "a a" NEAR NEAR(a,b) + a+b \ % _ ?1 ;-- 列 列* "列" 🎧 ﬁ 𞤀𞤣`;
    const hostile = [
      ...written.split(' '),
      ...'a AND|OR b|a NOT b|NEAR(a b, 2)|\0|a\0b|\ud800|\u{10ffff}|\u0301'.split('|'),
      ...['x', '"', 'a ', '列', '((', '\u0301', 'NEAR('].map((piece) => piece.repeat(10_000)),
    ];
    for (const query of hostile) {
      await expect(
        catalogue.search.find(query, 50),
        JSON.stringify(query.slice(0, 20)),
      ).resolves.toBeDefined();
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (query) => {
        expect(Array.isArray((await catalogue.search.find(query, 50)).episodes)).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(await catalogue.episodes('NEAR NOT OR')).toHaveLength(1);
  });
});

describe('the index', () => {
  it('follows whatever is written, in whatever order it is brought up to date', async () => {
    const catalogue = await TestCatalogue.open();
    const words = ['alpha', 'beta', 'gamma', 'delta'] as const;
    const word = fc.constantFrom(...words);
    const number = fc.nat({ max: 3 });
    const operation = fc.oneof(
      fc.record({ do: fc.constant('put' as const), show: number, episode: number, word }),
      fc.record({ do: fc.constant('notes' as const), episode: number, word }),
      fc.record({ do: fc.constant('miss' as const), episode: number, isMissing: fc.boolean() }),
      fc.record({ do: fc.constant('delete' as const), episode: number }),
      fc.record({ do: fc.constant('name-show' as const), show: number, word }),
      fc.record({ do: fc.constant('miss-show' as const), show: number, isMissing: fc.boolean() }),
      fc.record({ do: fc.constant('delete-show' as const), show: number }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(operation, fc.boolean()), { minLength: 5, maxLength: 25 }),
        async (operations) => {
          await catalogue.db.deleteFrom('shows').execute();
          const shows = [uuidV7(), uuidV7(), uuidV7(), uuidV7()];
          const ids = [uuidV7(), uuidV7(), uuidV7(), uuidV7()];
          const show = { author: '', description_html: '' };
          for (const id of shows) {
            await catalogue.db
              .insertInto('shows')
              .values({ id, title: 'show', ...show })
              .execute();
          }
          for (const [step, isIndexedAfterwards] of operations) {
            const episodeId = 'episode' in step ? (ids[step.episode] ?? '') : '';
            const showId = 'show' in step ? (shows[step.show] ?? '') : '';
            const { db } = catalogue;
            switch (step.do) {
              case 'put':
                await db.deleteFrom('episodes').where('id', '=', episodeId).execute();
                await db
                  .insertInto('shows')
                  .values({ id: showId, title: 'show', ...show })
                  .onConflict((conflict) => conflict.doNothing())
                  .execute();
                await catalogue.addEpisode(showId, { title: step.word }, episodeId);
                break;
              case 'notes':
                await db
                  .updateTable('episodes')
                  .set({ description_html: `<p>${step.word}</p>` })
                  .where('id', '=', episodeId)
                  .execute();
                break;
              case 'miss':
                await catalogue.setMissing('episodes', episodeId, step.isMissing);
                break;
              case 'delete':
                await db.deleteFrom('episodes').where('id', '=', episodeId).execute();
                break;
              case 'name-show':
                await db.updateTable('shows').set({ title: step.word }).where('id', '=', showId).execute();
                break;
              case 'miss-show':
                await catalogue.setMissing('shows', showId, step.isMissing);
                break;
              case 'delete-show':
                await db.deleteFrom('shows').where('id', '=', showId).execute();
                break;
            }
            if (isIndexedAfterwards) await catalogue.indexAll();
          }
          const rows = await catalogue.db
            .selectFrom('episodes')
            .innerJoin('shows', 'shows.id', 'show_id')
            .select([
              'episodes.id',
              'episodes.title',
              'episodes.description_html',
              'shows.title as show_title',
            ])
            .where('episodes.missing_since_ms', 'is', null)
            .where('shows.missing_since_ms', 'is', null)
            .execute();
          for (const wanted of words) {
            const expected = rows.filter((row) =>
              [row.title, row.description_html, row.show_title].some((text) => text.includes(wanted)),
            );
            expect(new Set(await catalogue.episodes(wanted))).toEqual(new Set(expected.map(({ id }) => id)));
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);

  it('takes the notes of a feed, and follows them', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Show');
    const id = await catalogue.addEpisode(show, { title: 'One', notes: 'unused' });
    const item = { enclosure_url: 'https://x.example/1', content_hash: 'h', facts: '{}' };
    await catalogue.db
      .insertInto('feed_items')
      .values({ episode_id: id, show_id: show, notes: '<p>early</p>', ...item })
      .execute();
    expect(await catalogue.episodes('early')).toEqual([id]);
    expect(await catalogue.episodes('unused')).toEqual([]);
    await catalogue.db.updateTable('feed_items').set({ notes: 'late' }).execute();
    expect([await catalogue.episodes('early'), await catalogue.episodes('late')]).toEqual([[], [id]]);
  });

  it('is told of nothing when nothing that it holds was changed', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Show');
    await catalogue.addEpisode(show, { title: 'One' });
    await catalogue.indexAll();
    await catalogue.db.updateTable('episodes').set({ bytes: 5, title: 'One', chapters: '{}' }).execute();
    await catalogue.db.updateTable('shows').set({ title: 'Show', language: 'de' }).execute();
    expect(await catalogue.db.selectFrom('search_changes').selectAll().execute()).toEqual([]);
    expect(await catalogue.search.indexSome()).toBe('done');
  });

  it('learns of a change in the transaction of the change, or not at all', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Show');
    await catalogue.indexAll();
    const failing = catalogue.db.transaction().execute(async (transaction) => {
      await transaction.updateTable('shows').set({ title: 'Changed' }).execute();
      throw new Error('crash');
    });
    await expect(failing).rejects.toThrow('crash');
    expect(await catalogue.db.selectFrom('search_changes').selectAll().execute()).toEqual([]);
    expect(await catalogue.shows('show')).toEqual([show]);
  });

  it('has a step as a whole or not at all', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Show');
    const ids: string[] = [];
    for (const title of ['One', 'Two', 'Three']) ids.push(await catalogue.addEpisode(show, { title }));
    await sql`
      create trigger fail before insert on search_documents when new.id = ${sql.lit(ids[2])}
      begin select raise(abort, 'crash'); end`.execute(catalogue.db);
    await expect(catalogue.search.indexSome()).rejects.toThrow('crash');
    expect(await catalogue.db.selectFrom('search_documents').selectAll().execute()).toEqual([]);
    expect((await catalogue.search.find('one', 50)).episodes).toEqual([]);
    await sql`drop trigger fail`.execute(catalogue.db);
    expect(await catalogue.episodes('show')).toHaveLength(3);
    expect(await catalogue.episodes('two')).toEqual([ids[1]]);
  });

  it('does not wait for others who write, and finds meanwhile what it knows', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Show');
    const id = await catalogue.addEpisode(show, { title: 'One' });
    await catalogue.indexAll();
    await catalogue.addEpisode(show, { title: 'Two' });
    const other = new DatabaseSync(catalogue.file);
    other.exec('begin immediate');
    const startedAtMs = performance.now();
    expect(await catalogue.search.indexSome()).toBe('busy');
    expect((await catalogue.search.find('one', 50)).episodes.map((episode) => episode.id)).toEqual([id]);
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
    other.exec('rollback');
    other.close();
    expect(await catalogue.episodes('two')).toHaveLength(1);
  });

  it('indexes an episode once when it is told of it several times', async () => {
    const catalogue = await TestCatalogue.open();
    const show = await catalogue.addShow('Show');
    await catalogue.db.updateTable('shows').set({ title: 'Renamed' }).execute();
    for (let index = 0; index < 100; index++) await catalogue.addEpisode(show, { title: `Number ${index}` });
    await sql`create table written (id text)`.execute(catalogue.db);
    await sql`
      create trigger count after insert on search_documents begin insert into written values (new.id); end`.execute(
      catalogue.db,
    );
    await sql`
      create trigger recount after update on search_documents begin insert into written values (new.id); end`.execute(
      catalogue.db,
    );
    expect(await catalogue.episodes('renamed')).toHaveLength(50);
    const { rows } = await sql<{ count: number }>`select count(*) as count from written`.execute(
      catalogue.db,
    );
    expect(rows[0]?.count).toBeLessThanOrEqual(101 + 32);
  });
});
