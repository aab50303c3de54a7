export interface FileNameFacts {
  readonly title: string;
  readonly season: number | null;
  readonly episode: number | null;
  /** `YYYY-MM-DD` when the name starts with a date. */
  readonly date: string | null;
}

const DATE = /^(\d{4})[-._ ](\d{2})[-._ ](\d{2})(?!\d)/;
const SEASON_EPISODE = /(?:^|[^a-z\d])S(\d{1,3})[ ._-]{0,3}E(\d{1,4})(?!\d)/i;
const CROSS = /(?:^|[^\da-z])(\d{1,2})x(\d{1,3})(?![\da-z])/i;
const EPISODE_WORD = /(?:^|[^a-z\d])(?:episode|ep\.?|folge|#)[ ._-]{0,2}(\d{1,4})(?!\d)/i;
const LEADING_NUMBER = /^(\d{1,4})(?:[ ]*[-._:)][ ._]*|[ ]+)(?=\D)/;
const SEASON_FOLDER = /^(?:season|series|staffel|saison|temporada|s)[ ._-]{0,2}(\d{1,3})$/i;

/** Reads what the name of a media file says. `baseName` has no extension; `folder` is the name of the nearest folder. */
export function fileNameFacts(baseName: string, folder: string): FileNameFacts {
  const folderSeason = SEASON_FOLDER.exec(folder.trim())?.[1];
  let season = folderSeason === undefined ? null : Number(folderSeason);
  let episode: number | null = null;
  let rest = baseName.trim();

  const dateMatch = DATE.exec(rest);
  const date = dateMatch ? `${dateMatch[1]}-${dateMatch[2]}-${dateMatch[3]}` : null;
  if (dateMatch) rest = rest.slice(dateMatch[0].length);

  const numbered = SEASON_EPISODE.exec(rest) ?? CROSS.exec(rest);
  if (numbered) {
    season = Number(numbered[1]);
    episode = Number(numbered[2]);
    rest = withoutMatch(rest, numbered);
  } else {
    const single = (date === null ? LEADING_NUMBER.exec(rest) : null) ?? EPISODE_WORD.exec(rest);
    if (single) {
      episode = Number(single[1]);
      rest = withoutMatch(rest, single);
    }
  }
  return { title: tidy(rest) || tidy(baseName), season, episode, date };
}

/** What follows the match is the title; what stands before it is, when nothing follows. */
function withoutMatch(text: string, match: RegExpExecArray): string {
  const after = text.slice(match.index + match[0].length);
  return tidy(after) === '' ? text.slice(0, match.index) : after;
}

function tidy(text: string): string {
  const words = /\s/.test(text.trim()) ? text.replaceAll('_', ' ') : text.replace(/[_.]+/g, ' ');
  return words.replace(/^[\s\-–—._:]+|[\s\-–—._:]+$/gu, '').replace(/\s+/gu, ' ');
}
