/** A reference such as `&#1;` or an escape such as `\ud800` can name what no text may hold. */
const FORBIDDEN = /[^\t\n\r\x20-\ufffd]/g;

/** The text without surrounding blanks and without characters that XML does not allow; empty when there is none. */
export function cleanString(text: string | undefined, maxLength: number): string {
  if (text === undefined) return '';
  const clean = text.search(FORBIDDEN) < 0 ? text : text.replace(FORBIDDEN, '');
  return clean.toWellFormed().trim().slice(0, maxLength).toWellFormed();
}
