import { buildApp } from './lib/build-app.mjs';
import { checkBudget } from './lib/budget.mjs';
import { findChromium, findFirefox, findScreenTools, findWebKit } from './lib/find-tools.mjs';
import { installDependencies, NODE, run } from './lib/run.mjs';

const PROJECTS = ['core', 'engine', 'sw', 'src', 'media-server', 'tests', 'bench', 'bench/baseline'];

const step = async (name, work) => {
  const startedMs = Date.now();
  console.log(`\n== ${name}`);
  const result = await work();
  console.log(`== ${name}: ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  return result;
};
const node = (script, args = [], env = {}) => run(NODE, [script, ...args], { env });

try {
  await step('Install', installDependencies);
  await step('Format', () =>
    node('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  );
  await step('Lint', () => node('node_modules/oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']));
  await step('Types', async () => {
    for (const project of PROJECTS) await node('node_modules/typescript/bin/tsc', ['-p', project]);
  });
  const CARRYON_CHROMIUM = await step('Browser', findChromium);
  const CARRYON_FIREFOX = (await step('Firefox', findFirefox)) ?? '';
  const CARRYON_WEBKIT = (await step('WebKit', findWebKit)) ?? '';
  if (CARRYON_FIREFOX === '') console.log('There is no Firefox: the tests that run in it are left out.');
  if (CARRYON_WEBKIT === '') console.log('There is no WebKitGTK: the test that runs in it is left out.');
  const CARRYON_SCREEN = (await findScreenTools()) ? '1' : '';
  await step('Build', buildApp);
  await step('Budget', checkBudget);
  await step('Unit tests', () => node('node_modules/vitest/vitest.mjs', ['run'], { CARRYON_CHROMIUM }));
  await step('Journeys', () =>
    node('node_modules/@playwright/test/cli.js', ['test'], {
      CARRYON_CHROMIUM,
      CARRYON_FIREFOX,
      CARRYON_WEBKIT,
      CARRYON_SCREEN,
    }),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
