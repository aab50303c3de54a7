import { ContextProvider } from '@lit/context';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { DirectoryAnswer, DirectoryHit } from '../../core/api/directory.ts';
import type { SearchAnswer } from '../../core/api/search.ts';
import type { ShowSummary } from '../../core/api/show.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { servicesContext, type Services } from '../contexts/services.ts';
import type { AddressRequest, AppRequest, FollowRequest } from '../elements/requests.ts';
import { Catalogue } from '../services/catalogue.ts';
import { Listeners } from '../services/observable.ts';
import type { SubscriptionsSnapshot } from '../services/subscriptions.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import './carry-search-page.ts';
import type { CarrySearchPage } from './carry-search-page.ts';

const SHOW: ShowSummary = {
  id: 's1',
  title: 'Night Trains',
  author: 'The Sleeping Car',
  artworkUrl: '',
  artworkColor: '#123456',
  episodeCount: 5,
  latestPublishedAt: 1,
  source: 'library',
  order: 'episodic',
};

const HIT: DirectoryHit = {
  title: 'The Night Mail',
  author: 'Clara Voss',
  feedUrl: 'https://example.com/mail',
  artworkUrl: null,
  episodeCount: 12,
  language: null,
  showId: null,
};

let host: HTMLElement;
let page: CarrySearchPage;
let asked: string[];
let own: SearchAnswer;
let directory: DirectoryAnswer;
let online: boolean;
let subscriptions: SubscriptionsSnapshot;
let views: Map<string, DownloadView>;
let listeners: Listeners;
let addresses: AddressRequest[];
let follows: FollowRequest[];
let spoken: string[];
/** The server answers with what is here when this is resolved. */
let ownAnswered: Promise<void>;

beforeEach(() => {
  asked = [];
  own = {
    shows: [SHOW],
    episodes: [
      {
        episode: makeEpisode({ title: 'Sleeper' }),
        snippet: 'through the \ue000night\ue001 to <b>Malmö</b>',
      },
    ],
  };
  directory = { hits: [HIT], directories: [{ name: 'apple', state: 'ready' }] };
  online = true;
  subscriptions = { follows: new Map(), unfollowed: new Set(), refreshing: new Set() };
  views = new Map();
  listeners = new Listeners();
  addresses = [];
  follows = [];
  spoken = [];
  ownAnswered = Promise.resolve();
  host = document.createElement('div');
  document.body.append(host);
  host.addEventListener('carry-address-request', ({ detail }) => addresses.push(detail));
  host.addEventListener('carry-follow-request', ({ detail }) => follows.push(detail));
  host.addEventListener('carry-app-request', ({ detail }: CustomEvent<AppRequest>) => {
    if (detail.type === 'announce') spoken.push(detail.text);
  });
  const provider = new ContextProvider(host, { context: servicesContext });
  provider.setValue(services());
});

afterEach(() => host.remove());

function services(): Services {
  const subscribe = listeners.add;
  return {
    catalogue: new Catalogue({
      fetch: async (input) => {
        const url = new URL(typeof input === 'string' ? input : '', location.href);
        asked.push(decodeURIComponent(url.pathname + url.search));
        if (url.pathname === '/api/search') await ownAnswered;
        return Response.json(url.pathname === '/api/search' ? own : directory);
      },
      onReached: () => undefined,
    }),
    connectivity: {
      subscribe,
      get online() {
        return online;
      },
    },
    downloads: { subscribe, views: () => views },
    player: { subscribe, snapshot: { playing: false, episode: null } },
    opmlImport: { subscribe, state: { status: 'idle' } },
    subscriptions: {
      subscribe,
      get snapshot() {
        return subscriptions;
      },
    },
  } as unknown as Services;
}

async function open(text = ''): Promise<void> {
  page = document.createElement('carry-search-page');
  page.text = text;
  host.append(page);
  await page.updateComplete;
}

const input = () =>
  page.renderRoot.querySelector('carry-search-field')?.renderRoot.querySelector('input') as HTMLInputElement;
const headings = () => [...page.renderRoot.querySelectorAll('h2')].map(({ textContent }) => textContent);
const words = () => page.renderRoot.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
const deep = (selector: string, inner: string) =>
  page.renderRoot.querySelector<HTMLElement>(selector)?.shadowRoot?.querySelector<HTMLElement>(inner);

async function type(text: string): Promise<void> {
  input().focus();
  await userEvent.keyboard(text);
}

