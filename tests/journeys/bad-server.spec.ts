import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { App } from '../support/app.ts';
import { FaultyProxy, type Fault, type ProxiedRequest } from '../support/faulty-proxy.ts';
import { expect, MiB, test as base, type Stage } from '../support/stage.ts';

const PART = 4 * MiB;
const BYTES = 13 * MiB;
/** More than the connections on the way can hold, so that a download has a middle. */
const LONG_BYTES = 41 * MiB;
const TITLE = 'Night Mail';
const FILE = 'Rail Songs/Night Mail.wav';

const test = base.extend<{ faulty: FaultyProxy }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
  faulty: async ({}, use) => {
    const faulty = new FaultyProxy();
    try {
      await use(faulty);
    } finally {
      await faulty.stop();
    }
  },
});

interface Opened {
  readonly app: App;
  readonly id: string;
  readonly sha256: string;
}

/** One episode of four parts on a page of its own, with the faulty proxy in front of the server. */
async function openEpisode(
  stage: Stage,
  faulty: FaultyProxy,
  options: { inTab?: boolean; bytes?: number } = {},
): Promise<Opened> {
  const sha256 = await stage.addEpisode(FILE, options.bytes ?? BYTES);
  await stage.start(1);
  await faulty.start(stage.proxy.url);
  const app = new App(await stage.browser().start(), faulty.url);
  if (options.inTab === true) await app.removeBackgroundFetch();
  return { app, id: await app.openEpisode(TITLE), sha256 };
}

const isMedia = ({ path }: ProxiedRequest): boolean => path.startsWith('/media/');

const partOf = ({ range }: ProxiedRequest): number =>
  Math.floor(Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? Number.NaN) / PART);

/** Every generation that has parts of this episode in the browser's storage. */
const generations = (app: App, id: string): Promise<string[]> =>
  app.page.evaluate(
    async (episodeId) =>
      (await caches.keys()).filter((name) => name.startsWith(`carryon-parts/${episodeId}/`)),
    id,
  );

async function expectWholeOffline({ app, id, sha256 }: Opened, faulty: FaultyProxy): Promise<void> {
  await faulty.stop();
  expect(await app.sha256(id)).toBe(sha256);
}

test('an episode that is removed on the server after its download still opens and plays', async ({
  stage,
  faulty,
}) => {
  const opened = await openEpisode(stage, faulty);
  const { app, id, sha256 } = opened;
  await app.download(TITLE);
  await app.expectDownloaded(TITLE);
  await rm(join(stage.library, FILE));
  await expect
    .poll(async () => (await fetch(`${stage.product.url}/api/episodes/${id}`)).status, { timeout: 20_000 })
    .toBe(410);

  await app.open(`/episodes/${id}`);
  await expect(app.page.getByRole('heading', { name: TITLE })).toBeVisible();
  await app.button(`Play ${TITLE}`).click();
  await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.5);
  expect(await app.sha256(id)).toBe(sha256);
  // Seeing that the server has it no more changes nothing of that, whenever the page is opened again.
  await app.open(`/episodes/${id}`);
  await expect(app.page.getByRole('heading', { name: TITLE })).toBeVisible();
  await app.expectDownloaded(TITLE);
});

