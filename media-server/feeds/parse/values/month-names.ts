const ENGLISH = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const LONG_ENGLISH: ReadonlySet<string> = new Set(
  'january february march april june july august september october november december'.split(' '),
);
/** Where two share a name for different months, the first counts. */
const LOCALES = 'en de fr es it pt nl sv da nb fi pl cs sk sl hu ro el tr ru uk bg ca eu id'.split(' ');
const DAY = 15;

let localized: ReadonlyMap<string, number> | null = null;

/** The month that an English word names, 0 to 11; null when it names none. */
export function englishMonth(word: string): number | null {
  const name = plain(word);
  const index = ENGLISH.indexOf(name.slice(0, 3));
  const isMonth = index >= 0 && (name.length === 3 || name === 'sept' || LONG_ENGLISH.has(name));
  return isMonth ? index : null;
}

/** The same in any of many languages. */
export function localizedMonth(word: string): number | null {
  localized ??= localizedNames();
  return localized.get(plain(word)) ?? null;
}

function localizedNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const locale of LOCALES) {
    for (const month of ['long', 'short'] as const) {
      for (const day of [undefined, 'numeric'] as const) {
        const format = new Intl.DateTimeFormat(locale, { month, day, timeZone: 'UTC' });
        for (let index = 0; index < 12; index++) {
          const parts = format.formatToParts(Date.UTC(2023, index, DAY));
          const name = plain(parts.find(({ type }) => type === 'month')?.value ?? '');
          if (/^\p{L}{2,}$/u.test(name) && !names.has(name)) names.set(name, index);
        }
      }
    }
  }
  return names;
}

const plain = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '');
