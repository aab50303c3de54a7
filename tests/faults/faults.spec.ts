import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { Browser } from '../support/browser.ts';
import { Firefox, NO_FIREFOX } from '../support/firefox.ts';
import { ChromiumSeat } from './chromium-seat.ts';
import { FirefoxSeat } from './firefox-seat.ts';
import { runScenario } from './run-scenario.ts';
import { kindOf, scenarioOf, type Mode } from './scenario.ts';
import type { Seat } from './seat.ts';
import { seedsToRun } from './seeds.ts';

/** One of each browser for many scenarios: each scenario has an origin of its own, and storage is kept by origin. */
const test = base.extend<object, { chromiumBrowser: Browser; firefoxBrowser: Firefox }>({
  chromiumBrowser: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const profile = await mkdtemp(join(tmpdir(), 'carryon-faults-chromium-'));
      const browser = new Browser(profile);
      await use(browser);
      await browser.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker' },
  ],
  firefoxBrowser: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const profile = await mkdtemp(join(tmpdir(), 'carryon-faults-firefox-'));
      const browser = new Firefox(profile);
      await use(browser);
      await browser.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker' },
  ],
});

const TIMEOUT_MS: Readonly<Record<Mode, number>> = {
  'chromium-background': 400_000,
  'chromium-tab': 240_000,
  'firefox-tab': 240_000,
};

for (const scenario of seedsToRun().map(scenarioOf)) {
  const { seed, mode, faults } = scenario;
  const kinds = faults.map(kindOf).join(', ');
  test(`seed ${seed}, ${mode}: ${kinds}`, async ({ chromiumBrowser, firefoxBrowser }) => {
    test.setTimeout(TIMEOUT_MS[mode]);
    test.skip(mode === 'firefox-tab' && NO_FIREFOX !== null, NO_FIREFOX ?? '');
    const seat: Seat =
      mode === 'firefox-tab'
        ? new FirefoxSeat(firefoxBrowser)
        : new ChromiumSeat(chromiumBrowser, mode === 'chromium-tab');
    const folder = await mkdtemp(join(tmpdir(), 'carryon-faults-'));
    try {
      const { presses, spoiledAnswers } = await runScenario(scenario, seat, folder);
      const byHand = presses.length === 0 ? 'by itself' : `after ${presses.join(', ')}`;
      const description = `complete ${byHand}; ${spoiledAnswers} answers spoiled`;
      test.info().annotations.push({ type: 'outcome', description });
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}
