import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.ts',
  // Each journey has a browser, a server and a profile of its own, and waits more than it works: two cores carry three.
  fullyParallel: true,
  workers: 3,
  timeout: 120_000,
  // Real browsers on a busy machine: what does not pass the first time but later is reported as flaky.
  retries: process.env['CI'] ? 2 : 0,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  forbidOnly: true,
});
