import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { describe, expect, it, test } from 'vitest';
import { AppleDirectory } from './apple-directory.ts';
import type { Directory } from './directory.ts';
import { PodcastIndexDirectory } from './podcast-index-directory.ts';
import { LocalOutbound } from './testing/local-outbound.ts';
import { answerJson, queryOf, startStandIn } from './testing/stand-in.ts';

const MIB = 1024 * 1024;
const outbound = new LocalOutbound();
const keys = { key: 'KEY7', secret: 's$cret#9' };
const options = { limit: 10, signal: new AbortController().signal };

const appleShow = (id: number, more: object = {}) => ({
  wrapperType: 'track',
  kind: 'podcast',
  collectionId: id,
  trackId: id,
  artistName: `Author ${id}`,
  collectionName: `Show ${id}`,
  trackName: `Show ${id}`,
  feedUrl: `https://feeds.example/${id}`,
  artworkUrl30: `https://art.example/${id}/30.jpg`,
  artworkUrl600: `https://art.example/${id}/600.jpg`,
  trackCount: 40 + id,
  ...more,
});

const indexShow = (id: number, more: object = {}) => ({
  id,
  title: `Index show ${id}`,
  url: `https://index.example/${id}.xml`,
  originalUrl: `https://old.example/${id}.xml`,
  author: '',
  ownerName: `Owner ${id}`,
  image: `https://art.example/${id}.png`,
  artwork: '',
  language: 'de_at',
  episodeCount: id,
  ...more,
});

describe('Apple', () => {
  it('is asked for podcasts, and its JSON is read although it is served as a script', async () => {
    const server = await startStandIn((_, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
      response.end(`\n\n\n${JSON.stringify({ resultCount: 1, results: [appleShow(1)] })}`);
    });
    const hits = await new AppleDirectory(outbound, server.url).search('tea & cake?', options);
    expect(hits).toEqual([
      {
        title: 'Show 1',
        author: 'Author 1',
        feedUrl: 'https://feeds.example/1',
        artworkUrl: 'https://art.example/1/600.jpg',
        episodeCount: 41,
        language: null,
      },
    ]);
    expect(server.requests[0]?.url).toMatch(/^\/search\?/);
    expect(queryOf(server.requests[0])).toEqual({
      media: 'podcast',
      entity: 'podcast',
      term: 'tea & cake?',
      limit: '10',
    });
  });

  it('looks up a show by its id', async () => {
    const server = await startStandIn((request, response) => {
      const { id } = queryOf(request);
      answerJson({ results: id === '7' ? [appleShow(7)] : [] })(request, response);
    });
    const directory = new AppleDirectory(outbound, server.url);
    expect(await directory.lookUp('7', options.signal)).toMatchObject({ feedUrl: 'https://feeds.example/7' });
    expect(queryOf(server.requests[0])).toEqual({ id: '7', entity: 'podcast' });
    expect(await directory.lookUp('8', options.signal)).toBeNull();
    expect(await directory.lookUp('7&term=x', options.signal)).toBeNull();
    expect(server.requests.length).toBe(2);
  });
});

describe('Podcast Index', () => {
  it('is asked with the signature that it computes as well', async () => {
    const server = await startStandIn((request, response) => {
      const { 'x-auth-key': key, 'x-auth-date': date, authorization, 'user-agent': agent } = request.headers;
      const secondsOff = Math.abs(Number(date) - Date.now() / 1000);
      const signature = createHash('sha1')
        .update(String(key) + keys.secret + String(date))
        .digest('hex');
      const isGood = key === keys.key && authorization === signature && secondsOff < 180 && agent;
      answerJson(isGood ? { status: 'true', feeds: [indexShow(3)] } : {}, isGood ? 200 : 401)(
        request,
        response,
      );
    });
    const baseUrl = `${server.url}api/1.0/`;
    const directory = new PodcastIndexDirectory(outbound, keys, { baseUrl });
    expect(await directory.search('käse', options)).toEqual([
      {
        title: 'Index show 3',
        author: 'Owner 3',
        feedUrl: 'https://index.example/3.xml',
        artworkUrl: 'https://art.example/3.png',
        episodeCount: 3,
        language: 'de-AT',
      },
    ]);
    expect(server.requests[0]?.url).toMatch(/^\/api\/1\.0\/search\/byterm\?/);
    expect(queryOf(server.requests[0])).toEqual({ q: 'käse', max: '10' });
    const refused = new PodcastIndexDirectory(outbound, { ...keys, secret: 'other' }, { baseUrl });
    await expect(refused.search('käse', options)).rejects.toMatchObject({ code: 'refused' });
    const late = new PodcastIndexDirectory(outbound, keys, { baseUrl, nowMs: () => Date.now() - 600_000 });
    await expect(late.search('käse', options)).rejects.toMatchObject({ code: 'refused' });
  });

  it('signs the second of the request', async () => {
    const server = await startStandIn(answerJson({ feeds: [] }));
    await new PodcastIndexDirectory(
      outbound,
      { key: 'K', secret: 'S' },
      { baseUrl: server.url, nowMs: () => 1_700_000_000_999 },
    ).search('x', options);
    expect(server.requests[0]?.headers).toMatchObject({
      'x-auth-key': 'K',
      'x-auth-date': '1700000000',
      // Of "KS1700000000", as `sha1sum` prints it.
      authorization: '2112f595eb505b9d54dc5eab2336b197daf80af4',
    });
  });
});

