import { formatCount } from './format.ts';

/** Why a download is gone: `played` ones went by themselves. */
export type GoneKind = 'removed' | 'played' | 'cancelled';

/** What to say of downloads that are gone, all for one reason. */
export function goneText(kind: GoneKind, titles: readonly string[]): string {
  const [title] = titles;
  const one = titles.length === 1 && title !== undefined;
  switch (kind) {
    case 'removed':
      return `Removed ${one ? title : formatCount(titles.length, 'download', 'downloads')}`;
    case 'played':
      return one ? `Removed ${title}, which you played` : `Removed ${titles.length} episodes you played`;
    case 'cancelled':
      return one ? `Cancelled the download of ${title}` : `Cancelled ${titles.length} downloads`;
  }
}
