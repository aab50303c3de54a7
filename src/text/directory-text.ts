import type { DirectoryAnswer, DirectoryState } from '../../core/api/directory.ts';

type Directory = DirectoryAnswer['directories'][number];

const NAMES: Record<Directory['name'], string> = {
  apple: 'Apple Podcasts',
  'podcast-index': 'Podcast Index',
};

const TROUBLES: Record<Exclude<DirectoryState, 'ready' | 'not-configured'>, string> = {
  unreachable: 'cannot be reached at the moment',
  'rate-limited': 'asks for a pause of some minutes',
  refused: 'refused the search of your server',
};

/** One sentence about the directories that could not be searched; null when there is nothing to tell. */
export function directoryText(directories: readonly Directory[]): string | null {
  if (directories.length === 0) return null;
  if (directories.every(({ state }) => state === 'not-configured')) {
    return 'Your server does not search the internet for podcasts. Paste the address of a feed to follow it.';
  }
  const troubles = directories.flatMap(({ name, state }) =>
    state === 'ready' || state === 'not-configured' ? [] : [`${NAMES[name]} ${TROUBLES[state]}`],
  );
  return troubles.length === 0 ? null : `${troubles.join(', and ')}.`;
}
