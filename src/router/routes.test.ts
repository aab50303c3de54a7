import { expect, test } from 'vitest';
import { episodePath, routeOf, searchPath, showPath } from './routes.ts';

test.each([
  ['/', { name: 'home' }],
  ['/search', { name: 'search', text: '' }],
  ['/search?q=night+trains%20%26', { name: 'search', text: 'night trains &' }],
  ['/downloads', { name: 'downloads' }],
  ['/settings/', { name: 'settings' }],
  ['/shows/abc', { name: 'show', showId: 'abc' }],
  ['/episodes/abc', { name: 'episode', episodeId: 'abc', play: false }],
  ['/episodes/abc?play', { name: 'episode', episodeId: 'abc', play: true }],
  ['/shows', { name: 'not-found' }],
  ['/shows/a/b', { name: 'not-found' }],
  ['/shows/%E0%A4%A', { name: 'not-found' }],
  ['/elsewhere', { name: 'not-found' }],
])('%s', (path, route) => {
  expect(routeOf(new URL(path, 'http://localhost'))).toEqual(route);
});

test.each(['a/b', 'ü?#', '..'])('an id of %j comes back from its path', (id) => {
  const { pathname, searchParams } = { pathname: showPath(id), searchParams: new URLSearchParams() };
  expect(routeOf({ pathname, searchParams })).toEqual({ name: 'show', showId: id });
  expect(routeOf({ pathname: episodePath(id), searchParams })).toMatchObject({ episodeId: id });
});

test.each(['', 'night trains', 'a&b=c#d', '50 % über', 'dr.who?'])(
  'what is searched for comes back: %j',
  (text) => {
    expect(routeOf(new URL(searchPath(text), 'http://localhost'))).toEqual({ name: 'search', text });
  },
);
