import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.ts',
  // Each journey has a browser, a server and a profile of its own; two at a time is what two cores carry.
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  // Real browsers on a busy machine: what does not pass the first time but later is reported as flaky.
  retries: process.env['CI'] ? 2 : 0,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  forbidOnly: true,
});