for (const [what, change, says] of [
  [
    'removed',
    (stage: Stage) => rm(join(stage.library, FILE)),
    'The file of this episode is no longer on the server. Put it back into the library, then retry.',
  ],
  [
    'changed',
    (stage: Stage) => stage.addEpisode(FILE, LONG_BYTES - PART, 2),
    'The file of this episode was changed on the server. Retry to play the new version.',
  ],
] as const) {
  test(`an episode that is ${what} on the server while it plays from there stops, and says so`, async ({
    stage,
    faulty,
  }) => {
    const { app, id } = await openEpisode(stage, faulty, { bytes: LONG_BYTES });
    stage.proxy.bytesPerSecond = 1 * MiB;
    await app.button(`Play ${TITLE}`).click();
    await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(1);
    const head = (): Promise<Response> => fetch(`${stage.product.url}/media/${id}`, { method: 'HEAD' });
    const before = (await head()).headers.get('etag');
    await change(stage);
    await expect.poll(async () => (await head()).headers.get('etag'), { timeout: 20_000 }).not.toBe(before);
    await app.seek((await app.media((element) => element.duration)) * 0.8);
    await app.expectText(says);
    // A file that was changed is none that is sent until it was quiet for a while.
    await expect.poll(async () => (await head()).status, { timeout: 20_000 }).not.toBe(503);

    stage.proxy.bytesPerSecond = Infinity;
    if (what === 'removed') await stage.addEpisode(FILE, LONG_BYTES);
    await stage.product.untilHashed(1);
    const placeSeconds = await app.media((element) => element.currentTime);
    await app.button('Retry').click();
    await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(placeSeconds + 0.5);
  });
}

for (const [files, fault] of [
  ['only whole files', { type: 'whole-file' }],
  ['only whole files, without their length,', { type: 'no-length', wholeFile: true }],
] as const) {
  test(`from a server that sends ${files} an episode is downloaded as one piece, and in mid-way plays`, async ({
    stage,
    faulty,
  }) => {
    const opened = await openEpisode(stage, faulty, { bytes: LONG_BYTES });
    const { app, id } = opened;
    faulty.intercept = (request) => (isMedia(request) ? fault : null);
    stage.proxy.bytesPerSecond = 6 * MiB;
    await app.download(TITLE);
    await app.expectStoredParts(id, 2);
    await app.button(`Play ${TITLE}`).click();
    await expect.poll(() => app.media((element) => element.currentTime)).toBeGreaterThan(0.5);
    await app.expectDownloaded(TITLE);
    // The byte that was asked for first brought nothing but the knowledge; the file came once.
    expect(stage.proxy.sentBytes).toBeLessThan(1.5 * LONG_BYTES);
    await expectWholeOffline(opened, faulty);
  });
}

for (const inTab of [false, true]) {
  test(`parts that come without their length are taken, ${inTab ? 'in the tab' : 'in the background'}`, async ({
    stage,
    faulty,
  }) => {
    const opened = await openEpisode(stage, faulty, { inTab });
    faulty.intercept = (request) => (isMedia(request) ? { type: 'no-length', wholeFile: false } : null);
    await opened.app.download(TITLE);
    await opened.app.expectDownloaded(TITLE);
    expect(faulty.faults).toBeGreaterThan(1);
    await expectWholeOffline(opened, faulty);
  });
}

test('a part whose answer never comes is given up after a while and asked for again, in the tab', async ({
  stage,
  faulty,
}) => {
  const opened = await openEpisode(stage, faulty, { inTab: true });
  const { app } = opened;
  faulty.intercept = (request) =>
    isMedia(request) && partOf(request) === 1 && faulty.faults === 0 ? { type: 'silence' } : null;
  await app.download(TITLE);
  await app.goToDownloads();
  await app.expectText(/Waiting: connection lost\./, 30_000);
  await app.expectDownloaded(TITLE);
  expect(faulty.faults).toBe(1);
  await expectWholeOffline(opened, faulty);
});

