import { addTableFile, askWorker, expectTableOffline } from '../conformance/ask-worker.ts';
import { FirefoxApp } from '../support/firefox-app.ts';
import { test } from '../support/stage-with-firefox.ts';

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
  await app.download('Table');
  await app.expectDownloaded('Table');
  await expectTableOffline(stage, id, (asked) => app.page.evaluate(askWorker, asked));
});
