import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { expect, test } from '../support/stage.ts';

const KB = 1024;

test('the first load of the home page asks for at most 80 KB of JavaScript, and the app can be installed', async ({
  stage,
}) => {
  stage.useLibrary(join(import.meta.dirname, '..', '..', 'demo'));
  await stage.start(16);
  const page = await stage.browser().start();
  await page.goto(stage.proxy.url);
  await expect(page.getByRole('link', { name: /Carrying On/ }).first()).toBeVisible();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.js')),
  );
  let bytes = 0;
  for (const script of new Set(scripts)) bytes += gzipSync(await (await fetch(script)).text()).length;
  console.log(
    `first load: ${(bytes / KB).toFixed(1)} KB of JavaScript, gzipped, in ${new Set(scripts).size} files`,
  );
  expect(bytes).toBeGreaterThan(10 * KB);
  expect(bytes).toBeLessThanOrEqual(80 * KB);

  const session = await page.context().newCDPSession(page);
  const { errors, data, url } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '{}') as {
    icons: { src: string; purpose?: string }[];
    screenshots: { src: string; form_factor?: string }[];
    shortcuts: { url: string }[];
  };
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  expect(new Set(manifest.screenshots.map((screenshot) => screenshot.form_factor))).toEqual(
    new Set(['narrow', 'wide']),
  );
  expect(manifest.shortcuts.length).toBeGreaterThan(0);
  for (const path of [...manifest.icons, ...manifest.screenshots]
    .map(({ src }) => src)
    .concat(manifest.shortcuts.map((shortcut) => shortcut.url))) {
    expect((await fetch(new URL(path, url), { headers: { Accept: 'text/html, */*' } })).status, path).toBe(
      200,
    );
  }
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual([]);
});
