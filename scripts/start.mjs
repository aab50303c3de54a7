import { installDependencies, NODE, run } from './lib/run.mjs';
import { buildApp } from './lib/build-app.mjs';

try {
  await installDependencies();
  await buildApp();
  await run(NODE, ['media-server/main.ts']);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
