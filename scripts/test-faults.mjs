import { buildApp } from './lib/build-app.mjs';
import { findChromium, findFirefox } from './lib/find-tools.mjs';
import { installDependencies, NODE, run } from './lib/run.mjs';

/** Runs every fault scenario, or those that CARRYON_FAULT_SEED (one, or some with commas) or CARRYON_FAULT_RUNS (the first so many) name. */
try {
  await installDependencies();
  const CARRYON_CHROMIUM = await findChromium();
  const CARRYON_FIREFOX = (await findFirefox()) ?? '';
  await buildApp();
  const { CARRYON_FAULT_RUNS = '200', CARRYON_FAULT_WORKERS = '3' } = process.env;
  await run(
    NODE,
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      'tests/faults',
      '--retries=0',
      // A scenario mostly waits: for the browser to ask again, and for a person’s patience to end.
      `--workers=${CARRYON_FAULT_WORKERS}`,
      '--reporter=tests/faults/summary-reporter.ts',
    ],
    { env: { CARRYON_CHROMIUM, CARRYON_FIREFOX, CARRYON_FAULT_RUNS } },
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
