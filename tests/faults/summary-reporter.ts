import { appendFileSync } from 'node:fs';
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

interface Row {
  readonly seed: string;
  readonly mode: string;
  readonly faults: string;
  readonly outcome: string;
  readonly seconds: number;
  readonly failed: boolean;
}

/** Prints each scenario as it ends, and a table of all of them; CARRYON_FAULT_LOG names a file that gets the failures as well. */
export default class SummaryReporter implements Reporter {
  readonly #rows: Row[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    const [, seed = '', mode = '', faults = ''] = /^seed (\d+), ([\w-]+): (.*)$/.exec(test.title) ?? [];
    const outcome = test.annotations.find(({ type }) => type === 'outcome')?.description;
    const row: Row = {
      seed,
      mode,
      faults,
      outcome: result.status === 'passed' ? (outcome ?? '') : result.status.toUpperCase(),
      seconds: result.duration / 1000,
      failed: result.status === 'failed' || result.status === 'timedOut',
    };
    this.#rows.push(row);
    console.log(lineOf(row));
    if (!row.failed) return;
    const report = result.errors.map(({ message }) => message ?? '').join('\n');
    console.log(report);
    const log = process.env['CARRYON_FAULT_LOG'];
    if (log !== undefined) appendFileSync(log, `${lineOf(row)}\n${report}\n\n`);
  }

  onEnd(result: FullResult): void {
    const failed = this.#rows.filter((row) => row.failed);
    console.log(`\n${this.#rows.map(lineOf).toSorted().join('\n')}\n`);
    for (const mode of new Set(this.#rows.map((row) => row.mode))) {
      const rows = this.#rows.filter((row) => row.mode === mode);
      const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
      const failures = rows.filter((row) => row.failed).length;
      console.log(
        `${mode}: ${rows.length} scenarios, ${failures} failed, ${(seconds / rows.length).toFixed(0)} s each`,
      );
    }
    const seeds = failed.length === 0 ? '' : `: seeds ${failed.map(({ seed }) => seed).join()}`;
    console.log(
      `${this.#rows.length} scenarios in ${(result.duration / 60_000).toFixed(1)} minutes, ${failed.length} failed${seeds}`,
    );
  }

  printsToStdio(): boolean {
    return true;
  }
}

const lineOf = ({ seed, mode, seconds, outcome, faults }: Row): string =>
  `seed ${seed.padStart(3)}  ${mode.padEnd(19)}  ${seconds.toFixed(0).padStart(3)} s  ${outcome}  [${faults}]`;
