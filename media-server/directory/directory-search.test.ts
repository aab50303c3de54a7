import { describe, expect, it, test } from 'vitest';
import { AppleDirectory } from './apple-directory.ts';
import { DirectorySearch } from './directory-search.ts';
import { DirectoryError, type Directory, type DirectoryHit, type DirectoryName } from './directory.ts';
import { PodcastIndexDirectory } from './podcast-index-directory.ts';
import { RecentAnswers } from './recent-answers.ts';
import { LocalOutbound } from './testing/local-outbound.ts';
import { answerJson, startStandIn } from './testing/stand-in.ts';

const outbound = new LocalOutbound();
const keys = { key: 'KEY', secret: 'SECRET' };
const { signal } = new AbortController();
const appleShows = (...names: string[]) => ({
  results: names.map((name) => ({
    collectionName: `Apple ${name}`,
    feedUrl: `https://${name}.example/feed`,
  })),
});
const indexShows = (...names: string[]) => ({
  feeds: names.map((name) => ({ title: `Index ${name}`, url: `http://${name}.example/feed/` })),
});

const apple = (url: string) => new AppleDirectory(outbound, url);
const podcastIndex = (url: string) => new PodcastIndexDirectory(outbound, keys, { baseUrl: url });
const titlesOf = ({ hits }: { hits: readonly DirectoryHit[] }) => hits.map(({ title }) => title);
const statesOf = ({ directories }: { directories: readonly { state: string }[] }) =>
  directories.map(({ state }) => state);

/** A directory that keeps the terms it was asked for. */
function scripted(
  name: DirectoryName,
  answer: (signal: AbortSignal) => Promise<readonly DirectoryHit[]>,
): Directory & { readonly terms: string[] } {
  const terms: string[] = [];
  return { name, terms, search: (term, options) => (terms.push(term), answer(options.signal)) };
}

const hit = (title: string, feedUrl = `https://${title}.example/`): DirectoryHit => ({
  title,
  author: '',
  feedUrl,
  artworkUrl: null,
  episodeCount: null,
  language: null,
});

