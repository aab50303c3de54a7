/** A time in a text that a player can go to. `start` and `end` (exclusive) are UTF-16 units of the text. */
export interface Timestamp {
  readonly start: number;
  readonly end: number;
  readonly seconds: number;
}

interface Candidate extends Timestamp {
  /** It may stand for chapter and verse of a book. */
  readonly mayBeVerse: boolean;
}

/** `1:23`, `102:15`, `1:02:03`, not within a word, a number, an address, or a longer row of such pairs. */
const TIME =
  /(?<![\p{L}\p{N}_:./\\+$€£])(?:(\d{1,2}):([0-5]\d)|(\d{1,3})):([0-5]\d)(?![\p{L}\p{N}_%]|[:.,/]\d)/gu;

/** Between times that belong together: `1:23–4:56`, `3:16, 3:18`. */
const CONNECTOR = /^[^\S\n]*(?:[,;&‐-―−-]|and|to)?[^\S\n]*$/;
const LONGEST_CONNECTOR = 8;

const BOOKS =
  'Genesis|Gen|Exodus|Exod|Leviticus|Lev|Numbers|Deuteronomy|Deut|Joshua|Josh|Judges|Judg|Ruth|Ezra|Nehemiah|Neh|Esther|Esth|Job|' +
  'Psalms?|Ps|Proverbs|Prov|Ecclesiastes|Eccl|Song of (?:Songs|Solomon)|Isaiah|Isa|Jeremiah|Jer|Lamentations|Ezekiel|Ezek|' +
  'Daniel|Hosea|Hos|Joel|Amos|Obadiah|Obad|Jonah|Micah|Nahum|Habakkuk|Hab|Zephaniah|Zeph|Haggai|Hag|Zechariah|Zech|Malachi|' +
  'Matthew|Matt|Mt|Mark|Mk|Luke|Lk|John|Jn|Acts|Romans|Rom|Galatians|Ephesians|Eph|Philippians|Colossians|Titus|Philemon|' +
  'Hebrews|Heb|James|Jas|Jude|Revelation|Rev';
const NUMBERED_BOOKS =
  'Samuel|Sam|Kings|Kgs|Chronicles|Chron|Chr|Corinthians|Cor|Thessalonians|Thess|Timothy|Tim|Peter|Pet|John|Jn';
const AFTER_BOOK = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${BOOKS})|(?:[1-3]|I{1,3})\\s?(?:${NUMBERED_BOOKS}))\\.?\\s+$`,
  'u',
);

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?';
const AFTER_DATE = new RegExp(
  `(?:\\d{1,4}([./-])\\d{1,2}\\1\\d{1,4}|${MONTH} ${DAY}(?:,? \\d{4})?|${DAY} ${MONTH}(?:,? \\d{4})?|${WEEKDAY}),?\\s+(?:at\\s+)?$`,
);
const BEFORE_TIME_OF_DAY =
  /^\s?(?:a\.m\.?|p\.m\.?|A\.M\.?|P\.M\.?|am|pm|AM|PM|Uhr|h|o['’]clock|UTC|GMT|BST|CES?T|[ECMP][SD]?T|JST)(?![\p{L}\p{N}])/u;
/** What is left of a date, or how far a time zone is away. */
const AFTER_NUMBER_AND_DASH = /(?:\d|UTC|GMT)\s?[‐-―−-]$/;
const CONTEXT = 60;

/**
 * The times in show notes. A pair of numbers in a score, a ratio, a date, a clock time or a verse of the Bible is none, as far
 * as what stands around it tells; nor is what lies after the end.
 * @param durationSeconds - how long the episode is; null when it is not known
 */
export const findTimestamps = (text: string, durationSeconds: number | null): Timestamp[] =>
  runsOf(text, candidatesIn(text))
    .filter((run) => isOfThePlayer(text, run))
    .flat()
    .filter(({ seconds }) => durationSeconds === null || seconds <= durationSeconds)
    .map(({ end, seconds, start }) => ({ start, end, seconds }));

function candidatesIn(text: string): Candidate[] {
  return Array.from(text.matchAll(TIME), (match) => {
    const [time, hours, minutesOfHour, minutes, seconds] = match;
    return {
      start: match.index,
      end: match.index + time.length,
      seconds: Number(hours ?? 0) * 3600 + Number(minutesOfHour ?? minutes) * 60 + Number(seconds),
      mayBeVerse: minutes !== undefined && !minutes.startsWith('0'),
    };
  });
}

/** Times that stand together mean the same kind of thing. */
function runsOf(text: string, candidates: readonly Candidate[]): [Candidate, ...Candidate[]][] {
  const runs: [Candidate, ...Candidate[]][] = [];
  for (const candidate of candidates) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isClose = last !== undefined && candidate.start - last.end <= LONGEST_CONNECTOR;
    if (run !== undefined && isClose && CONNECTOR.test(text.slice(last.end, candidate.start)))
      run.push(candidate);
    else runs.push([candidate]);
  }
  return runs;
}

function isOfThePlayer(text: string, run: readonly [Candidate, ...Candidate[]]): boolean {
  const [first] = run;
  const before = text.slice(Math.max(0, first.start - CONTEXT), first.start);
  const end = run.at(-1)?.end ?? first.end;
  if (first.mayBeVerse && AFTER_BOOK.test(before)) return false;
  if (AFTER_DATE.test(before) || AFTER_NUMBER_AND_DASH.test(before)) return false;
  return !BEFORE_TIME_OF_DAY.test(text.slice(end, end + CONTEXT));
}
