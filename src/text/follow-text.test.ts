import { describe, expect, test } from 'vitest';
import { FEED_FAILURES, type FeedState } from '../../core/api/feed.ts';
import { feedTroubleText, followText, isFollowProblem, type FollowProblem } from './follow-text.ts';

const PROBLEMS: readonly FollowProblem[] = [
  'not-an-address',
  'no-feed',
  'no-episodes',
  'subscription-not-found',
  'not-opml',
  'too-large',
  'cross-site',
  'offline',
  'server-error',
  ...FEED_FAILURES.map((code) => `feed-${code}` as const),
];

describe.each(PROBLEMS)('%s', (problem) => {
  const { wayOut, what } = followText(problem);

  test('has whole sentences of its own, without the code', () => {
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(wayOut).toMatch(/^[A-Z].*[.…A-Z]$/);
    expect(`${what} ${wayOut}`).not.toContain(problem.includes('-') ? problem : `(${problem})`);
    expect(PROBLEMS.filter((other) => followText(other).what === what)).toEqual([problem]);
  });

  test('is known by its code', () => expect(isFollowProblem(problem)).toBe(true));
});

test('a feed with a password says where it goes', () => {
  const { wayOut, what } = followText('feed-needs-password');
  expect(what).toBe('This feed needs a name and a password.');
  expect(wayOut).toContain('Put them before the address: https://name:password@…');
});

test.each(['internal', 'toString', '', 'feed-'])('%j is no code of these', (code) =>
  expect(isFollowProblem(code)).toBe(false),
);

describe('a feed in trouble', () => {
  const NOW = new Date(2026, 5, 18, 12).getTime();
  const TUESDAY = new Date(2026, 5, 16, 9).getTime();
  const feed = (fields: Partial<FeedState>): FeedState => ({
    url: 'https://example.com/feed',
    hasCredentials: false,
    readAt: TUESDAY,
    failure: null,
    failingSince: null,
    ...fields,
  });

  test('says since when', () => {
    const text = feedTroubleText(feed({ failure: 'unreachable', failingSince: TUESDAY }), NOW, 'en-GB');
    expect(text).toBe('The feed has not answered since Tuesday.');
  });

  test.each(FEED_FAILURES)('%s has a sentence of its own', (failure) => {
    const textOf = (code: typeof failure) =>
      feedTroubleText(feed({ failure: code, failingSince: NOW }), NOW, 'en-GB');
    expect(textOf(failure)).toMatch(/^The(re)? .* since today\.$/);
    expect(FEED_FAILURES.filter((other) => textOf(other) === textOf(failure))).toEqual([failure]);
  });

  test('one that was never read says so, and one that is well says nothing', () => {
    expect(feedTroubleText(feed({ readAt: null }), NOW)).toBe('Your server has not read the feed yet.');
    expect(feedTroubleText(feed({}), NOW)).toBeNull();
  });
});
