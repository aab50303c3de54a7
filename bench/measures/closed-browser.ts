import { setTimeout as delay } from 'node:timers/promises';
import { limited } from '../figure.ts';
import { MiB, type Bench, type Measure } from '../support/bench.ts';
import type { BrowserName } from '../support/browser.ts';
import { waitOutHold } from '../support/hold.ts';

const TITLE = 'Night Mail';
const TARGET_MIB = 8;

/** The browser is closed at half of a download, and started again: what comes over the network a second time. */
export const closedBrowser: Measure = {
  name: 'closed',
  browsers: ['chromium'],
  async take(bench, browserName) {
    const sizeMiB = bench.quick ? 40 : 100;
    const bytes = sizeMiB * MiB;
    await bench.addEpisode(TITLE, bytes);
    await bench.start();
    bench.proxy.bytesPerSecond = 8 * MiB;
    const id = await bench.episodeId(TITLE);
    const withParts = await closeAtHalfOf(bench, browserName, id, bytes);
    const naive = await closeNaiveAtHalf(bench, browserName, id, bytes);
    return [
      limited(
        {
          measure: this.name,
          browser: browserName,
          what: `fetched again of ${sizeMiB} MiB`,
          unit: 'MiB',
          samples: [withParts / MiB],
          baselineName: 'one naive Background Fetch',
          baselineSamples: [naive / MiB],
        },
        TARGET_MIB,
      ),
    ];
  },
};

async function closeAtHalfOf(
  bench: Bench,
  browserName: BrowserName,
  id: string,
  bytes: number,
): Promise<number> {
  const { proxy } = bench;
  const browser = await bench.startBrowser(browserName);
  const tab = await bench.openProductPage(browser, proxy.url);
  await tab.goto(`${proxy.url}/episodes/${id}`);
  await waitOutHold();
  const sentBefore = proxy.sentBytes;
  await tab.run('app', 'press', { name: `Download ${TITLE}` });
  await untilSent(bench, sentBefore + bytes / 2);
  await browser.close();
  await browser.start();
  const again = await browser.open(`${proxy.url}/downloads`);
  await again.run('app', 'untilButton', { name: `Remove download of ${TITLE}` });
  return proxy.sentBytes - sentBefore - bytes;
}

async function closeNaiveAtHalf(
  bench: Bench,
  browserName: BrowserName,
  id: string,
  bytes: number,
): Promise<number> {
  const { proxy } = bench;
  const browser = await bench.startBrowser(browserName);
  const tab = await bench.openBaselinePage(browser, proxy.url);
  const download = { url: `/media/${id}`, bytes };
  await waitOutHold();
  const sentBefore = proxy.sentBytes;
  const cut = tab.run('baseline', 'downloadNaively', download).catch(() => undefined);
  await untilSent(bench, sentBefore + bytes / 2);
  await browser.close();
  await cut;
  await browser.start();
  const again = await bench.openBaselinePage(browser, proxy.url);
  await waitOutHold();
  await again.run('baseline', 'downloadNaively', download);
  return proxy.sentBytes - sentBefore - bytes;
}

async function untilSent({ proxy }: Bench, bytes: number): Promise<void> {
  while (proxy.sentBytes < bytes) await delay(50);
}
