const CONTROL = /[\p{Cc}\u2028\u2029\u202d\u202e\ufeff]/gu;
const CONTROL_BUT_BREAKS = /[^\P{Cc}\n\t]|[\u202d\u202e\ufeff]/gu;

/** One line of text from a hostile file: no control characters, no runs of blanks, at most `maxLength` UTF-16 units. */
export function cleanLine(text: string, maxLength: number): string {
  const line = text
    .slice(0, maxLength * 4)
    .toWellFormed()
    .replace(CONTROL, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return truncate(line, maxLength);
}

/** Text of several lines from a hostile file: `\n` and tabs stay, other control characters go. */
export function cleanText(text: string, maxLength: number): string {
  const lines = text
    .slice(0, maxLength * 2)
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n');
  return truncate(lines.replace(CONTROL_BUT_BREAKS, '').trim(), maxLength);
}

const truncate = (text: string, maxLength: number): string =>
  text.length <= maxLength
    ? text
    : `${text
        .slice(0, maxLength - 1)
        .toWellFormed()
        .trimEnd()}…`;
