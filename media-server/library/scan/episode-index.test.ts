import { expect, it } from 'vitest';
import { EpisodeIndex, identify, type IndexedEpisode } from './episode-index.ts';

const episode = (
  id: string,
  path: string,
  fingerprint: string,
  missingSinceMs: number | null = null,
): IndexedEpisode => ({
  id,
  path,
  fingerprint,
  missingSinceMs,
  showId: 's',
  sidecarState: '',
  publishedAtMs: 0,
  dated: true,
  addedAtMs: 0,
  version: { bytes: 1, mtimeMs: 1, ctimeMs: 1 },
});
const nothing = () => false;
const everything = () => true;

it.each([
  ['the same content at the same path', [episode('a', 'x', 'f')], nothing, 'a'],
  ['new content at a path', [episode('a', 'x', 'g')], nothing, 'a'],
  ['a new path with new content', [episode('a', 'y', 'g')], nothing, null],
  ['a copy of a file that stays', [episode('a', 'y', 'f')], nothing, null],
  ['a file that left another path', [episode('a', 'y', 'f')], everything, 'a'],
  [
    'a file that left another path, over one that was here',
    [episode('a', 'y', 'f'), episode('b', 'x', 'g')],
    everything,
    'a',
  ],
  ['a file that was missed', [episode('a', 'y', 'f', 5)], nothing, 'a'],
  [
    'a file that was missed, over one that is here',
    [episode('a', 'y', 'f', 5), episode('b', 'x', 'g')],
    nothing,
    'b',
  ],
  ['the one last missed of two', [episode('a', 'y', 'f', 5), episode('b', 'z', 'f', 6)], nothing, 'b'],
  ['the one missed here of two', [episode('a', 'x', 'f', 5), episode('b', 'z', 'f', 6)], nothing, 'a'],
  ['other content where one was missed', [episode('a', 'x', 'g', 5)], nothing, 'a'],
])('%s', (_name, episodes, vacated, expected) => {
  expect(identify(new EpisodeIndex(episodes), 'x', 'f', vacated)?.id ?? null).toBe(expected);
});
