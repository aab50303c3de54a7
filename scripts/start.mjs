import { installDependencies, NODE, run } from './lib/run.mjs';
import { buildApp } from './lib/build-app.mjs';

try {
  await installDependencies();
  await buildApp();
  // With a heap for every thread, which is what glibc does, each keeps what pictures and scans have used.
  await run(NODE, ['media-server/main.ts'], {
    env: { MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2' },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
