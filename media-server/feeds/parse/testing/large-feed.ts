const WORDS =
  'listen to a story of rivers and trains with guests who know the way home across winter fields under old bridges'.split(
    ' ',
  );
const DAY_MS = 24 * 60 * 60_000;
const NEWEST_MS = Date.UTC(2024, 5, 1, 6);

/**
 * An RSS feed as large podcasts have it: HTML notes in CDATA, the tags of iTunes, and those of Podcasting 2.0. The same text
 * for the same number.
 */
export function largeFeed(episodes: number): string {
  const items = Array.from({ length: episodes }, (_, index) => itemOf(episodes - index, index));
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:podcast="https://podcastindex.org/namespace/1.0">
  <channel>
    <title>The Long Run</title>
    <link>https://long.example/</link>
    <atom:link href="https://long.example/feed.xml" rel="self" type="application/rss+xml"/>
    <description><![CDATA[<p>An episode a day, for ${episodes} days.</p>]]></description>
    <language>en</language>
    <itunes:author>Long &amp; Run</itunes:author>
    <itunes:type>episodic</itunes:type>
    <itunes:image href="https://long.example/cover.jpg"/>
    <itunes:category text="Society &amp; Culture"/>
    <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
    <podcast:funding url="https://long.example/support">Support us</podcast:funding>
${items.join('\n')}
  </channel>
</rss>
`;
}

function itemOf(number: number, age: number): string {
  const title = `${number}: ${sentence(number, 6)} &amp; more`;
  const file = `https://cdn.long.example/track/${number % 97}/episode-${number}.mp3?source=feed&amp;n=${number}`;
  return `    <item>
      <title>${title}</title>
      <itunes:title>${title}</itunes:title>
      <link>https://long.example/episodes/${number}</link>
      <guid isPermaLink="false">long-run-${number}</guid>
      <pubDate>${new Date(NEWEST_MS - age * DAY_MS).toUTCString()}</pubDate>
      <description><![CDATA[${notes(number)}]]></description>
      <content:encoded><![CDATA[${notes(number)}<p>Thank you for listening.</p>]]></content:encoded>
      <itunes:summary>${sentence(number, 60)}</itunes:summary>
      <enclosure url="${file}" length="${20_000_000 + number}" type="audio/mpeg"/>
      <itunes:duration>${1 + (number % 3)}:0${number % 10}:30</itunes:duration>
      <itunes:explicit>false</itunes:explicit>
      <itunes:episodeType>full</itunes:episodeType>
      <itunes:episode>${number}</itunes:episode>
      <itunes:image href="https://long.example/covers/${number}.jpg"/>
      <itunes:keywords>long, run, ${number}</itunes:keywords>
      <podcast:chapters url="https://long.example/chapters/${number}.json" type="application/json+chapters"/>
      <podcast:transcript url="https://long.example/transcripts/${number}.vtt" type="text/vtt" language="en"/>
      <podcast:person href="https://long.example/people/ada" img="https://long.example/ada.jpg">Ada Long</podcast:person>
      <podcast:person role="guest">Guest ${number}</podcast:person>
    </item>`;
}

const notes = (number: number): string =>
  Array.from({ length: 4 }, (_, index) => {
    const link = `https://long.example/notes/${number}/${index}?a=1&b=2`;
    return `<p>${sentence(number + index, 40)} <a href="${link}">Read on</a>.</p>`;
  }).join('\n');

const sentence = (seed: number, words: number): string =>
  Array.from(
    { length: words },
    (_, index) => WORDS[(seed * 7 + index * 5 + (index >> 2)) % WORDS.length],
  ).join(' ');
