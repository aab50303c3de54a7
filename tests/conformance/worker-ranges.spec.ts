import { App } from '../support/app.ts';
import { expect, MiB, test } from '../support/stage.ts';
import { addTableFile, askWorker, expectTableOffline } from './ask-worker.ts';

test('the worker answers the table of ranges and conditions as the server does, with the server stopped', async ({
  stage,
}) => {
  await addTableFile(stage);
  await stage.start(1);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  await app.open('/');
  const id = await app.episodeId('Table');
  await app.open(`/episodes/${id}`);
  await app.download('Table');
  await app.expectDownloaded('Table');
  await expectTableOffline(stage, id, (asked) => app.page.evaluate(askWorker, asked));
});

test('ranges across the borders of parts are the bytes of the file', async ({ stage }) => {
  const PART = 4 * MiB;
  const bytes = 3 * PART + 4000;
  await stage.addEpisode('Rail Songs/Borders.wav', bytes);
  await stage.start(1);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  await app.open('/');
  const id = await app.episodeId('Borders');
  await app.open(`/episodes/${id}`);
  const file = Buffer.from(await (await fetch(`${stage.product.url}/media/${id}`)).arrayBuffer());
  await app.download('Borders');
  await app.expectDownloaded('Borders');
  await stage.product.stop();

  const ranges = [
    [0, 1],
    [PART - 1, PART + 1],
    [PART, PART + 1],
    [PART - 70_000, PART + 70_000],
    [2 * PART - 3, 2 * PART],
    [3 * PART - 1, bytes],
    [bytes - 1, bytes],
  ] as const;
  const requests = ranges.map(([start, end]) => ({
    method: 'GET',
    headers: { Range: `bytes=${start}-${end - 1}` },
  }));
  const answers = await app.page.evaluate(askWorker, { path: `/media/${id}`, requests });
  ranges.forEach(([start, end], index) => {
    expect(answers[index]?.headers['content-range']).toBe(`bytes ${start}-${end - 1}/${bytes}`);
    expect(Buffer.from(answers[index]?.body ?? '', 'latin1').equals(file.subarray(start, end))).toBe(true);
  });
});
