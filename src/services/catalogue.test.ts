import { beforeEach, describe, expect, test } from 'vitest';
import { Catalogue } from './catalogue.ts';
import type { Resource } from './resources.ts';

let requests: { readonly path: string; readonly init: RequestInit | undefined }[];
let answer: () => Promise<Response>;
let reached: boolean[];
let catalogue: Catalogue;

const resource = (path: string): Resource<string> => ({ path, body: 'json', read: (value) => String(value) });

beforeEach(() => {
  requests = [];
  reached = [];
  answer = () => Promise.resolve(Response.json('x'));
  catalogue = new Catalogue({
    fetch: (input, init) => {
      requests.push({ path: typeof input === 'string' ? input : '', init });
      return answer();
    },
    onReached: (isReached) => reached.push(isReached),
  });
});

test('what was loaded is kept, the latest four hundred answers', async () => {
  for (let index = 0; index < 401; index++) await catalogue.load(resource(`/${index}`));
  expect(catalogue.peek(resource('/0'))).toBeUndefined();
  expect(catalogue.peek(resource('/1'))).toBe('x');
  await catalogue.load(resource('/1'));
  await catalogue.load(resource('/401'));
  expect(catalogue.peek(resource('/1'))).toBe('x');
  expect(catalogue.peek(resource('/2'))).toBeUndefined();
});

test('tells which answers were read', async () => {
  const paths: string[] = [];
  const end = catalogue.onLoaded((path) => paths.push(path));
  await catalogue.load(resource('/a'));
  end();
  await catalogue.load(resource('/b'));
  expect(paths).toEqual(['/a']);
});

describe('renew', () => {
  test('asks past what is stored, and tells who shows it', async () => {
    const updated: string[] = [];
    catalogue.onUpdated((path) => updated.push(path));
    await catalogue.renew(resource('/a'), resource('/b'));
    expect(requests.map(({ init, path }) => [path, init?.cache])).toEqual([
      ['/a', 'reload'],
      ['/b', 'reload'],
    ]);
    expect(updated).toEqual(['/a', '/b']);
    expect(catalogue.peek(resource('/a'))).toBe('x');
  });

  test('never fails', async () => {
    answer = () => Promise.reject(new TypeError('no network'));
    await catalogue.renew(resource('/a'));
    expect(reached).toEqual([false]);
  });
});

describe('send', () => {
  test('sends what it is given, as what it is', async () => {
    expect(await catalogue.send('POST', '/a', { type: 'text/x-opml', data: '<opml/>' })).toBe('x');
    expect(requests[0]?.init).toEqual({
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'text/x-opml' },
      body: '<opml/>',
    });
  });

  test('takes no content for nothing', async () => {
    answer = () => Promise.resolve(new Response(null, { status: 204 }));
    expect(await catalogue.send('DELETE', '/a')).toBeUndefined();
  });

  test.each([
    [() => Response.json({ code: 'no-feed' }, { status: 422 }), 'server-error', 'no-feed'],
    [() => Response.json({ code: 'show-not-found' }, { status: 404 }), 'not-found', 'show-not-found'],
    [() => new Response('<html>', { status: 200 }), 'bad-answer', null],
    [() => new Response('', { status: 504 }), 'offline', null],
  ])('%#: %s', async (response, problem, code) => {
    answer = () => Promise.resolve(response());
    await expect(catalogue.send('POST', '/a')).rejects.toMatchObject({ problem, code });
  });

  test('a server that cannot be reached is offline', async () => {
    answer = () => Promise.reject(new TypeError('no network'));
    await expect(catalogue.send('POST', '/a')).rejects.toMatchObject({ problem: 'offline' });
    expect(reached).toEqual([false]);
  });
});
