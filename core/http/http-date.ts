const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const RFC_850 =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const ASCTIME = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/;

/**
 * Reads an HTTP date in any of its three forms, in milliseconds since the epoch; null when it is none of them.
 * `nowMs` places the two-digit years of the RFC 850 form: never more than 50 years ahead.
 * @see RFC 9110 §5.6.7
 */
export function parseHttpDate(text: string, nowMs: number): number | null {
  const imf = IMF_FIXDATE.exec(text);
  if (imf) return toEpochMs(Number(imf[3]), imf[2], imf[1], imf[4], imf[5], imf[6]);
  const asctime = ASCTIME.exec(text);
  if (asctime)
    return toEpochMs(Number(asctime[6]), asctime[1], asctime[2], asctime[3], asctime[4], asctime[5]);
  const rfc850 = RFC_850.exec(text);
  if (!rfc850) return null;
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = Math.floor(thisYear / 100) * 100 + Number(rfc850[3]);
  return toEpochMs(
    year > thisYear + 50 ? year - 100 : year,
    rfc850[2],
    rfc850[1],
    rfc850[4],
    rfc850[5],
    rfc850[6],
  );
}

/** Writes the preferred form, with whole seconds. @see RFC 9110 §5.6.7 */
export const formatHttpDate = (epochMs: number): string => new Date(epochMs).toUTCString();

function toEpochMs(
  year: number,
  monthName: string | undefined,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
): number | null {
  const month = MONTHS.indexOf(monthName ?? '');
  if (month < 0) return null;
  const [d, h, m, s] = [Number(day), Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 60) return null;
  const epochMs = Date.UTC(year, month, d, h, m, Math.min(s, 59));
  return new Date(epochMs).getUTCDate() === d ? epochMs : null;
}
