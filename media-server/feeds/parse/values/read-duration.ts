const MAX_LENGTH = 60;
const MAX_SECONDS = 10_000_000;
const CLOCK = /^(?:(\d{1,4}):)?(\d{0,5}):(\d{1,2}(?:[.,]\d{1,9})?)$/;
const PLAIN = /^(\d{1,9}(?:[.,]\d{1,9})?) ?(?:s|secs?|seconds?)?$/i;
const WORDS =
  /^(?:pt)?(?:(\d{1,4}) ?(?:h|hrs?|hours?)[ ,]{0,2})?(?:(\d{1,5}) ?(?:m|mins?|minutes?)[ ,]{0,2})?(?:(\d{1,6}(?:[.,]\d{1,9})?) ?(?:s|secs?|seconds?))?$/i;

/** A length of time in whole seconds, more than none; null when the text is no such length. */
export function readDuration(text: string): number | null {
  const seconds = readSeconds(text);
  return seconds === null || Math.round(seconds) === 0 ? null : Math.round(seconds);
}

/**
 * A time in seconds, with fractions: `90`, `1:30`, `0:01:30.5`, `1h 30m`, `PT1H30M`. Null when the text is none of these.
 * @see Podlove Simple Chapters, and RFC 7826 §4.4.2 of which its times are a part
 */
export function readSeconds(text: string): number | null {
  const time = text.trim();
  if (time === '' || time.length > MAX_LENGTH) return null;
  const seconds = fromClock(time) ?? fromPlain(time) ?? fromWords(time);
  return seconds === null || seconds > MAX_SECONDS ? null : seconds;
}

function fromClock(time: string): number | null {
  const [whole, hours, minutes, seconds] = CLOCK.exec(time) ?? [];
  return whole === undefined ? null : total(hours, minutes, seconds);
}

const fromPlain = (time: string): number | null => {
  const seconds = PLAIN.exec(time)?.[1];
  return seconds === undefined ? null : decimal(seconds);
};

function fromWords(time: string): number | null {
  const [, hours, minutes, seconds] = WORDS.exec(time) ?? [];
  return (hours ?? minutes ?? seconds) === undefined ? null : total(hours, minutes, seconds);
}

const total = (hours: string | undefined, minutes: string | undefined, seconds: string | undefined): number =>
  Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + decimal(seconds ?? '0');

const decimal = (text: string): number => Number(text.replace(',', '.'));
