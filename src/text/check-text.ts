import type { CheckReport } from '../../engine/check-stores.ts';
import { formatCount } from './format.ts';

/** What a check of everything that is stored has found. */
export function checkText({ damaged, downloads, parts }: CheckReport): string {
  if (parts === 0) return 'Nothing is stored yet, so there is nothing to check.';
  if (damaged.length === 0)
    return parts === 1
      ? 'The one part that is stored is right.'
      : `All ${formatCount(parts, 'part', 'parts')} of ${formatCount(downloads, 'episode', 'episodes')} are right.`;
  return damaged
    .map(({ damagedParts, title }) =>
      damagedParts === 1
        ? `1 part of ${title} was damaged and is fetched again.`
        : `${formatCount(damagedParts, 'part', 'parts')} of ${title} were damaged and are fetched again.`,
    )
    .join(' ');
}
