import { ContextProvider } from '@lit/context';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { FeedState } from '../../core/api/feed.ts';
import type { Show } from '../../core/api/show.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { servicesContext, type Services } from '../contexts/services.ts';
import type { SubscriptionsSnapshot } from '../services/subscriptions.ts';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import './carry-subscription.ts';
import type { CarrySubscription } from './carry-subscription.ts';
import type { FollowRequest } from './requests.ts';

const FEED: FeedState = {
  url: 'https://example.com/feed',
  hasCredentials: false,
  readAt: 1,
  failure: null,
  failingSince: null,
};

const SHOW = { id: 's1', title: 'Night Trains', source: 'feed', feed: FEED } as Show;

let host: HTMLElement;
let element: CarrySubscription;
let requests: FollowRequest[];
let views: Map<string, DownloadView>;
let online: boolean;
let subscriptions: SubscriptionsSnapshot;
let onChange: () => void;

async function show(fields: Partial<Show> = {}): Promise<void> {
  element = document.createElement('carry-subscription');
  element.show = { ...SHOW, ...fields };
  host.append(element);
  await element.updateComplete;
}

beforeEach(() => {
  views = new Map();
  online = true;
  subscriptions = { follows: new Map(), unfollowed: new Set(), refreshing: new Set() };
  requests = [];
  host = document.createElement('div');
  document.body.append(host);
  const subscribe = (): (() => void) => () => undefined;
  const services = {
    downloads: { subscribe, views: () => views },
    connectivity: {
      subscribe,
      get online() {
        return online;
      },
    },
    subscriptions: {
      subscribe: (listener: () => void) => {
        onChange = listener;
        return () => undefined;
      },
      get snapshot() {
        return subscriptions;
      },
    },
  } as unknown as Services;
  const provider = new ContextProvider(host, { context: servicesContext });
  provider.setValue(services);
  host.addEventListener('carry-follow-request', ({ detail }) => requests.push(detail));
});

afterEach(() => host.remove());

const find = (selector: string) => element.renderRoot.querySelector<HTMLElement>(selector);
const text = (selector: string) => find(selector)?.textContent?.replaceAll(/\s+/g, ' ').trim();
const items = () => [...element.renderRoot.querySelectorAll<HTMLButtonElement>('[role="menuitem"]')];
const focused = () => element.shadowRoot?.activeElement?.textContent?.trim();

async function openMenu(): Promise<void> {
  find('.following')?.click();
  await expect.poll(() => items().length).toBe(3);
}

async function pressItem(name: string): Promise<void> {
  await openMenu();
  items()
    .find(({ textContent }) => textContent?.includes(name))
    ?.click();
}

test('there is nothing about a folder of the library', async () => {
  await show({ source: 'library', feed: null });
  expect(element.renderRoot.childElementCount).toBe(0);
});

describe('the menu', () => {
  test('is opened and walked by keyboard, and gives the focus back', async () => {
    await show();
    find('.following')?.focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(focused).toBe('Refresh now');
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe('Copy feed address');
    await userEvent.keyboard('{Enter}');
    expect(requests).toEqual([{ action: 'copy-address', show: SHOW }]);
    expect(focused()).toBe('Following');
  });

  test('asks for the feed', async () => {
    await show();
    await pressItem('Refresh now');
    expect(requests).toEqual([{ action: 'refresh', show: SHOW }]);
  });

  test('offers nothing offline that needs the server', async () => {
    online = false;
    await show();
    await openMenu();
    expect(items().map(({ disabled }) => disabled)).toEqual([true, false, true]);
  });

  test('asks once while the feed is being asked for', async () => {
    await show();
    subscriptions = { ...subscriptions, refreshing: new Set(['s1']) };
    onChange();
    await element.updateComplete;
    expect(find('.turning')).not.toBeNull();
    await openMenu();
    expect(items()[0]?.disabled).toBe(true);
  });
});

describe('unfollow', () => {
  const download = (id: string, showId: string) =>
    makeView(
      makeDownload({
        episode: makeEpisode({ id, showId }),
        status: 'complete',
        completedAt: 1,
        generation: { etag: '"a"', type: 'audio/mpeg', bytes: 64_000_000, partBytes: 4_194_304 },
      }),
      64_000_000,
    );

  test('asks first, and is not asked for by closing the question', async () => {
    await show();
    await pressItem('Unfollow');
    expect(element.renderRoot.querySelector('dialog')?.open).toBe(true);
    expect(text('h2')).toBe('Unfollow Night Trains?');
    expect(find('input')).toBeNull();
    await userEvent.keyboard('{Escape}');
    expect(requests).toEqual([]);
  });

  test('keeps the downloads unless it is asked to remove them, and tells their number and size', async () => {
    views = new Map([
      ['a', download('a', 's1')],
      ['b', download('b', 's1')],
      ['c', download('c', 'another')],
    ]);
    await show();
    await pressItem('Unfollow');
    expect(text('label')).toBe('Also remove 2 downloads from this device, 128 MB');
    find('.primary')?.click();
    expect(requests).toEqual([{ action: 'unfollow', show: SHOW, removeDownloads: false }]);
    await pressItem('Unfollow');
    find('input')?.click();
    find('.primary')?.click();
    expect(requests.at(-1)).toEqual({ action: 'unfollow', show: SHOW, removeDownloads: true });
  });
});

test('a feed in trouble says since when, and is tried again', async () => {
  const feed: FeedState = { ...FEED, failure: 'unreachable', failingSince: Date.now() };
  await show({ feed });
  expect(text('.trouble')).toBe('The feed has not answered since today. Try again');
  find('.trouble button')?.click();
  expect(requests).toEqual([{ action: 'refresh', show: { ...SHOW, feed } }]);
});

test('a feed that is well says nothing', async () => {
  await show();
  expect(find('.trouble')).toBeNull();
});
