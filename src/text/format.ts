/** Numbers, sizes, times and dates for people, in the reader's locale (`locale` is for tests). */

/** Keeps what it made for the same locale and options: to make one of `Intl` takes far longer than to use it. */
function keepMade<Options, Format>(
  make: (locale: string | undefined, options: Options | undefined) => Format,
): (locale: string | undefined, options?: Options) => Format {
  const made = new Map<string, Format>();
  return (locale, options) => {
    const key = JSON.stringify([locale, options]);
    const format = made.get(key) ?? make(locale, options);
    made.set(key, format);
    return format;
  };
}

const numberFormat = keepMade<Intl.NumberFormatOptions, Intl.NumberFormat>(
  (locale, options) => new Intl.NumberFormat(locale, options),
);
const dateFormat = keepMade<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  (locale, options) => new Intl.DateTimeFormat(locale, options),
);

const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Windows counts a megabyte as 1024 × 1024 bytes; the other systems count in thousands. */
const systemBase = (): 1000 | 1024 =>
  typeof navigator !== 'undefined' && /win/i.test(navigator.userAgent) ? 1024 : 1000;

interface SizeOptions {
  readonly base?: 1000 | 1024;
  readonly locale?: string;
}

/** So many gigabytes as the reader's system counts them, in bytes. */
export const gigabytes = (count: number): number => count * systemBase() ** 3;

function sizeUnit(bytes: number, base: number): { unit: (typeof SIZE_UNITS)[number]; divisor: number } {
  let step = 0;
  let divisor = 1;
  while (step < SIZE_UNITS.length - 1 && bytes >= divisor * base * 0.9995) {
    step += 1;
    divisor *= base;
  }
  return { unit: SIZE_UNITS[step] ?? 'byte', divisor };
}

const fractionDigits = (value: number, unit: string): number => (unit === 'byte' || value >= 9.95 ? 0 : 1);

/** `96 MB` */
export function formatBytes(bytes: number, { base = systemBase(), locale }: SizeOptions = {}): string {
  const { unit, divisor } = sizeUnit(bytes, base);
  const value = bytes / divisor;
  return numberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: fractionDigits(value, unit),
  }).format(value);
}

/** `41 of 96 MB`: both in the unit of the whole. */
export function formatBytesOf(bytes: number, ofBytes: number, options: SizeOptions = {}): string {
  const { unit, divisor } = sizeUnit(ofBytes, options.base ?? systemBase());
  const value = bytes / divisor;
  const digits = bytes === 0 ? 0 : fractionDigits(ofBytes / divisor, unit);
  const part = numberFormat(options.locale, { maximumFractionDigits: digits }).format(value);
  return `${part} of ${formatBytes(ofBytes, options)}`;
}

/** `2.4 MB/s` */
export const formatSpeed = (bytesPerSecond: number, options: SizeOptions = {}): string =>
  `${formatBytes(bytesPerSecond, options)}/s`;

const unitFormat = (value: number, unit: string, unitDisplay: 'short' | 'long', locale?: string): string =>
  numberFormat(locale, { style: 'unit', unit, unitDisplay }).format(value);

function inUnits(totalSeconds: number, display: 'short' | 'long', locale?: string): string {
  const seconds = Math.max(0, Math.round(totalSeconds));
  if (seconds < 60) return unitFormat(seconds, 'second', display, locale);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unitFormat(minutes, 'minute', display, locale);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const whole = unitFormat(hours, 'hour', display, locale);
  return rest === 0 ? whole : `${whole} ${unitFormat(rest, 'minute', display, locale)}`;
}

/** `48 min`, `1 hr 12 min` */
export const formatDuration = (seconds: number, locale?: string): string => inUnits(seconds, 'short', locale);

/** `12 minutes 3 seconds`, for a screen reader. */
export function formatSpokenTime(totalSeconds: number, locale?: string): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const pieces = [
    { value: Math.floor(seconds / 3600), unit: 'hour' },
    { value: Math.floor(seconds / 60) % 60, unit: 'minute' },
    { value: seconds % 60, unit: 'second' },
  ].filter(({ value }) => value > 0);
  if (pieces.length === 0) return unitFormat(0, 'second', 'long', locale);
  return pieces.map(({ value, unit }) => unitFormat(value, unit, 'long', locale)).join(' ');
}

/** `48:05`, `1:02:03` */
export function formatClock(totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `about 2 min left`; the seconds are rounded so that the number does not flicker. */
export function formatTimeLeft(seconds: number, locale?: string): string {
  if (seconds < 10) return 'a few seconds left';
  const steady = seconds < 60 ? Math.ceil(seconds / 10) * 10 : Math.ceil(seconds / 60) * 60;
  return `about ${formatDuration(steady, locale)} left`;
}

/** `1.5×` */
export const formatRate = (rate: number, locale?: string): string =>
  `${numberFormat(locale, { maximumFractionDigits: 2 }).format(rate)}×`;

const DAY_MS = 86_400_000;

const startOfDay = (epochMs: number): number => new Date(epochMs).setHours(0, 0, 0, 0);

/** `today`, `yesterday`, `Tuesday`, `12 Mar`, `12 Mar 2021`: within a sentence. */
export function formatDay(epochMs: number, nowMs: number, locale?: string): string {
  const daysAgo = Math.round((startOfDay(nowMs) - startOfDay(epochMs)) / DAY_MS);
  if (daysAgo === 0 || daysAgo === 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-daysAgo, 'day');
  const format: Intl.DateTimeFormatOptions =
    daysAgo > 1 && daysAgo < 7
      ? { weekday: 'long' }
      : new Date(epochMs).getFullYear() === new Date(nowMs).getFullYear()
        ? { day: 'numeric', month: 'short' }
        : { day: 'numeric', month: 'short', year: 'numeric' };
  return dateFormat(locale, format).format(epochMs);
}

/** `Today`, `Yesterday`, `Tuesday`, `12 Mar`, `12 Mar 2021` */
export function formatDate(epochMs: number, nowMs: number, locale?: string): string {
  const text = formatDay(epochMs, nowMs, locale);
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** `14:03` */
export const formatTime = (epochMs: number, locale?: string): string =>
  dateFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(epochMs);

/** `1 episode`, `14 episodes` */
export const formatCount = (count: number, one: string, many: string, locale?: string): string =>
  `${numberFormat(locale).format(count)} ${count === 1 ? one : many}`;

/** `2nd` */
export function formatOrdinal(place: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' } as const;
  return `${place}${suffix[new Intl.PluralRules('en', { type: 'ordinal' }).select(place)]}`;
}
