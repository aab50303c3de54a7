import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Subscription } from '../../core/api/subscription.ts';
import type { ImportState } from '../services/opml-import.ts';
import './carry-opml-import.ts';
import type { CarryOpmlImport } from './carry-opml-import.ts';
import type { FollowRequest } from './requests.ts';

const LOST: Subscription = {
  showId: 's1',
  title: 'Lost and gone',
  subscribedAt: 1,
  feed: {
    url: 'https://example.com/x',
    hasCredentials: false,
    readAt: null,
    failure: 'not-found',
    failingSince: 1,
  },
};

let element: CarryOpmlImport;
let requests: FollowRequest[];

beforeEach(async () => {
  element = document.createElement('carry-opml-import');
  requests = [];
  element.addEventListener('carry-follow-request', ({ detail }) => requests.push(detail));
  document.body.append(element);
  await element.updateComplete;
});

afterEach(() => element.remove());

const text = (selector: string) =>
  element.renderRoot.querySelector(selector)?.textContent?.replaceAll(/\s+/g, ' ').trim();
const buttons = () => [...element.renderRoot.querySelectorAll('button')];
const button = (name: string) => buttons().find(({ textContent }) => textContent?.includes(name));

async function show(state: ImportState): Promise<void> {
  element.state = state;
  await element.updateComplete;
}

function choose(file: File): void {
  const input = element.renderRoot.querySelector('input') as HTMLInputElement;
  const files = new DataTransfer();
  files.items.add(file);
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
}

test('sends the file that is chosen, and the same one again', () => {
  const file = new File(['<opml/>'], 'subscriptions.opml');
  choose(file);
  choose(file);
  expect(requests).toEqual([
    { action: 'import', file },
    { action: 'import', file },
  ]);
});

test('tells how many were read, with a bar', async () => {
  await show({ status: 'reading', progress: { total: 3_000, read: 12, failed: [], result: null } });
  expect(text('.sentence')).toMatch(/^12 of 3.000 read\. You may leave this page\.$/);
  const bar = element.renderRoot.querySelector('progress') as HTMLProgressElement;
  expect([bar.value, bar.max]).toEqual([12, 3_000]);
  expect(bar.ariaLabel).toBe('Podcasts read');
  expect(button('Import subscriptions')?.disabled).toBe(true);
});

test('tells what came of it, and folds up what went wrong', async () => {
  const problems = [{ position: 2, line: 'ftp://example.com', reason: 'not-allowed' }];
  const result = { added: 3, known: 0, problems };
  await show({ status: 'done', progress: { total: 3, read: 3, failed: [LOST], result } });
  expect(text('.sentence')).toBe('3 podcasts are new here.');
  const details = element.renderRoot.querySelector('details') as HTMLDetailsElement;
  expect(details.open).toBe(false);
  expect(text('summary')).toBe('2 problems');
  const lines = [...element.renderRoot.querySelectorAll('li')].map((line) =>
    line.textContent?.replaceAll(/\s+/g, ' ').trim(),
  );
  expect(lines).toEqual([
    'Lost and gone There is no feed at this address.',
    'ftp://example.com Addresses of this kind are not followed.',
  ]);
  expect(element.renderRoot.querySelector('li a')?.getAttribute('href')).toBe('/shows/s1');
  button('Close')?.click();
  expect(requests).toEqual([{ action: 'close-import' }]);
});

test('says what is wrong with a file', async () => {
  await show({ status: 'failed', problem: 'not-opml' });
  expect(text('.sentence.failed')).toContain('This file holds no list of podcasts.');
});

test('waits for the network', async () => {
  element.offline = true;
  await element.updateComplete;
  expect(button('Import subscriptions')?.disabled).toBe(true);
  expect(text('.sentence')).toBe('Your server cannot be reached. Import them when the network is back.');
});
