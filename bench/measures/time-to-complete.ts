import { timesAsMuch, type Row } from '../figure.ts';
import { sampleInTurn } from '../statistics.ts';
import { MiB, type Measure } from '../support/bench.ts';
import { waitOutHold } from '../support/hold.ts';

const TITLE = 'Long Way';
const TARGET_TIMES = 1.1;

const LINES = [
  { name: 'at 200 Mbit/s', bytesPerSecond: 25_000_000 },
  { name: 'over loopback', bytesPerSecond: Infinity },
];

/** From tap to complete, each part checked against its hash. */
export const timeToComplete: Measure = {
  name: 'complete',
  browsers: ['chromium'],
  async take(bench, browserName) {
    const sizeMiB = bench.quick ? 128 : 1024;
    const bytes = sizeMiB * MiB;
    await bench.addEpisode(TITLE, bytes);
    await bench.start();
    const id = await bench.episodeId(TITLE);
    const rows: Row[] = [];
    for (const { name, bytesPerSecond } of LINES) {
      const origin = bytesPerSecond === Infinity ? bench.product.url : bench.proxy.url;
      bench.proxy.bytesPerSecond = bytesPerSecond;
      const { parts, naive } = await sampleInTurn(1, {
        parts: async () => {
          const browser = await bench.startBrowser(browserName);
          const tab = await bench.openProductPage(browser, origin);
          await tab.goto(`${origin}/episodes/${id}`);
          await waitOutHold();
          const ms = await tab.run('app', 'pressUntilButton', {
            name: `Download ${TITLE}`,
            until: `Remove download of ${TITLE}`,
          });
          await browser.discard();
          return [ms / 1000];
        },
        naive: async () => {
          const browser = await bench.startBrowser(browserName);
          const tab = await bench.openBaselinePage(browser, origin);
          await waitOutHold();
          const ms = await tab.run('baseline', 'downloadNaively', { url: `/media/${id}`, bytes });
          await browser.discard();
          return [ms / 1000];
        },
      });
      rows.push(
        timesAsMuch(
          {
            measure: this.name,
            browser: browserName,
            what: `download ${sizeMiB} MiB ${name}`,
            unit: 's',
            samples: parts,
            baselineName: 'one naive Background Fetch',
            baselineSamples: naive,
          },
          TARGET_TIMES,
        ),
      );
    }
    return rows;
  },
};
