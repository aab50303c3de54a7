export interface OpmlSubscription {
  /** http or https. */
  readonly url: string;
  readonly title: string;
}

export interface OpmlHead {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
}

/** What XML 1.0 does not allow, escaped or not. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * Subscriptions as OPML, in UTF-8 when it is sent as such. `readOpml` reads the same feeds from it. A feed without a title
 * gets its address for one, since an outline has to have one.
 * @see http://opml.org/spec2.opml#subscriptionLists
 */
export function writeOpml(feeds: readonly OpmlSubscription[], { title, createdAtMs }: OpmlHead): string {
  const outlines = feeds.map(
    (feed) =>
      `    <outline type="rss" text="${escapeXml(feed.title || feed.url)}" xmlUrl="${escapeXml(feed.url)}"/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>${escapeXml(title)}</title>
    <dateCreated>${new Date(createdAtMs).toUTCString()}</dateCreated>
  </head>
  <body>
${outlines.join('')}  </body>
</opml>
`;
}

const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
