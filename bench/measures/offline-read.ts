import { timesAsMuch, timesFaster, type Row } from '../figure.ts';
import { randomNumbers, randomOffsets, sampleInTurn } from '../statistics.ts';
import { MiB, type Measure } from '../support/bench.ts';
import type { BrowserName } from '../support/browser.ts';

const READ_BYTES = 64 * 1024;
/** In Chromium the reads that are compared differ by less than one round does from the next. */
const ROUNDS: Readonly<Record<BrowserName, number>> = { firefox: 4, chromium: 16 };
const READS_A_ROUND = 12;
/** In Firefox one read of a large file can take many seconds with this plugin. */
const PLUGIN_READS_A_ROUND: Readonly<Record<BrowserName, number>> = { firefox: 1, chromium: READS_A_ROUND };

const TARGET_TIMES_FASTER: Readonly<Record<BrowserName, number>> = { firefox: 40, chromium: 1 };
const TARGET_TIMES_OF_FLOOR = 1.5;
const TARGET_TIMES_OF_SMALLEST = 1.5;

/** A read at a random place of a downloaded file, through the service worker, with the server gone. */
export const offlineRead: Measure = {
  name: 'seek',
  browsers: ['firefox', 'chromium'],
  async take(bench, browserName) {
    const sizesMiB = bench.quick ? [16, 64, 128] : [64, 512, 2048];
    await bench.start();
    const browser = await bench.startBrowser(browserName);
    const product = await bench.openProductPage(browser);
    const baseline = await bench.openBaselinePage(browser);
    const files = sizesMiB.map((sizeMiB) => ({
      name: `${sizeMiB} MiB`,
      episodeId: `${sizeMiB}`,
      bytes: sizeMiB * MiB,
    }));
    for (const file of files) {
      await product.run('store', 'fillStore', { ...file, showId: 'show', header: [] });
      await baseline.run('baseline', 'cacheWhole', file);
    }
    await bench.product.stop();

    const random = randomNumbers(1);
    const rows: Row[] = [];
    const throughWorker: number[][] = [];
    for (const file of files) {
      const reads = (count: number) => ({
        ...file,
        offsets: randomOffsets(random, count, file.bytes, READ_BYTES),
        lengthBytes: READ_BYTES,
      });
      const { parts, floor, plugin, zeros } = await sampleInTurn(ROUNDS[browserName], {
        parts: async () => {
          await product.show();
          return product.run('store', 'readThroughWorker', reads(READS_A_ROUND));
        },
        floor: () => product.run('store', 'readFromCache', reads(READS_A_ROUND)),
        plugin: async () => {
          await baseline.show();
          return baseline.run('baseline', 'readThroughPlugin', reads(PLUGIN_READS_A_ROUND[browserName]));
        },
        zeros: () => baseline.run('baseline', 'readZeros', reads(READS_A_ROUND)),
      });
      throughWorker.push(parts);
      const facts = {
        measure: this.name,
        browser: browserName,
        what: `64 KiB of ${file.name}`,
        unit: 'ms',
        samples: parts,
      } as const;
      const isJudged = browserName === 'chromium' || file === files[1];
      rows.push(
        timesFaster(
          { ...facts, baselineName: 'RangeRequestsPlugin', baselineSamples: plugin },
          isJudged ? TARGET_TIMES_FASTER[browserName] : null,
        ),
        timesAsMuch(
          { ...facts, baselineName: 'one part from Cache', baselineSamples: floor },
          TARGET_TIMES_OF_FLOOR,
        ),
        timesAsMuch({ ...facts, baselineName: 'a worker that reads nothing', baselineSamples: zeros }, null),
      );
    }
    const [smallest = [], , largest = []] = throughWorker;
    rows.push(
      timesAsMuch(
        {
          measure: this.name,
          browser: browserName,
          what: `64 KiB of ${files[2]?.name}`,
          unit: 'ms',
          samples: largest,
          baselineName: `64 KiB of ${files[0]?.name}`,
          baselineSamples: smallest,
        },
        TARGET_TIMES_OF_SMALLEST,
      ),
    );
    return rows;
  },
};
