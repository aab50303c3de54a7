import { setTimeout as delay } from 'node:timers/promises';
import { App } from '../support/app.ts';
import { Deployment } from '../support/deployment.ts';
import { expect, test } from '../support/stage.ts';

test('a new version is found within the hour while the app stays open, and says that downloads go on', async ({
  stage,
}) => {
  await stage.start(0);
  const deployment = new Deployment();
  await deployment.start(stage.proxy.url);
  try {
    const page = await stage.browser().start();
    await page.clock.install();
    const app = new App(page, deployment.url);
    await app.open('/');
    // The first visit installs the worker that the next one is updated from.
    await app.open('/');
    // The browser itself looks for an update about a second after each visit.
    await delay(3_000);
    deployment.version = 2;
    await delay(2_000);
    await expect(page.getByText('A new version is ready')).toBeHidden();
    await page.clock.fastForward('01:00:01');
    await expect(
      page.getByRole('group').getByText('A new version is ready. Downloads go on while it starts.'),
    ).toBeVisible();
    await expect(app.button('Update now')).toBeVisible();
  } finally {
    await deployment.stop();
  }
});
