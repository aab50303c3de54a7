import { clear, createStore } from 'idb-keyval';
import { beforeEach, expect, test } from 'vitest';
import { newEpisodesOf } from '../views/new-episodes.ts';
import { Catalogue } from './catalogue.ts';
import { showResource, showsResource } from './resources.ts';
import { ShowVisits } from './show-visits.ts';

let episodeCount: number;
let catalogue: Catalogue;

const show = () => ({
  id: 's1',
  title: 'Night Trains',
  artworkUrl: '',
  artworkColor: '#123456',
  descriptionHtml: '',
  episodeCount,
  latestPublishedAt: episodeCount,
});

/** As a page that is loaded anew. */
async function load(): Promise<ShowVisits> {
  catalogue = new Catalogue({
    fetch: (input) => Promise.resolve(Response.json(input === '/api/shows' ? { items: [show()] } : show())),
    onReached: () => undefined,
  });
  const visits = new ShowVisits(catalogue);
  await visits.start();
  return visits;
}

const openHome = () => catalogue.load(showsResource());
const countOf = (visits: ShowVisits) => newEpisodesOf(visits.visits.get('s1'), show());

async function openShow(visits: ShowVisits): Promise<void> {
  visits.open('s1');
  await catalogue.load(showResource('s1'));
}

beforeEach(async () => {
  await clear(createStore('carryon-visits', 'visits'));
  episodeCount = 10;
});

test('a show is known from when it is listed first, and what comes later is new until it is opened', async () => {
  const visits = await load();
  await openHome();
  expect(countOf(visits)).toBe(0);
  episodeCount = 13;
  await openHome();
  expect(countOf(visits)).toBe(3);
  await openShow(visits);
  expect(countOf(visits)).toBe(0);
});

test('is kept for the next time', async () => {
  await openShow(await load());
  await expect
    .poll(async () => {
      const later = await load();
      episodeCount = 12;
      const count = countOf(later);
      episodeCount = 10;
      return count;
    })
    .toBe(2);
});

test('what comes while the show is open is seen', async () => {
  const visits = await load();
  await openShow(visits);
  episodeCount = 11;
  await catalogue.load(showResource('s1'));
  expect(countOf(visits)).toBe(0);
});

test('a show that is loaded without being open is not seen', async () => {
  const visits = await load();
  await openShow(visits);
  visits.open(null);
  episodeCount = 11;
  await catalogue.load(showResource('s1'));
  expect(countOf(visits)).toBe(1);
});

test('a feed that was not read yet has no new episodes when it was', async () => {
  episodeCount = 0;
  const visits = await load();
  await openHome();
  episodeCount = 300;
  await openHome();
  expect(countOf(visits)).toBe(0);
});