for (const inTab of [false, true]) {
  const where = inTab ? 'in the tab' : 'in the background';

  test(`a server in trouble in mid-download is asked again by itself, ${where}`, async ({
    stage,
    faulty,
  }) => {
    const opened = await openEpisode(stage, faulty, { inTab });
    const { app, id } = opened;
    const status = inTab ? 500 : 503;
    faulty.intercept = (request) =>
      isMedia(request) && partOf(request) >= 2 ? { type: 'status', status } : null;
    await app.download(TITLE);
    await app.goToDownloads();
    await app.expectText(
      inTab
        ? /Waiting: server trouble\. .* It is asked again by itself in a while\. Next try in \d+ sec/
        : /Paused: server trouble\. .* The browser goes on by itself when that is over\./,
      40_000,
    );
    expect(await app.storedParts(id)).toEqual([0, 1]);
    faulty.intercept = () => null;
    await app.expectDownloaded(TITLE, 70_000);
    await expectWholeOffline(opened, faulty);
  });

  const faults: Record<string, { fault: Fault; says: RegExp }> = {
    'is cut off': {
      fault: { type: 'cut-off', afterBytes: 1 * MiB },
      says: /Waiting: connection lost/,
    },
    'is shorter than it should be': {
      fault: { type: 'other-stated-length', byBytes: -1 * MiB },
      says: /Waiting: incomplete answer\./,
    },
    'is longer than it should be': {
      fault: { type: 'other-stated-length', byBytes: 1000 },
      says: /Waiting: (?:incomplete answer|connection lost)\./,
    },
    'has a flipped byte': {
      fault: { type: 'flipped-byte', atByte: 123_456 },
      says: /Waiting: damaged part\./,
    },
  };

  for (const [what, { fault, says }] of Object.entries(faults)) {
    // In the background the browser resumes what was cut off by itself, in its own time.
    if (!inTab && fault.type === 'cut-off') continue;
    test(`a part that ${what} is never kept, and fetched again, ${where}`, async ({ stage, faulty }) => {
      const opened = await openEpisode(stage, faulty, { inTab });
      const { app, id } = opened;
      faulty.intercept = (request) => {
        return isMedia(request) && partOf(request) === 1 ? fault : null;
      };
      await app.download(TITLE);
      await app.goToDownloads();
      await app.expectText(says, 40_000);
      expect(await app.storedParts(id)).not.toContain(1);
      faulty.intercept = () => null;
      await app.expectDownloaded(TITLE, 40_000);
      await expectWholeOffline(opened, faulty);
    });
  }

  test(`an episode that is removed on the server in mid-download says so, keeps its parts, and goes on when it is back, ${where}`, async ({
    stage,
    faulty,
  }) => {
    const opened = await openEpisode(stage, faulty, { inTab, bytes: LONG_BYTES });
    const { app, id } = opened;
    stage.proxy.bytesPerSecond = 6 * MiB;
    await app.download(TITLE);
    await app.goToDownloads();
    await app.expectStoredParts(id, 1);
    await rm(join(stage.library, FILE));
    await app.expectText(
      /The file is no longer on your server\. .*Put it back into the library, then retry\./,
    );
    const kept = await app.storedParts(id);
    expect(kept.length).toBeGreaterThanOrEqual(1);
    expect(kept.length).toBeLessThan(LONG_BYTES / PART);

    await stage.addEpisode(FILE, LONG_BYTES);
    await stage.product.untilHashed(1);
    stage.proxy.bytesPerSecond = Infinity;
    await app.button(`Retry download of ${TITLE}`).click();
    await app.expectDownloaded(TITLE, 30_000);
    await expectWholeOffline(opened, faulty);
  });

  test(`a file that changes in mid-download is downloaded in its new version, ${where}`, async ({
    stage,
    faulty,
  }) => {
    const { app, id } = await openEpisode(stage, faulty, { inTab, bytes: LONG_BYTES });
    stage.proxy.bytesPerSecond = 6 * MiB;
    await app.download(TITLE);
    await app.goToDownloads();
    await app.expectStoredParts(id, 1);
    const [oldGeneration] = await generations(app, id);
    const sha256 = await stage.addEpisode(FILE, BYTES - PART, 2);
    await app.expectDownloaded(TITLE, 50_000);
    expect(await app.storedParts(id)).toEqual([0, 1, 2]);
    const now = await generations(app, id);
    expect(now).toHaveLength(1);
    expect(now).not.toContain(oldGeneration);
    await expectWholeOffline({ app, id, sha256 }, faulty);
  });
}
