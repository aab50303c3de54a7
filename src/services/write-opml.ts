export interface OpmlLine {
  readonly title: string;
  readonly url: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** What XML 1.0 cannot hold, not even escaped. */
const UNSPEAKABLE = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A list of feeds for the server. @see http://opml.org/spec2.opml#subscriptionLists */
export const writeOpml = (lines: readonly OpmlLine[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0"><head><title>Carryon</title></head><body>',
    ...lines.map(({ title, url }) => `<outline type="rss" text="${escape(title)}" xmlUrl="${escape(url)}"/>`),
    '</body></opml>',
    '',
  ].join('\n');

const escape = (text: string): string =>
  text.replace(UNSPEAKABLE, '').replace(/[&<>"\n\r\t]/g, (character) => ESCAPES[character] ?? '');
