import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DirectoryHit } from '../../core/api/directory.ts';
import type { FollowState } from '../services/subscriptions.ts';
import './carry-directory-hit.ts';
import type { CarryDirectoryHit } from './carry-directory-hit.ts';
import type { CarryFollowButton } from './carry-follow-button.ts';
import type { FollowRequest } from './requests.ts';

const HIT: DirectoryHit = {
  title: 'Night Trains',
  author: 'The Sleeping Car',
  feedUrl: 'https://example.com/feed',
  artworkUrl: null,
  episodeCount: 1_234,
  language: null,
  showId: null,
};

let element: CarryDirectoryHit;
let requests: FollowRequest[];

beforeEach(async () => {
  element = document.createElement('carry-directory-hit');
  element.hit = HIT;
  requests = [];
  element.addEventListener('carry-follow-request', ({ detail }) => requests.push(detail));
  document.body.append(element);
  await settled();
});

afterEach(() => element.remove());

const follow = () => element.renderRoot.querySelector('carry-follow-button') as CarryFollowButton;
const control = () => follow().renderRoot.querySelector('.button') as HTMLElement;
const text = (node: Element) => node.textContent?.replaceAll(/\s+/g, ' ').trim();

async function settled(state?: FollowState): Promise<void> {
  if (state !== undefined) element.state = state;
  await element.updateComplete;
  await follow().updateComplete;
}

test('says what it is, and asks to follow it', () => {
  expect(text(element.renderRoot.querySelector('.hit') as Element)).toMatch(
    /^Night Trains The Sleeping Car 1.234 episodes$/,
  );
  expect(control().ariaLabel).toBe('Follow Night Trains');
  control().click();
  expect(requests).toEqual([{ action: 'follow', url: HIT.feedUrl }]);
});

test('asks nothing more while the feed is read, and is as wide as before', async () => {
  const { width } = control().getBoundingClientRect();
  await settled({ status: 'reading' });
  expect(text(control())).toBe('Reading');
  expect(control().ariaDisabled).toBe('true');
  control().click();
  expect(requests).toEqual([]);
  expect(control().getBoundingClientRect().width).toBe(width);
});

test('leads to the show when it is followed, and keeps the focus', async () => {
  control().focus();
  await settled({ status: 'reading' });
  await settled({ status: 'followed', showId: 's1' });
  expect(control().getAttribute('href')).toBe('/shows/s1');
  expect(control().ariaLabel).toBe('Following Night Trains');
  expect(follow().shadowRoot?.activeElement).toBe(control());
});

test('takes no focus that it had not', async () => {
  await settled({ status: 'followed', showId: 's1' });
  expect(follow().shadowRoot?.activeElement).toBeNull();
});

test('says why it failed and what to do, and can be tried again', async () => {
  await settled({ status: 'failed', problem: 'feed-needs-password' });
  expect(text(element.renderRoot.querySelector('.failed') as Element)).toBe(
    'This feed needs a name and a password. Put them before the address: https://name:password@… If they are there, check them.',
  );
  control().click();
  expect(requests).toHaveLength(1);
});
