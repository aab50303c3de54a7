import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CatalogueError } from './catalogue.ts';
import type { Load } from './quiet-look-up.ts';
import { Search, wordsOf } from './search.ts';

interface Request {
  readonly path: string;
  readonly signal: AbortSignal;
  readonly answer: PromiseWithResolvers<unknown>;
}

const OWN = '/api/search?limit=50&q=';
const DIRECTORY = '/api/directory?q=';

let requests: Request[];
let search: Search;

const load: Load = async (resource, signal) => {
  const answer = Promise.withResolvers<unknown>();
  requests.push({ path: resource.path, signal, answer });
  return resource.read(await answer.promise);
};

beforeEach(() => {
  vi.useFakeTimers();
  requests = [];
  search = new Search(load);
});

afterEach(() => vi.useRealTimers());

const paths = () => requests.map(({ path }) => path);
const at = (path: string) => requests.find((request) => request.path === path);
const rest = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const hits = (title: string) => ({
  shows: [{ id: title, title, artworkUrl: '', artworkColor: '' }],
  episodes: [],
});

async function answer(path: string, value: unknown): Promise<void> {
  at(path)?.answer.resolve(value);
  await rest(0);
}

describe('while typing', () => {
  test('the own shows are asked after 250 ms of quiet, the directories after 500', async () => {
    search.type('night');
    await rest(249);
    expect(paths()).toEqual([]);
    await rest(1);
    expect(paths()).toEqual([`${OWN}night`]);
    await rest(250);
    expect(paths()).toEqual([`${OWN}night`, `${DIRECTORY}night`]);
  });

  test('each key begins the quiet anew', async () => {
    search.type('n');
    await rest(200);
    search.type('ni');
    await rest(200);
    expect(paths()).toEqual([]);
    await rest(50);
    expect(paths()).toEqual([`${OWN}ni`]);
  });

  test('one character is not looked up in directories, whatever it is made of', async () => {
    search.type('𝔫');
    await rest(1_000);
    expect(paths()).toEqual([`${OWN}${encodeURIComponent('𝔫')}`]);
  });

  test('Enter asks at once, and not twice', async () => {
    search.type('night');
    search.submit('night');
    await rest(1_000);
    expect(paths()).toEqual([`${OWN}night`, `${DIRECTORY}night`]);
  });

  test('a space at the end asks nothing new', async () => {
    search.submit('night');
    search.type('night ');
    await rest(1_000);
    expect(paths()).toHaveLength(2);
  });
});

describe('answers', () => {
  test('one to earlier words never overwrites one to later words', async () => {
    search.submit('a');
    search.submit('ab');
    expect(at(`${OWN}a`)?.signal.aborted).toBe(true);
    await answer(`${OWN}ab`, hits('later'));
    await answer(`${OWN}a`, hits('earlier'));
    expect(search.snapshot.own.value?.shows[0]?.title).toBe('later');
  });

  test('what was found stays until the next answer is here, and goes with the words', async () => {
    search.submit('a');
    await answer(`${OWN}a`, hits('first'));
    search.type('ab');
    expect(search.snapshot.own).toMatchObject({ pending: true, value: hits('first') });
    search.close();
    search.type('');
    expect(search.snapshot).toMatchObject({ words: '', own: { pending: false, value: null } });
  });

  test('slow is said after 200 ms of waiting for the server', async () => {
    search.submit('a');
    await rest(199);
    expect(search.snapshot.own.slow).toBe(false);
    await rest(1);
    expect(search.snapshot.own.slow).toBe(true);
    await answer(`${OWN}a`, hits('a'));
    expect(search.snapshot.own).toMatchObject({ slow: false, pending: false });
  });

  test('a failure is told, and Enter tries again', async () => {
    search.submit('a');
    at(`${OWN}a`)?.answer.reject(new CatalogueError('offline', null));
    await rest(0);
    expect(search.snapshot.own).toMatchObject({ problem: 'offline', value: null, pending: false });
    search.submit('a');
    expect(paths()).toEqual([`${OWN}a`, `${OWN}a`]);
    expect(search.snapshot.own).toMatchObject({ problem: null, pending: true });
  });

  test('one of another shape is a bad answer', async () => {
    search.submit('a');
    await answer(`${OWN}a`, { shows: 'many' });
    expect(search.snapshot.own.problem).toBe('bad-answer');
  });

  test('nothing is told after it was closed', async () => {
    search.submit('a');
    search.close();
    let told = 0;
    search.subscribe(() => (told += 1));
    await answer(`${OWN}a`, hits('late'));
    await rest(1_000);
    expect(told).toBe(0);
    expect(search.snapshot.own.value).toBeNull();
  });
});

test.each([
  ['  night   trains ', 'night trains'],
  ['https://example.com/feed', ''],
  ['anna:s3cret@example.com', ''],
  ['dr.who', 'dr.who'],
  ['x'.repeat(300), 'x'.repeat(200)],
  [`${'x'.repeat(199)}𝔫`, 'x'.repeat(199)],
])('of %j, %j is searched for', (text, words) => expect(wordsOf(text)).toBe(words));
