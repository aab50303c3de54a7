import { timesAsMuch } from '../figure.ts';
import { sampleInTurn } from '../statistics.ts';
import { MiB, type Measure } from '../support/bench.ts';
import { waitOutHold } from '../support/hold.ts';

const TITLE = 'Long Way';
const TARGET_TIMES = 1.1;

/** From tap to complete, each part checked against its hash, as fast as this machine can. */
export const timeToComplete: Measure = {
  name: 'complete',
  browsers: ['chromium'],
  async take(bench, browserName) {
    const sizeMiB = bench.quick ? 128 : 1024;
    const bytes = sizeMiB * MiB;
    await bench.addEpisode(TITLE, bytes);
    await bench.start();
    const id = await bench.episodeId(TITLE);

    const { parts, naive } = await sampleInTurn(bench.quick ? 1 : 3, {
      parts: async () => {
        const browser = await bench.startBrowser(browserName);
        const first = await bench.openProductPage(browser);
        await first.goto(`${bench.product.url}/episodes/${id}`);
        await waitOutHold();
        const ms = await first.run('app', 'pressUntilButton', {
          name: `Download ${TITLE}`,
          until: `Remove download of ${TITLE}`,
        });
        await browser.discard();
        return [ms / 1000];
      },
      naive: async () => {
        const browser = await bench.startBrowser(browserName);
        const tab = await bench.openBaselinePage(browser);
        await waitOutHold();
        const ms = await tab.run('baseline', 'downloadNaively', { url: `/media/${id}`, bytes });
        await browser.discard();
        return [ms / 1000];
      },
    });
    return [
      timesAsMuch(
        {
          measure: this.name,
          browser: browserName,
          what: `download ${sizeMiB} MiB`,
          unit: 's',
          samples: parts,
          baselineName: 'one naive Background Fetch',
          baselineSamples: naive,
        },
        TARGET_TIMES,
      ),
    ];
  },
};