describe('a search', () => {
  it('brings the hits of both in the order of their rank, each feed once', async () => {
    const [first, second] = [
      await startStandIn(answerJson(appleShows('a', 'b', 'c', 'd'))),
      await startStandIn(answerJson(indexShows('b', 'x', 'a', 'c', 'y'))),
    ];
    const search = new DirectorySearch({
      apple: apple(first.url),
      'podcast-index': podcastIndex(second.url),
    });
    const answer = await search.search('tea', { limit: 20, signal });
    expect(titlesOf(answer)).toEqual(['Apple a', 'Index b', 'Index x', 'Apple c', 'Apple d', 'Index y']);
    expect(answer.directories).toEqual([
      { name: 'apple', state: 'ready' },
      { name: 'podcast-index', state: 'ready' },
    ]);
    expect(titlesOf(await search.search('tea', { limit: 3, signal }))).toEqual([
      'Apple a',
      'Index b',
      'Index x',
    ]);
  });

  it('asks both at the same time', async () => {
    let asked = 0;
    const bothAsked = Promise.withResolvers<void>();
    const waiting = async () => {
      if (++asked === 2) bothAsked.resolve();
      await bothAsked.promise;
      return [];
    };
    const search = new DirectorySearch({
      apple: scripted('apple', waiting),
      'podcast-index': scripted('podcast-index', waiting),
    });
    expect(statesOf(await search.search('x', { limit: 5, signal }))).toEqual(['ready', 'ready']);
  });

  test.each([
    [429, 'rate-limited'],
    [401, 'refused'],
    [500, 'unreachable'],
  ])('says how it went when one answers %i', async (status, state) => {
    const [good, bad] = [
      await startStandIn(answerJson(appleShows('a'))),
      await startStandIn(answerJson({}, status)),
    ];
    const search = new DirectorySearch({ apple: apple(good.url), 'podcast-index': podcastIndex(bad.url) });
    const answer = await search.search('x', { limit: 5, signal });
    expect(titlesOf(answer)).toEqual(['Apple a']);
    expect(statesOf(answer)).toEqual(['ready', state]);
  });

  it('says which one is not configured, and does without', async () => {
    const server = await startStandIn(answerJson(appleShows('a')));
    const search = new DirectorySearch({ apple: apple(server.url), 'podcast-index': null });
    expect(statesOf(await search.search('x', { limit: 5, signal }))).toEqual(['ready', 'not-configured']);
    const none = new DirectorySearch({ apple: null, 'podcast-index': null });
    expect(await none.search('x', { limit: 5, signal })).toMatchObject({ hits: [] });
  });

  it('does not wait for one that answers slowly, or byte by byte', async () => {
    const good = await startStandIn(answerJson(indexShows('b')));
    for (const answer of ['never', 'dripping']) {
      const bad = await startStandIn((_, response) => {
        if (answer === 'never') return;
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      });
      const search = new DirectorySearch(
        { apple: apple(bad.url), 'podcast-index': podcastIndex(good.url) },
        { timeLimitMs: 300 },
      );
      const startedAtMs = performance.now();
      const found = await search.search('x', { limit: 5, signal });
      expect(performance.now() - startedAtMs).toBeLessThan(2_000);
      expect(titlesOf(found)).toEqual(['Index b']);
      expect(statesOf(found)).toEqual(['unreachable', 'ready']);
    }
  });

  it('ends one that does not heed its signal', async () => {
    const search = new DirectorySearch(
      { apple: scripted('apple', () => new Promise(() => undefined)), 'podcast-index': null },
      { timeLimitMs: 50 },
    );
    expect(statesOf(await search.search('x', { limit: 5, signal }))).toEqual([
      'unreachable',
      'not-configured',
    ]);
  });

  it('lets go when the caller does, and tells the directories', async () => {
    const server = await startStandIn(() => undefined);
    const search = new DirectorySearch({ apple: apple(server.url), 'podcast-index': null });
    const caller = new AbortController();
    const answer = search.search('x', { limit: 5, signal: caller.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    caller.abort(new Error('no longer wanted'));
    await expect(answer).rejects.toThrow('no longer wanted');
    await expect.poll(() => server.requests[0]?.socket.destroyed).toBe(true);
    await expect(search.search('y', { limit: 5, signal: caller.signal })).rejects.toThrow('no longer wanted');
  });

  it('asks nobody for no words', async () => {
    const directory = scripted('apple', async () => []);
    const search = new DirectorySearch({ apple: directory, 'podcast-index': null });
    expect(await search.search(' \n\u0000 ', { limit: 5, signal })).toMatchObject({ hits: [] });
    await search.search(`  two\n words${'x'.repeat(500)}`, { limit: 5, signal });
    expect(directory.terms.length).toBe(1);
    expect(directory.terms[0]).toMatch(/^two wordsx{190}…$/);
  });
});

describe('an answer', () => {
  it('is kept for ten minutes, however the words are written', async () => {
    let nowMs = 0;
    const directory = scripted('apple', async () => [hit('a')]);
    const search = new DirectorySearch({ apple: directory, 'podcast-index': null }, { nowMs: () => nowMs });
    for (const words of ['Tea Time', ' tea  time ']) await search.search(words, { limit: 5, signal });
    expect(directory.terms.length).toBe(1);
    await search.search('tea time', { limit: 6, signal });
    expect(directory.terms.length).toBe(2);
    nowMs = 10 * 60_000 - 1;
    expect(titlesOf(await search.search('tea time', { limit: 5, signal }))).toEqual(['a']);
    expect(directory.terms.length).toBe(2);
    nowMs++;
    await search.search('tea time', { limit: 5, signal });
    expect(directory.terms.length).toBe(3);
  });

  it('is not kept when it is none, and the other one is not asked again', async () => {
    let isBad = true;
    const bad = scripted('apple', async () => {
      if (isBad) throw new DirectoryError('rate-limited', 'Too many.');
      return [hit('late')];
    });
    const good = scripted('podcast-index', async () => [hit('good')]);
    const search = new DirectorySearch({ apple: bad, 'podcast-index': good });
    expect(statesOf(await search.search('x', { limit: 5, signal }))).toEqual(['rate-limited', 'ready']);
    isBad = false;
    expect(titlesOf(await search.search('x', { limit: 5, signal }))).toEqual(['late', 'good']);
    expect([bad.terms.length, good.terms.length]).toEqual([2, 1]);
  });

  it('makes room for others: the 200 last used are kept', () => {
    const recent = new RecentAnswers<number>(() => 0);
    for (let index = 0; index < 200; index++) recent.set(`term ${index}`, index);
    expect(recent.get('term 0')).toBe(0);
    recent.set('one more', -1);
    expect(recent.get('term 0')).toBe(0);
    expect(recent.get('term 1')).toBeNull();
    expect(recent.get('one more')).toBe(-1);
  });
});

describe('a look-up', () => {
  it('brings the show, or says why it does not', async () => {
    const server = await startStandIn((request, response) => {
      if (request.url?.includes('id=500')) response.writeHead(500).end();
      else answerJson(request.url?.includes('id=7&') ? appleShows('a') : { results: [] })(request, response);
    });
    const search = new DirectorySearch({ apple: apple(server.url), 'podcast-index': null });
    expect(await search.lookUp('7', signal)).toMatchObject({ hit: { title: 'Apple a' }, state: 'ready' });
    expect(await search.lookUp('8', signal)).toEqual({ hit: null, state: 'ready' });
    expect(await search.lookUp('500', signal)).toEqual({ hit: null, state: 'unreachable' });
    const none = new DirectorySearch({ apple: null, 'podcast-index': null });
    expect(await none.lookUp('7', signal)).toEqual({ hit: null, state: 'not-configured' });
  });
});