const DIRECTORIES: readonly [string, (baseUrl: string) => Directory, string, (list: unknown) => object][] = [
  ['Apple', (url) => new AppleDirectory(outbound, url), 'results', (list) => ({ results: list })],
  [
    'Podcast Index',
    (url) => new PodcastIndexDirectory(outbound, keys, { baseUrl: url }),
    'feeds',
    (list) => ({ feeds: list }),
  ],
];

describe.each(DIRECTORIES)('%s, when hostile', (name, directoryAt, listName, inList) => {
  const showOf = name === 'Apple' ? appleShow : indexShow;
  const addressName = name === 'Apple' ? 'feedUrl' : 'url';
  const titleName = name === 'Apple' ? 'collectionName' : 'title';
  const search = async (answer: RequestListener) => {
    const server = await startStandIn(answer);
    return { server, outcome: directoryAt(server.url).search('x', options) };
  };

  test.each([
    ['HTML', '<!doctype html><title>Sorry</title>'],
    ['half a document', `{"${listName}":[{"title":"a`],
    ['an array', '[]'],
    ['null', 'null'],
    ['nothing', ''],
    ['bytes', '\u0000\ufffd\u0001'],
  ])('%s is no answer', async (_, body) => {
    const { outcome } = await search((_, response) => response.end(body));
    await expect(outcome).rejects.toMatchObject({ name: 'DirectoryError', code: 'unreachable' });
  });

  test.each([
    [500, 'unreachable'],
    [404, 'unreachable'],
    [204, 'unreachable'],
    [429, 'rate-limited'],
    [403, name === 'Apple' ? 'rate-limited' : 'refused'],
    [401, name === 'Apple' ? 'unreachable' : 'refused'],
  ])('a status %i is %s', async (status, code) => {
    const { outcome } = await search((_, response) => response.writeHead(status).end());
    await expect(outcome).rejects.toMatchObject({ code });
  });

  it('may lack its list, or have another thing in its place', async () => {
    for (const list of [undefined, null, 'list', { 0: showOf(1) }, [null, 1, 'x', [], {}]]) {
      const { outcome } = await search(answerJson(inList(list)));
      expect(await outcome).toEqual([]);
    }
  });

  it('has fields of other types, too long, or with controls', async () => {
    const { outcome } = await search(
      answerJson(
        inList([
          showOf(1, { [titleName]: `A\u0000\n  b\u202e ${'x'.repeat(5_000)}` }),
          showOf(2, { [titleName]: '   ', trackName: '' }),
          showOf(3, { trackCount: -1, episodeCount: '12', language: 'not a language', artistName: 7 }),
          showOf(4, { artworkUrl600: 'javascript:alert(1)', artworkUrl30: 'data:,', image: 'file:///etc' }),
        ]),
      ),
    );
    const hits = await outcome;
    expect(hits.length).toBe(3);
    expect(hits[0]?.title).toMatch(/^A b x+…$/);
    expect(hits[0]?.title.length).toBe(300);
    expect(hits[1]).toMatchObject({ episodeCount: null, language: null });
    expect(hits[2]?.artworkUrl).toBeNull();
  });

  test.each([
    ['ftp://feeds.example/a', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['/relative.xml', null],
    ['//host.example/a', null],
    ['not an address', null],
    ['', null],
    ['https://user:password@feeds.example/a#top', 'https://feeds.example/a'],
    ['http://FEEDS.example:80/a', 'http://feeds.example/a'],
  ])('names the feed %j', async (feedUrl, expected) => {
    const show = showOf(1, { [addressName]: feedUrl, originalUrl: '' });
    const { outcome } = await search(answerJson(inList([show])));
    expect((await outcome).map((hit) => hit.feedUrl)).toEqual(expected === null ? [] : [expected]);
  });

  it('names a feed by an address without end', async () => {
    const endless = `https://feeds.example/${'a'.repeat(5_000)}`;
    const { outcome } = await search(answerJson(inList([showOf(1, { [addressName]: endless }), showOf(2)])));
    expect((await outcome).map((hit) => hit.title)).toEqual(
      name === 'Apple' ? ['Show 2'] : ['Index show 1', 'Index show 2'],
    );
  });

  it('sends more than was asked for', async () => {
    const { outcome } = await search(answerJson(inList(Array.from({ length: 500 }, (_, id) => showOf(id)))));
    expect((await outcome).length).toBe(options.limit);
  });

  it('sends 50 MB, which are not read', async () => {
    const chunk = Buffer.alloc(MIB, ' ');
    const { server, outcome } = await search((_, response) => {
      response.on('error', () => undefined);
      const sendOn = (left: number): void => {
        if (left === 0 || response.destroyed) return void response.end();
        if (response.write(chunk)) sendOn(left - 1);
        else response.once('drain', () => sendOn(left - 1));
      };
      sendOn(50);
    });
    await expect(outcome).rejects.toMatchObject({ code: 'unreachable', cause: { code: 'too-large' } });
    await expect.poll(server.sentBytes).toBeGreaterThan(3 * MIB);
    expect(server.sentBytes()).toBeLessThan(25 * MIB);
  });

  it('hangs up', async () => {
    const { outcome } = await search((request) => request.socket.destroy());
    await expect(outcome).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('says nothing of keys and words in its errors', async () => {
    const server = await startStandIn((_, response) => response.writeHead(500).end());
    const error = await directoryAt(server.url)
      .search('secret words', options)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toMatch(/secret|KEY7|s\$cret/);
  });
});
