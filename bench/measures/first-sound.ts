import { timesAsMuch } from '../figure.ts';
import { sampleInTurn } from '../statistics.ts';
import { MiB, type Measure } from '../support/bench.ts';
import { waitOutHold } from '../support/hold.ts';

const PART_BYTES = 4 * MiB;
const BYTES_PER_SECOND = 2_000_000;
const TARGET_TIMES = 2;
const TITLE = 'Early Train';

/** Download, then Play at once, on a slow line: how long until sound comes. */
export const firstSound: Measure = {
  name: 'sound',
  browsers: ['firefox', 'chromium'],
  async take(bench, browserName) {
    const sizeMiB = bench.quick ? 20 : 100;
    await bench.addEpisode(TITLE, sizeMiB * MiB);
    await bench.start();
    const { proxy } = bench;
    const id = await bench.episodeId(TITLE);

    const { sound, part } = await sampleInTurn(bench.quick ? 1 : 2, {
      sound: async () => {
        const browser = await bench.startBrowser(browserName);
        const tab = await bench.openProductPage(browser, proxy.url);
        await tab.goto(`${proxy.url}/episodes/${id}`);
        if (browserName === 'chromium') await waitOutHold();
        proxy.bytesPerSecond = BYTES_PER_SECOND;
        const ms = await tab.run('app', 'downloadAndPlay', { title: TITLE });
        await browser.discard();
        proxy.bytesPerSecond = Infinity;
        return [ms / 1000];
      },
      part: async () => {
        const browser = await bench.startBrowser(browserName);
        const tab = await bench.openBaselinePage(browser, proxy.url);
        proxy.bytesPerSecond = BYTES_PER_SECOND;
        const ms = await tab.run('baseline', 'fetchBeginning', {
          url: `/media/${id}`,
          lengthBytes: PART_BYTES,
        });
        await browser.discard();
        proxy.bytesPerSecond = Infinity;
        return [ms / 1000];
      },
    });
    return [
      timesAsMuch(
        {
          measure: this.name,
          browser: browserName,
          what: `Play right after Download, ${sizeMiB} MiB at 2 MB/s`,
          unit: 's',
          samples: sound,
          baselineName: 'one part at that speed',
          baselineSamples: part,
        },
        TARGET_TIMES,
      ),
    ];
  },
};
