import { safeHref } from '../html/sanitize-html.ts';
import type { Chapter } from '../services/resources.ts';

const EARLY_SECONDS = 0.25;

/** The chapters that are shown by name; the others only change the picture. */
export const listedChapters = (chapters: readonly Chapter[]): readonly Chapter[] =>
  chapters.filter(({ toc }) => toc !== false);

/** The path of a chapter's picture; null when it has none, or one that is not from our own artwork route. */
export const pictureOf = ({ img }: Chapter): string | null =>
  typeof img === 'string' && /^\/artwork\/[\w/-]+$/.test(img) ? img : null;

/** The address of a chapter's link; null when it has none that leads to the web. */
export function linkOf({ url }: Chapter): string | null {
  const href = typeof url === 'string' ? safeHref(url) : null;
  return href?.startsWith('http') === true ? href : null;
}

/**
 * The picture to show at a position: of the chapter that lasts there, or of an unlisted one within it. Null where the artwork
 * of the episode stays. The chapters are in order of their start.
 */
export function pictureAt(chapters: readonly Chapter[], seconds: number): string | null {
  const lasting = chapters.findLast(
    (chapter) =>
      chapter.startTime <= seconds + EARLY_SECONDS &&
      seconds < (chapter.endTime ?? Infinity) &&
      (chapter.toc !== false || pictureOf(chapter) !== null),
  );
  return lasting === undefined ? null : pictureOf(lasting);
}
