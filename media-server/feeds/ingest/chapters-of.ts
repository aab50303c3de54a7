import type { Chapters } from '../../../core/api/episode.ts';
import { cleanLine } from '../../library/clean-text.ts';
import type { ParsedChapter } from '../parse/parsed-feed.ts';

const MAX_CHAPTERS = 1_000;

/** The chapters that stand in a feed, as a JSON `Chapters` document; null when there are none. */
export function chaptersOf(
  parsed: readonly ParsedChapter[],
  artworkIdOf: (url: string | null) => string | null,
): string | null {
  if (parsed.length === 0) return null;
  const chapters = parsed.slice(0, MAX_CHAPTERS).map(({ startSeconds, title, url, imageUrl }) => {
    const artworkId = artworkIdOf(imageUrl);
    return {
      startTime: startSeconds,
      title: cleanLine(title, 300),
      ...(url === null ? {} : { url }),
      ...(artworkId === null ? {} : { img: `/artwork/${artworkId}` }),
    };
  });
  return JSON.stringify({ version: '1.2.0', chapters } satisfies Chapters);
}
