import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { CatalogueSearch, IndexingStep } from './catalogue-search.ts';
import { IndexKeeper } from './index-keeper.ts';

/** Indexes for as long as `left` says, and fails when it is told to. */
class ScriptedSearch implements CatalogueSearch {
  left = 0;
  steps = 0;
  fails = false;
  readonly busySteps: number;

  constructor(busySteps = 0) {
    this.busySteps = busySteps;
  }

  async find() {
    return { showIds: [], episodes: [] };
  }

  async indexSome(): Promise<IndexingStep> {
    this.steps++;
    if (this.fails) throw new Error('disk full');
    if (this.steps <= this.busySteps) return 'busy';
    return this.left-- > 0 ? 'more' : 'done';
  }

  close(): void {}
}

function keep(search: CatalogueSearch) {
  const messages: string[] = [];
  const keeper = new IndexKeeper(search, { error: (_details, message) => messages.push(message) });
  onTestFinished(() => keeper.stop());
  return { keeper, messages };
}

it('catches up until nothing is left, also with somebody else writing meanwhile', async () => {
  const search = new ScriptedSearch(3);
  search.left = 5;
  await keep(search).keeper.catchUp(5_000);
  expect(search.steps).toBe(9);
});

it('catches up for no longer than it is given', async () => {
  const search = new ScriptedSearch();
  search.left = Infinity;
  const startedAtMs = performance.now();
  await keep(search).keeper.catchUp(100);
  const tookMs = performance.now() - startedAtMs;
  expect(tookMs).toBeGreaterThanOrEqual(99);
  expect(tookMs).toBeLessThan(1_000);
});

it('works by itself, leaves room for others, and stops when it is told to', async () => {
  const search = new ScriptedSearch();
  search.left = Infinity;
  const { keeper } = keep(search);
  keeper.start();
  await sleep(300);
  expect(search.steps).toBeGreaterThan(1);
  expect(search.steps).toBeLessThanOrEqual(31);
  await keeper.stop();
  const { steps } = search;
  await sleep(50);
  expect(search.steps).toBe(steps);
});

it('tells once of a failure, and goes on when it is over', async () => {
  const search = new ScriptedSearch();
  const { keeper, messages } = keep(search);
  search.fails = true;
  for (let time = 0; time < 3; time++) await keeper.catchUp(100);
  expect(messages).toEqual(['the search could not be brought up to date']);
  search.fails = false;
  search.left = 2;
  await keeper.catchUp(1_000);
  expect(search.left).toBe(-1);
  search.fails = true;
  await keeper.catchUp(100);
  expect(messages).toHaveLength(2);
});
