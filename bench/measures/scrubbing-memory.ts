import { setTimeout as delay } from 'node:timers/promises';
import { wavHeader } from '../../tests/support/wav.ts';
import { more } from '../figure.ts';
import { randomNumbers } from '../statistics.ts';
import { MiB, type Measure } from '../support/bench.ts';
import { contentMiB } from '../support/memory.ts';

const SEEKS = 64;
const TARGET_MORE_MIB = 64;
const EPISODE = 'long';
const SETTLE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** The memory of page and worker at its highest while a listener scrubs through a large file, against before. */
export const scrubbingMemory: Measure = {
  name: 'memory',
  browsers: ['firefox', 'chromium'],
  async take(bench, browserName) {
    const sizeMiB = bench.quick ? 256 : 2048;
    const bytes = sizeMiB * MiB;
    const what = `scrubbing ${SEEKS} times through ${sizeMiB} MiB`;
    const head = { measure: this.name, browser: browserName, what };
    await bench.start();
    const browser = await bench.startBrowser(browserName);
    const filling = await bench.openProductPage(browser);
    await filling.run('store', 'fillStore', {
      episodeId: EPISODE,
      showId: 'show',
      bytes,
      header: [...wavHeader(bytes)],
    });
    // A new browser: what filling took is not counted.
    await browser.close();
    await browser.start();
    const tab = await bench.openProductPage(browser);
    await tab.run('media', 'playFor', { episodeId: EPISODE, ms: SETTLE_MS });

    const before = contentMiB(browser.processId);
    if (before === null)
      return [{ ...head, reason: 'only Linux tells the memory of each process', failed: false }];
    const random = randomNumbers(2);
    const places = Array.from({ length: SEEKS }, () => random() * 0.99);
    let isOver = false;
    const scrubbed = tab.run('media', 'scrub', { places }).finally(() => {
      isOver = true;
    });
    let highest = before;
    while (!isOver) {
      highest = Math.max(highest, contentMiB(browser.processId) ?? 0);
      await delay(LOOK_EVERY_MS);
    }
    await scrubbed;
    return [
      more(
        { ...head, unit: 'MiB', samples: [highest], baselineName: 'before', baselineSamples: [before] },
        TARGET_MORE_MIB,
      ),
    ];
  },
};
