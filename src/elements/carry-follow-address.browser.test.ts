import { afterEach, beforeEach, expect, test } from 'vitest';
import { FEED_FAILURES } from '../../core/api/feed.ts';
import type { FollowState } from '../services/subscriptions.ts';
import { followText } from '../text/follow-text.ts';
import { looksLikeAddress } from '../text/looks-like-address.ts';
import './carry-follow-address.ts';
import type { CarryFollowAddress } from './carry-follow-address.ts';
import type { FollowRequest } from './requests.ts';

const TYPED = 'https://anna:s3cret@example.com/feed';

let element: CarryFollowAddress;
let requests: FollowRequest[];

beforeEach(async () => {
  const address = looksLikeAddress(TYPED);
  if (address === null) throw new Error(`${TYPED} is no address`);
  element = document.createElement('carry-follow-address');
  element.address = address;
  requests = [];
  element.addEventListener('carry-follow-request', ({ detail }) => requests.push(detail));
  document.body.append(element);
  await element.updateComplete;
});

afterEach(() => element.remove());

const button = () => element.renderRoot.querySelector('button') as HTMLButtonElement;
const text = (selector: string) =>
  element.renderRoot.querySelector(selector)?.textContent?.replaceAll(/\s+/g, ' ').trim();

async function show(state: FollowState): Promise<void> {
  element.state = state;
  await element.updateComplete;
}

test('offers what was typed, without its password in sight', () => {
  expect(text('.name')).toBe('Follow example.com/feed');
  expect(element.renderRoot.textContent).not.toContain('s3cret');
  button().click();
  expect(requests).toEqual([{ action: 'follow', url: TYPED }]);
});

test('tells that the feed is read, and asks nothing more', async () => {
  await show({ status: 'reading' });
  expect(text('.sentence')).toBe('Your server reads the feed. A long one takes some seconds.');
  button().click();
  expect(requests).toEqual([]);
});

const problems = ['not-an-address', 'no-feed', 'no-episodes', 'offline', 'server-error'] as const;

test.each([...problems, ...FEED_FAILURES.map((code) => `feed-${code}` as const)])(
  '%s is told',
  async (problem) => {
    await show({ status: 'failed', problem });
    const { wayOut, what } = followText(problem);
    expect(text('.sentence.failed')).toBe(`${what} ${wayOut}`);
    expect(button().getAttribute('aria-describedby')).toBe('state');
    button().click();
    expect(requests).toHaveLength(1);
  },
);
