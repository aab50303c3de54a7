import { setTimeout as delay } from 'node:timers/promises';
import { timesAsMuch } from '../figure.ts';
import { sampleInTurn } from '../statistics.ts';
import { MiB, type Bench, type Measure } from '../support/bench.ts';
import type { Browser, BrowserName } from '../support/browser.ts';

const FEW = 10;
const TARGET_TIMES = 1.5;
/** What a start does in the background must not run into the next. */
const REST_MS = 2_000;

/** What each page is opened for. */
const PAGES = [
  { path: '/', element: 'a[href^="/shows/"]' },
  { path: '/downloads', element: 'button[aria-label^="Remove download of"]' },
];

/** How much longer the app takes to start when a great many episodes are downloaded. */
export const fullJournal: Measure = {
  name: 'journal',
  browsers: ['firefox', 'chromium'],
  async take(bench, browserName) {
    const many = bench.quick ? 200 : 2_000;
    await bench.addEpisode('Short Hop', 1 * MiB);
    await bench.start();
    const withFew = await browserWith(bench, browserName, FEW);
    const withMany = await browserWith(bench, browserName, many);
    const rows = [];
    for (const { path, element } of PAGES) {
      const start = (browser: Browser) => async (): Promise<number[]> => {
        const tab = await browser.open('about:blank');
        const ms = await tab.gotoUntilInteractive(bench.product.url + path, element);
        await delay(REST_MS);
        await tab.close();
        return [ms];
      };
      await start(withFew)();
      await start(withMany)();
      const samples = await sampleInTurn(bench.quick ? 3 : 4, { few: start(withFew), many: start(withMany) });
      rows.push(
        timesAsMuch(
          {
            measure: this.name,
            browser: browserName,
            what: `start at ${path}, ${many} downloads`,
            unit: 'ms',
            samples: samples.many,
            baselineName: `with ${FEW}`,
            baselineSamples: samples.few,
          },
          TARGET_TIMES,
        ),
      );
    }
    return rows;
  },
};

async function browserWith(bench: Bench, browserName: BrowserName, episodes: number): Promise<Browser> {
  const browser = await bench.startBrowser(browserName);
  const tab = await bench.openProductPage(browser);
  await tab.run('store', 'fillStoreWithMany', { episodes });
  await tab.close();
  return browser;
}
