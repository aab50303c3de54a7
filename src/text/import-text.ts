import type { OpmlResult } from '../../core/api/subscription.ts';
import type { ImportProgress } from '../services/opml-import.ts';
import { formatCount } from './format.ts';

const numbers = (count: number, locale?: string): string => new Intl.NumberFormat(locale).format(count);

/** `12 of 3,000 read` */
export const readText = ({ read, total }: ImportProgress, locale?: string): string =>
  `${numbers(read, locale)} of ${numbers(total, locale)} read`;

/** What came of an import, in one or two sentences. */
export function importedText({ result, total }: ImportProgress, locale?: string): string {
  const known = result?.known ?? 0;
  const added = result?.added ?? total;
  if (added === 0 && known === 0) return 'No podcasts were found in the file.';
  if (added === 0)
    return `All of them were followed already: ${formatCount(known, 'podcast', 'podcasts', locale)}.`;
  const news = `${formatCount(added, 'podcast is', 'podcasts are', locale)} new here.`;
  return known === 0
    ? news
    : `${news} ${formatCount(known, 'other was', 'others were', locale)} followed already.`;
}

const REASONS: Readonly<Record<string, string>> = {
  'not-an-address': 'This is no address.',
  duplicate: 'It stands in the file twice.',
  'not-allowed': 'Addresses of this kind are not followed.',
  'too-many': 'The file holds more than 20,000 podcasts. Split it, and import the rest.',
};

/** Why a line of the file was left out. */
export const lineText = ({ reason }: OpmlResult['problems'][number]): string =>
  REASONS[reason] ?? 'It could not be read.';