describe('words', () => {
  test('find what is here, and then what can be followed', async () => {
    await open();
    await type('night');
    await expect.poll(headings).toEqual(['Your shows', 'Your episodes', 'To follow']);
    expect(asked).toEqual(['/api/search?limit=50&q=night', '/api/directory?q=night']);
    expect(deep('carry-episode-hit', '.snippet')?.textContent?.trim()).toBe(
      'through the night to <b>Malmö</b>',
    );
    expect(deep('carry-episode-hit', 'mark')?.textContent).toBe('night');
    expect(deep('carry-show-hit', 'a')?.getAttribute('href')).toBe('/shows/s1');
    expect(deep('carry-directory-hit', 'h3')?.textContent).toBe('The Night Mail');
  });

  test('show what can be followed only below what is here, so that nothing moves', async () => {
    const later = Promise.withResolvers<void>();
    ownAnswered = later.promise;
    await open('night');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked).toHaveLength(2);
    expect(headings()).toEqual([]);
    later.resolve();
    await expect.poll(headings).toEqual(['Your shows', 'Your episodes', 'To follow']);
  });

  test('are kept in the address of the page', async () => {
    await open();
    await type('night trains');
    await expect.poll(() => addresses.at(-1)).toEqual({ action: 'replace', path: '/search?q=night+trains' });
  });

  test('of the address are searched for at once', async () => {
    await open('night');
    await expect.poll(headings).toEqual(['Your shows', 'Your episodes', 'To follow']);
    expect(input().value).toBe('night');
  });

  test('are answered in the live region, once', async () => {
    await open('night');
    await expect.poll(() => spoken).toEqual(['3 results']);
    listeners.notify();
    page.requestUpdate();
    await page.updateComplete;
    expect(spoken).toEqual(['3 results']);
  });

  test('that nothing has say so', async () => {
    own = { shows: [], episodes: [] };
    directory = { hits: [], directories: [{ name: 'apple', state: 'rate-limited' }] };
    await open('zebra');
    await expect.poll(words).toContain('Nothing was found for “zebra”.');
    expect(words().split('Apple Podcasts asks for a pause')).toHaveLength(2);
    expect(spoken).toEqual(['No results']);
  });

  test('with many episodes show the first five, and the rest when asked', async () => {
    const episodes = Array.from({ length: 12 }, (_, index) => ({
      episode: makeEpisode({ id: `e${index}`, title: `Night ${index}` }),
      snippet: null,
    }));
    own = { shows: [], episodes };
    await open('night');
    await expect.poll(() => page.renderRoot.querySelectorAll('carry-episode-hit').length).toBe(5);
    const more = page.renderRoot.querySelector<HTMLElement>('.more');
    expect(more?.textContent?.trim().replaceAll(/\s+/g, ' ')).toBe('Show 7 more episodes');
    more?.click();
    await page.updateComplete;
    expect(page.renderRoot.querySelectorAll('carry-episode-hit')).toHaveLength(12);
  });
});

describe('an address', () => {
  test('is offered first, is sent to nobody else, and Enter follows it', async () => {
    await open();
    await type('https://example.com/feed');
    expect(deep('carry-follow-address', '.name')?.textContent).toBe('Follow example.com/feed');
    await userEvent.keyboard('{Enter}');
    expect(follows).toEqual([{ action: 'follow', url: 'https://example.com/feed' }]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked.filter((path) => path.includes('example'))).toEqual([]);
  });

  test('leads to its show when it is followed', async () => {
    await open();
    await type('example.com/feed{Enter}');
    const state = { status: 'followed', showId: 's7' } as const;
    subscriptions = { ...subscriptions, follows: new Map([['example.com/feed', state]]) };
    listeners.notify();
    await expect.poll(() => addresses.at(-1)).toEqual({ action: 'go-to', path: '/shows/s7' });
  });

  test('that somebody else follows leads nowhere', async () => {
    await open();
    await type('example.com/feed');
    const state = { status: 'followed', showId: 's7' } as const;
    subscriptions = { ...subscriptions, follows: new Map([['example.com/feed', state]]) };
    listeners.notify();
    await page.updateComplete;
    expect(addresses.filter(({ action }) => action === 'go-to')).toEqual([]);
  });

  test('with a password never stands in the address of the page', async () => {
    await open();
    await type('https://anna:s3cret@example.com/feed');
    await expect.poll(() => addresses.length).toBeGreaterThan(0);
    expect(JSON.stringify(addresses)).not.toContain('s3cret');
  });
});

describe('what a directory knows', () => {
  const control = () =>
    page.renderRoot
      .querySelector('carry-directory-hit')
      ?.renderRoot.querySelector('carry-follow-button')
      ?.renderRoot.querySelector('.button');

  test('leads to its show when it is followed already', async () => {
    directory = { ...directory, hits: [{ ...HIT, showId: 's9' }] };
    await open('night');
    await expect.poll(() => control()?.getAttribute('href')).toBe('/shows/s9');
  });

  test('can be followed again after it was unfollowed here', async () => {
    directory = { ...directory, hits: [{ ...HIT, showId: 's9' }] };
    subscriptions = { ...subscriptions, unfollowed: new Set(['s9']) };
    await open('night');
    await expect.poll(() => control()?.ariaLabel).toBe('Follow The Night Mail');
  });
});

describe('offline', () => {
  beforeEach(async () => {
    online = false;
    await caches.delete('carryon-extras');
    const episode = makeEpisode({ id: 'e1', title: 'Sleeper', showTitle: 'Night Trains' });
    const cache = await caches.open('carryon-extras');
    const notes = JSON.stringify({ descriptionHtml: '<p>Bunks on the way to Malmö</p>' });
    await cache.put('/api/episodes/e1', new Response(notes));
    const generation = { etag: '"a"', type: 'audio/mpeg', bytes: 1, partBytes: 1 };
    const download = makeDownload({ episode, status: 'complete', completedAt: 1, generation });
    views = new Map([['e1', makeView(download, 1)]]);
  });

  afterEach(() => caches.delete('carryon-extras'));

  test('searches what is on this device, says so, and asks nobody', async () => {
    await open('malmo');
    await expect.poll(headings).toEqual(['Your episodes']);
    expect(deep('carry-episode-hit', 'mark')?.textContent).toBe('Malmö');
    expect(words()).toContain('Offline: searching what is on this device');
    expect(spoken).toEqual(['1 result']);
    expect(asked).toEqual([]);
  });

  test('asks the server when it is back', async () => {
    await open('malmo');
    await expect.poll(headings).toEqual(['Your episodes']);
    online = true;
    listeners.notify();
    await expect.poll(headings).toEqual(['Your shows', 'Your episodes', 'To follow']);
  });
});

test('an empty field says what to do, and offers to import', async () => {
  await open();
  expect(words()).toContain('Type the name of a podcast');
  expect(deep('carry-opml-import', 'button')?.textContent?.trim()).toBe('Import subscriptions');
});
