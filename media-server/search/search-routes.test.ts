import { beforeAll, describe, expect, it } from 'vitest';
import type { ShowList } from '../../core/api/page.ts';
import type { SearchAnswer } from '../../core/api/search.ts';
import {
  DocumentPublisher,
  follow,
  refresh,
  startFollowingServer,
} from '../remote-documents/testing/document-publisher.ts';
import { placeWav } from '../testing/media-files.ts';
import { rawRequest } from '../testing/raw-request.ts';
import type { TestServer } from '../testing/test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startFollowingServer(async (library) => {
    for (let day = 1; day <= 9; day++) {
      await placeWav(library, `Night Trains/2026-01-0${day} Basel Part ${day}.wav`, 300, day);
    }
  });
  await server.settled(({ episodes }) => episodes === 9);
});

const search = (query: string, more = ''): Promise<SearchAnswer> =>
  server.json<SearchAnswer>(`/api/search?q=${encodeURIComponent(query)}${more}`);
const titlesOf = ({ shows, episodes }: SearchAnswer) => [
  shows.map(({ title }) => title),
  episodes.map(({ episode }) => episode.title),
];

describe('the library', () => {
  it('is found as soon as it is listed, newest first, as lists show it', async () => {
    const answer = await search('basel');
    expect(titlesOf(answer)).toEqual([[], [9, 8, 7, 6, 5, 4, 3, 2, 1].map((day) => `Basel Part ${day}`)]);
    const listed = (await server.episodes()).filter(({ showTitle }) => showTitle === 'Night Trains');
    expect(answer.episodes.map(({ episode }) => episode)).toEqual(listed);
    expect(titlesOf(await search('night basel 7'))).toEqual([[], ['Basel Part 7']]);
    const { items } = await server.json<ShowList>('/api/shows');
    expect((await search('nigh')).shows).toEqual(items.filter(({ title }) => title === 'Night Trains'));
  });

  it('is limited', async () => {
    expect((await search('basel', '&limit=2')).episodes).toHaveLength(2);
    for (const limit of ['0', '51', '-1', 'x']) {
      expect((await server.get(`/api/search?q=basel&limit=${limit}`)).status, limit).toBe(400);
    }
    expect((await server.get('/api/search')).status).toBe(400);
  });

  it.each([
    '',
    ' ',
    '"',
    '***',
    'a AND',
    'NEAR(',
    '%00',
    '-basel^',
    '列車',
    'x'.repeat(10_000),
    '"'.repeat(3_000),
  ])('is asked for %j without an error', async (query) => {
    const response = await rawRequest(`${server.url}/api/search?q=${encodeURIComponent(query)}`);
    expect([response.status, response.header('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
  });

  it('is described', async () => {
    const api = await server.json<{ paths: Record<string, { get: unknown }> }>('/api/openapi.json');
    expect(JSON.stringify(api.paths['/api/search']?.get)).toContain('#/components/schemas/SearchAnswer');
  });
});

it('what is followed is found at once, and no more when it is not', async () => {
  const publisher = await DocumentPublisher.start();
  const notes = (town: string) => `<p>We ride to <b>${town}</b> &amp; back<script>alert(1)</script>.</p>`;
  publisher.putFeed('Rails', [
    { guid: '1', title: 'One', notes: notes('Zürich') },
    { guid: '2', title: 'Two', notes: notes('Vienna') },
  ]);
  const showId = await follow(server, `${publisher.url}/feed.xml`);
  expect(await search('zurich')).toMatchObject({
    shows: [],
    episodes: [{ episode: { title: 'One', showId }, snippet: 'We ride to \ue000Zürich\ue001 & back.' }],
  });
  expect(titlesOf(await search('rails'))).toEqual([['Rails'], ['One', 'Two']]);

  publisher.putFeed('Roads', [{ guid: '1', title: 'One', notes: notes('Basel') }]);
  await refresh(server, showId);
  expect(titlesOf(await search('zurich'))).toEqual([[], []]);
  expect(titlesOf(await search('roads basel'))).toEqual([[], ['One']]);
  expect(titlesOf(await search('roads'))[0]).toEqual(['Roads']);
  expect(titlesOf(await search('rails'))).toEqual([[], []]);

  await fetch(`${server.url}/api/subscriptions/${showId}`, { method: 'DELETE' });
  expect(titlesOf(await search('roads'))).toEqual([[], []]);
  await follow(server, `${publisher.url}/feed.xml`);
  expect(titlesOf(await search('roads'))).toEqual([['Roads'], ['One', 'Two']]);
});
