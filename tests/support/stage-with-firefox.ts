import { join } from 'node:path';
import { Firefox, NO_FIREFOX } from './firefox.ts';
import { test as base } from './stage.ts';

/** A stage with a Firefox; what uses it is left out where there is none. */
export const test = base.extend<{ firefox: Firefox }>({
  firefox: async ({ stage }, use) => {
    base.skip(NO_FIREFOX !== null, NO_FIREFOX ?? '');
    const firefox = new Firefox(join(stage.folder, 'firefox-profile'));
    try {
      await use(firefox);
    } finally {
      await firefox.kill();
    }
  },
});

export { expect, MiB } from './stage.ts';
