import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Row } from './figure.ts';
import { closedBrowser } from './measures/closed-browser.ts';
import { firstSound } from './measures/first-sound.ts';
import { fullJournal } from './measures/full-journal.ts';
import { offlineRead } from './measures/offline-read.ts';
import { readFeed } from './measures/read-feed.ts';
import { scrubbingMemory } from './measures/scrubbing-memory.ts';
import { timeToComplete } from './measures/time-to-complete.ts';
import { formatMachine, formatTable } from './report.ts';
import { Bench, type BenchOptions, type Measure, type NodeMeasure } from './support/bench.ts';
import type { BrowserName } from './support/browser.ts';
import { buildPages, removePages } from './support/build-pages.ts';
import { describeMachine } from './support/machine.ts';

const MEASURES: readonly Measure[] = [
  offlineRead,
  timeToComplete,
  closedBrowser,
  firstSound,
  scrubbingMemory,
  fullJournal,
];
const NODE_MEASURES: readonly NodeMeasure[] = [readFeed];
const RESULTS_FOLDER = join(import.meta.dirname, 'results');

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const isWanted = ({ name }: { readonly name: string }): boolean =>
  values.only === undefined || values.only.split(',').includes(name);
const measures = MEASURES.filter(isWanted);
const nodeMeasures = NODE_MEASURES.filter(isWanted);
if (measures.length + nodeMeasures.length === 0) {
  throw new Error(`--only takes ${[...MEASURES, ...NODE_MEASURES].map(({ name }) => name).join(', ')}`);
}
const options: BenchOptions = {
  quick: values.quick,
  executables: {
    chromium: process.env['CARRYON_CHROMIUM'] || null,
    firefox: process.env['CARRYON_FIREFOX'] || null,
  },
};
const machine = describeMachine(options.executables);
console.log(formatMachine(machine));

const rows: Row[] = [];
for (const measure of nodeMeasures) {
  const taken = await takeInNode(measure);
  console.log(formatTable(taken));
  rows.push(...taken);
}
await buildPages();
try {
  for (const measure of measures) {
    for (const browserName of measure.browsers) {
      const taken = await take(measure, browserName);
      console.log(formatTable(taken));
      rows.push(...taken);
    }
  }
} finally {
  await removePages();
}
console.log(`\n${formatMachine(machine)}\n\n${formatTable(rows)}`);
await mkdir(RESULTS_FOLDER, { recursive: true });
const date = new Date().toISOString();
await writeFile(
  join(RESULTS_FOLDER, 'latest.json'),
  `${JSON.stringify({ date, quick: values.quick, machine, rows }, null, 2)}\n`,
);
if (rows.some((row) => 'reason' in row && row.failed)) process.exitCode = 1;

async function takeInNode(measure: NodeMeasure): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'carryon-bench-'));
  try {
    return await measure.take(folder, values.quick);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A measure that fails leaves the others standing. */
async function take(measure: Measure, browserName: BrowserName): Promise<Row[]> {
  const skip = (reason: string, failed: boolean): Row[] => [
    { measure: measure.name, browser: browserName, what: '', reason, failed },
  ];
  if (options.executables[browserName] === null) return skip('not installed', false);
  const startedMs = Date.now();
  const bench = await Bench.create(options);
  try {
    return await measure.take(bench, browserName);
  } catch (error) {
    console.error(error);
    return skip(String(error), true);
  } finally {
    await bench.end();
    console.log(`${measure.name}, ${browserName}: ${Math.round((Date.now() - startedMs) / 1000)} s`);
  }
}
