import { expect, it } from 'vitest';
import { fileNameFacts } from './file-name-facts.ts';

it.each([
  ['S01E02 - Basel', '', { title: 'Basel', season: 1, episode: 2, date: null }],
  ['Night.Trains.s2.e10.Wien', '', { title: 'Wien', season: 2, episode: 10, date: null }],
  ['Night Trains 1x02 Basel', '', { title: 'Basel', season: 1, episode: 2, date: null }],
  ['Night Trains S01E02', '', { title: 'Night Trains', season: 1, episode: 2, date: null }],
  ['02 - Title', 'Season 3', { title: 'Title', season: 3, episode: 2, date: null }],
  ['02. Title', 'Staffel 1', { title: 'Title', season: 1, episode: 2, date: null }],
  ['12_the_long_way', '', { title: 'the long way', season: null, episode: 12, date: null }],
  ['Episode 7 The Border', '', { title: 'The Border', season: null, episode: 7, date: null }],
  ['2026-03-01 Spring', '', { title: 'Spring', season: null, episode: null, date: '2026-03-01' }],
  ['20 Minutes', '', { title: 'Minutes', season: null, episode: 20, date: null }],
  ['1984', '', { title: '1984', season: null, episode: null, date: null }],
  ['1920x1080 test', '', { title: '1920x1080 test', season: null, episode: null, date: null }],
  ['---', '', { title: '', season: null, episode: null, date: null }],
])('%s in "%s"', (name, folder, facts) => {
  expect(fileNameFacts(name, folder)).toEqual(facts);
});
