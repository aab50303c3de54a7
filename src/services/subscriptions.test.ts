import { beforeEach, describe, expect, test } from 'vitest';
import { FEED_FAILURES } from '../../core/api/feed.ts';
import type { Show } from '../../core/api/show.ts';
import { CatalogueError } from './catalogue.ts';
import { FollowError, Subscriptions } from './subscriptions.ts';

const URL = 'https://example.com/feed';
const LISTS = ['/api/shows', '/api/episodes'];

const FOLLOWED = { showId: 's1', title: 'Night Trains', feed: { url: URL } };

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly data: unknown;
}

let sent: Sent[];
let renewed: string[];
let answers: (() => Promise<unknown>)[];
let subscriptions: Subscriptions;

beforeEach(() => {
  sent = [];
  renewed = [];
  answers = [];
  subscriptions = new Subscriptions({
    send: (method, path, body) => {
      sent.push({ method, path, data: body?.data });
      return answers.shift()?.() ?? Promise.resolve(undefined);
    },
    renew: (...resources) => {
      renewed.push(...resources.map(({ path }) => path));
      return Promise.resolve();
    },
  });
});

const answer = (value: unknown): void => void answers.push(() => Promise.resolve(value));
const fail = (error: CatalogueError): void =>
  void answers.push(async () => {
    throw error;
  });

describe('follow', () => {
  test('tells that the feed is being read, and then which show it is', async () => {
    answer(FOLLOWED);
    const followed = subscriptions.follow(URL);
    expect(subscriptions.snapshot.follows.get(URL)).toEqual({ status: 'reading' });
    expect(await followed).toEqual({ status: 'followed', showId: 's1' });
    expect(subscriptions.snapshot.follows.get(URL)).toEqual({ status: 'followed', showId: 's1' });
    expect(sent).toEqual([
      { method: 'POST', path: '/api/subscriptions', data: JSON.stringify({ url: URL }) },
    ]);
    expect(renewed).toEqual(LISTS);
  });

  test('asks once while the feed is being read', async () => {
    answer(FOLLOWED);
    await Promise.all([subscriptions.follow(URL), subscriptions.follow(URL)]);
    expect(sent).toHaveLength(1);
  });

  const codes = ['not-an-address', 'no-feed', 'no-episodes', ...FEED_FAILURES.map((code) => `feed-${code}`)];
  test.each(codes)('knows %s by its code', async (code) => {
    fail(new CatalogueError('server-error', code));
    expect(await subscriptions.follow(URL)).toEqual({ status: 'failed', problem: code });
    expect(renewed).toEqual([]);
  });

  test.each([
    [new CatalogueError('offline', null), 'offline'],
    [new CatalogueError('server-error', 'internal'), 'server-error'],
    [new CatalogueError('bad-answer', null), 'server-error'],
  ])('%s: %s', async (error, problem) => {
    fail(error);
    expect(await subscriptions.follow(URL)).toEqual({ status: 'failed', problem });
  });

  test('an answer of another shape is a failure of the server', async () => {
    answer({ id: 's1' });
    expect(await subscriptions.follow(URL)).toEqual({ status: 'failed', problem: 'server-error' });
  });

  test('can be tried again', async () => {
    fail(new CatalogueError('server-error', 'feed-unreachable'));
    await subscriptions.follow(URL);
    answer(FOLLOWED);
    expect(await subscriptions.follow(URL)).toEqual({ status: 'followed', showId: 's1' });
  });
});

describe('unfollow', () => {
  test('forgets that it was followed here', async () => {
    answer(FOLLOWED);
    await subscriptions.follow(URL);
    await subscriptions.unfollow('s1');
    expect(sent.at(-1)).toEqual({ method: 'DELETE', path: '/api/subscriptions/s1', data: undefined });
    expect(subscriptions.snapshot.follows.size).toBe(0);
    expect([...subscriptions.snapshot.unfollowed]).toEqual(['s1']);
    expect(renewed).toEqual([...LISTS, ...LISTS]);
  });

  test('what is not followed any more is as good as unfollowed', async () => {
    fail(new CatalogueError('not-found', 'subscription-not-found'));
    await subscriptions.unfollow('s1');
    expect([...subscriptions.snapshot.unfollowed]).toEqual(['s1']);
  });

  test('any other failure is told', async () => {
    fail(new CatalogueError('offline', null));
    await expect(subscriptions.unfollow('s1')).rejects.toEqual(new FollowError('offline'));
    expect(subscriptions.snapshot.unfollowed.size).toBe(0);
  });

  test('is taken back by a list with its address, whatever its title holds', async () => {
    const show = {
      id: 's1',
      title: 'A "B" <C> & D\u0000',
      feed: { url: `${URL}?a=1&b=2` },
    } as Show;
    await subscriptions.unfollow('s1');
    await subscriptions.followAgain(show);
    const { data, path } = sent.at(-1) as Sent;
    expect(path).toBe('/api/opml');
    expect(data).toContain(
      '<outline type="rss" text="A &quot;B&quot; &lt;C&gt; &amp; D" xmlUrl="https://example.com/feed?a=1&amp;b=2"/>',
    );
    expect(subscriptions.snapshot.unfollowed.size).toBe(0);
  });
});

test('refresh tells that it is under way, and renews what the show page shows', async () => {
  answer(FOLLOWED);
  const refreshed = subscriptions.refresh('s1');
  expect([...subscriptions.snapshot.refreshing]).toEqual(['s1']);
  await refreshed;
  expect(subscriptions.snapshot.refreshing.size).toBe(0);
  expect(sent).toEqual([{ method: 'POST', path: '/api/subscriptions/s1/refresh', data: undefined }]);
  expect(renewed).toEqual(['/api/shows/s1', '/api/shows/s1/episodes', ...LISTS]);
});

test('a refresh that fails ends too', async () => {
  fail(new CatalogueError('offline', null));
  await expect(subscriptions.refresh('s1')).rejects.toEqual(new FollowError('offline'));
  expect(subscriptions.snapshot.refreshing.size).toBe(0);
});
