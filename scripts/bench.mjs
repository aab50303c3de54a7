import { buildApp } from './lib/build-app.mjs';
import { findChromium, findFirefox } from './lib/find-tools.mjs';
import { installDependencies, NODE, run } from './lib/run.mjs';

try {
  await installDependencies();
  await buildApp();
  const env = { CARRYON_CHROMIUM: await findChromium(), CARRYON_FIREFOX: (await findFirefox()) ?? '' };
  await run(NODE, ['bench/main.ts', ...process.argv.slice(2)], { env });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
