import { englishMonth, localizedMonth } from './month-names.ts';

const MAX_LENGTH = 100;
const TIME = /(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s?([ap])\.?m\b\.?)?/i;
const ZONE = /^\s*(?:(?:gmt|utc?|z)?\s?([+\u2212-])(\d{1,2})(?::?(\d{2}))?(?!\d)|([a-z]{1,5})\b)/i;
const EPOCH = /^(?:\d{10}|\d{13})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2}))?Z?$/;

/** Hours east of Greenwich. A name of several zones is the one of RFC 822, or the one most feeds are from. */
const ZONES: ReadonlyMap<string, number> = new Map(
  `est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7 akst -9 akdt -8 hst -10 ast -4 adt -3 nst -3.5 ndt -2.5
  brt -3 art -3 bst 1 ist 5.5 wet 0 west 1 cet 1 cest 2 met 1 mest 2 mez 1 mesz 2 eet 2 eest 3 msk 3 sast 2 sgt 8 hkt 8
  awst 8 jst 9 kst 9 acst 9.5 acdt 10.5 aest 10 aedt 11 nzst 12 nzdt 13`
    .match(/[a-z]+ \S+/g)
    ?.map((entry) => entry.split(' '))
    .map(([name = '', hours]) => [name, Number(hours)]),
);
const HOUR = 60;
const MAX_ZONE = 14 * HOUR;

interface Day {
  readonly year: number;
  /** 0 to 11. */
  readonly month: number;
  readonly day: number;
}

/**
 * Reads a date as feeds write it, in milliseconds since the epoch: that of RFC 822 and its successors, of ISO 8601, and
 * their usual misspellings. The day of the week is not looked at. What says no zone, or one that nobody knows, is in UTC.
 * Null when it is no date.
 * @see RFC 5322 §3.3 and §4.3, RFC 3339 §5.6
 */
export function readDate(text: string): number | null {
  const date = text.trim();
  if (date === '' || date.length > MAX_LENGTH) return null;
  if (EPOCH.test(date)) return Number(date.padEnd(13, '0'));
  const [spelled = date] = [COMPACT.exec(date)].flatMap((match) => (match ? [spell(match)] : []));
  const time = TIME.exec(spelled);
  if (time === null) return toEpochMs(readDay(spelled), 0);
  const after = spelled.slice(time.index + time[0].length);
  const zone = ZONE.exec(after);
  const clockMs = readClock(time);
  if (clockMs === null) return null;
  const rest = zone === null || englishMonth(zone[4] ?? '') !== null ? after : after.slice(zone[0].length);
  const day = readDay(`${spelled.slice(0, time.index)} ${rest}`);
  return toEpochMs(day, clockMs - zoneMinutes(zone) * 60_000);
}

const spell = ([, year, month, day, hour = '00', minute = '00', second = '00']: readonly string[]): string =>
  `${year}-${month}-${day}T${hour}:${minute}:${second}`;

function readClock([, hour, minute, second, fraction, half]: readonly (string | undefined)[]): number | null {
  const [h, m, s] = [Number(hour), Number(minute), Math.min(Number(second ?? 0), 59)];
  if (h > 24 || m > 59 || Number(second ?? 0) > 60 || (h === 24 && m + s > 0)) return null;
  const milliseconds = Math.trunc(Number(`0.${fraction ?? 0}`) * 1000);
  return ((onDay(h, half?.toLowerCase()) * 60 + m) * 60 + s) * 1000 + milliseconds;
}

function onDay(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** Minutes east of Greenwich. */
function zoneMinutes(zone: RegExpExecArray | null): number {
  if (zone === null) return 0;
  const [, sign, hours, minutes, name] = zone;
  if (name !== undefined) return (ZONES.get(name.toLowerCase()) ?? 0) * HOUR;
  const offset = Number(hours) * HOUR + Number(minutes ?? 0);
  if (offset > MAX_ZONE) return 0;
  return sign === '+' ? offset : -offset;
}

function readDay(text: string): Day | null {
  const month = monthIn(text);
  const numbers = text.match(/\d+/g) ?? [];
  const [first = '', second = '', third = ''] = numbers;
  if (month !== null) return first.length === 4 ? day(first, month, second) : day(second, month, first);
  if (first.length === 4) return day(first, Number(second || 1) - 1, third || '1');
  if (third === '') return null;
  const isMonthFirst = text.includes('/') && Number(first) <= 12;
  return isMonthFirst ? day(third, Number(first) - 1, second) : day(third, Number(second) - 1, first);
}

/** The month after the first number, else the one before it: what comes first may be a day, as the French `mar.` is. */
function monthIn(text: string): number | null {
  const number = text.search(/\d/);
  const words = [text.slice(Math.max(0, number)), text.slice(0, Math.max(0, number))];
  for (const part of words.map((side) => side.match(/\p{L}[\p{L}\p{M}]{2,}/gu) ?? [])) {
    for (const read of [englishMonth, localizedMonth]) {
      const month = part.map(read).findLast((index) => index !== null);
      if (month !== undefined && month !== null) return month;
    }
  }
  return null;
}

const day = (year: string, month: number, day: string): Day | null =>
  /^\d{2,4}$/.test(year) && /^\d{1,2}$/.test(day) ? { year: fullYear(year), month, day: Number(day) } : null;

/** @see RFC 5322 §4.3 */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function toEpochMs(date: Day | null, offsetMs: number): number | null {
  if (date === null || date.year < 1900 || date.year > 2200) return null;
  const midnightMs = Date.UTC(date.year, date.month, date.day);
  const isThatDay = new Date(midnightMs).getUTCDate() === date.day && date.month >= 0 && date.month < 12;
  return isThatDay ? midnightMs + offsetMs : null;
}
