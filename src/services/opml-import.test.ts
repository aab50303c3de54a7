import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FeedFailureCode } from '../../core/api/feed.ts';
import type { Subscription, SubscriptionList } from '../../core/api/subscription.ts';
import { CatalogueError } from './catalogue.ts';
import { OpmlImport } from './opml-import.ts';

const FILE = new Blob(['<opml/>']);
const RESULT = {
  added: 3,
  known: 1,
  problems: [{ position: 2, line: 'https://example.com/x', reason: 'duplicate' }],
};

let lists: (SubscriptionList | CatalogueError)[];
let answer: () => Promise<unknown>;
let kept: Map<string, string>;
let renewed: number;
/** The server answers with its list when this is resolved. */
let listed: Promise<void>;

const subscription = (title: string, failure: FeedFailureCode | null = null): Subscription => ({
  showId: title,
  title,
  subscribedAt: 1,
  feed: {
    url: `https://example.com/${title}`,
    hasCredentials: false,
    readAt: null,
    failure,
    failingSince: null,
  },
});

const listOf = (unread: number, items: Subscription[] = []): SubscriptionList => ({ items, unread });

const makeImport = (): OpmlImport =>
  new OpmlImport({
    send: () => answer(),
    load: async ({ read }) => {
      await listed;
      const list = lists.length > 1 ? lists.shift() : lists[0];
      if (list instanceof CatalogueError) throw list;
      return read(list);
    },
    renew: () => {
      renewed += 1;
      return Promise.resolve();
    },
  });

beforeEach(() => {
  vi.useFakeTimers();
  kept = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  answer = () => Promise.resolve(RESULT);
  lists = [listOf(0)];
  renewed = 0;
  listed = Promise.resolve();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('tells how many of the feeds were read, and which could not be', async () => {
  const failed = subscription('lost', 'not-found');
  lists = [listOf(3), listOf(1, [failed]), listOf(0, [failed])];
  const opml = makeImport();
  await opml.start(FILE);
  expect(opml.state).toMatchObject({ status: 'reading', progress: { total: 3, read: 0, result: RESULT } });
  await vi.advanceTimersByTimeAsync(1_500);
  expect(opml.state).toMatchObject({ status: 'reading', progress: { total: 3, read: 2, failed: [failed] } });
  expect(renewed).toBe(0);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(opml.state).toEqual({
    status: 'done',
    progress: { total: 3, read: 3, failed: [failed], result: RESULT },
  });
  expect(renewed).toBe(1);
});

test('a long list is asked for less often', async () => {
  const many = Array.from({ length: 500 }, (_, index) => subscription(String(index)));
  lists = [listOf(500, many), listOf(0)];
  const opml = makeImport();
  await opml.start(FILE);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(opml.state.status).toBe('reading');
  await vi.advanceTimersByTimeAsync(1);
  expect(opml.state.status).toBe('done');
});

test('what was read stays while the server is away, and it goes on by itself', async () => {
  lists = [listOf(2), new CatalogueError('offline', null), listOf(0)];
  const opml = makeImport();
  await opml.start(FILE);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(opml.state).toMatchObject({ status: 'reading', progress: { total: 3, read: 1 } });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(opml.state.status).toBe('done');
});

test.each([
  [new CatalogueError('server-error', 'not-opml'), 'not-opml'],
  [new CatalogueError('server-error', 'too-large'), 'too-large'],
  [new CatalogueError('offline', null), 'offline'],
])('%s is told', async (error, problem) => {
  answer = async () => {
    throw error;
  };
  const opml = makeImport();
  await opml.start(FILE);
  expect(opml.state).toEqual({ status: 'failed', problem });
});

test('an answer of another shape is a failure of the server', async () => {
  answer = () => Promise.resolve({ added: 'many' });
  const opml = makeImport();
  await opml.start(FILE);
  expect(opml.state).toEqual({ status: 'failed', problem: 'server-error' });
});

test('is found again when the page is loaded again', async () => {
  lists = [listOf(2)];
  await makeImport().start(FILE);
  const after = makeImport();
  await after.resume();
  expect(after.state).toMatchObject({ status: 'reading', progress: { total: 3, read: 1, result: RESULT } });
});

test('one that another tab began is told too', async () => {
  lists = [listOf(5)];
  const opml = makeImport();
  await opml.resume();
  expect(opml.state).toMatchObject({ status: 'reading', progress: { total: 5, read: 0, result: null } });
});

test('nothing is told where nothing is read, nor of what was kept in another shape', async () => {
  kept.set('carryon.import', '{"total":3,"result":{"added":"x"}}');
  const opml = makeImport();
  await opml.resume();
  expect(opml.state).toEqual({ status: 'idle' });
});

test('once closed, it is not told again', async () => {
  const opml = makeImport();
  await opml.start(FILE);
  opml.close();
  await opml.resume();
  expect(opml.state).toEqual({ status: 'idle' });
});

test('an answer that comes after it was closed changes nothing', async () => {
  lists = [listOf(2), listOf(1)];
  const opml = makeImport();
  await opml.start(FILE);
  const later = Promise.withResolvers<void>();
  listed = later.promise;
  await vi.advanceTimersByTimeAsync(1_500);
  opml.close();
  later.resolve();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opml.state).toEqual({ status: 'idle' });
});
