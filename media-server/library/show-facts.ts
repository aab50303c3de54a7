import { cleanLine } from './clean-text.ts';
import { descriptionHtml } from './description-html.ts';
import { canonicalLanguage } from './language-tag.ts';
import { parseJson } from './sidecars/read-sidecar.ts';

export interface ShowFacts {
  readonly title: string;
  readonly author: string;
  readonly descriptionHtml: string;
  readonly language: string | null;
}

/** What `show.json` says; absent fields are null. */
export interface ShowFile {
  readonly title: string | null;
  readonly author: string | null;
  readonly description: string | null;
  readonly language: string | null;
}

/** @throws Error with a message for the list of problems. */
export function readShowFile(text: string): ShowFile {
  const document = parseJson(text);
  const line = (key: string): string | null => {
    const value = document[key];
    return typeof value === 'string' ? cleanLine(value, 300) || null : null;
  };
  const description = document['description'];
  return {
    title: line('title'),
    author: line('author'),
    description: typeof description === 'string' ? description : null,
    language: canonicalLanguage(line('language')),
  };
}

export interface EpisodeTags {
  readonly album: string;
  readonly author: string;
  readonly language: string | null;
}

/**
 * The facts of a show: from `show.json`, else from what most of its episodes say, else from the name of its folder.
 * @param folder Empty for the show of the loose files, which have no album in common but by chance.
 */
export function showFacts(
  file: ShowFile | null,
  episodes: readonly EpisodeTags[],
  folder: string,
): ShowFacts {
  return {
    title:
      file?.title ??
      (folder === ''
        ? 'Loose files'
        : (mostCommon(episodes.map(({ album }) => album)) ?? cleanLine(folder, 300))),
    author: file?.author ?? mostCommon(episodes.map(({ author }) => author)) ?? '',
    descriptionHtml: file?.description ? descriptionHtml(file.description) : '',
    language: file?.language ?? mostCommon(episodes.map(({ language }) => language ?? '')),
  };
}

/** The value that at least half of them share; null when there is none, or it is empty. */
function mostCommon(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (value !== '' && count * 2 >= values.length) return value;
  return null;
}
