import {
  addTableFile,
  askWorker,
  tableFailures,
  tableRequests,
  tableTarget,
} from '../conformance/ask-worker.ts';
import { FirefoxApp } from '../support/firefox-app.ts';
import { expect, test } from '../support/stage-with-firefox.ts';

// Firefox takes its time on a busy machine.
test.describe.configure({ timeout: 240_000 });

test('in Firefox: the worker answers the table of ranges and conditions as the server does, with the server stopped', async ({
  stage,
  firefox,
}) => {
  await addTableFile(stage);
  await stage.start(1);
  const app = new FirefoxApp(await firefox.start(), stage.proxy.url);
  const id = await app.openEpisode('Table');
  const target = await tableTarget(stage, id);
  await app.download('Table');
  await app.expectDownloaded('Table');
  await stage.product.stop();

  const answers = await app.page.evaluate(askWorker, {
    path: `/media/${id}`,
    requests: tableRequests(target),
  });
  expect(tableFailures(answers, target)).toEqual([]);

  // What a carrier asks of the server is not answered from the store.
  const forServer = {
    path: `/media/${id}#bytes=0-9`,
    requests: [{ method: 'GET', headers: { Range: 'bytes=0-9' } }],
  };
  expect((await app.page.evaluate(askWorker, forServer))[0]?.status).toBe(0);
});
