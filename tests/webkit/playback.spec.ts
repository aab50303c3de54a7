import { expect, MiB, test } from '../support/stage.ts';
import { WebKit } from '../support/webkit.ts';

const TITLE = 'Night Mail';
const BYTES = 21 * MiB + 1000;

test.skip(!process.env['CARRYON_WEBKIT'], 'needs WebKitGTK with its MiniBrowser and WebKitWebDriver (Linux)');

test('in WebKit an episode is downloaded in the tab, and plays without a server, seeking anywhere', async ({
  stage,
}) => {
  const sha256 = await stage.addEpisode('Rail Songs/Night Mail.wav', BYTES);
  await stage.start(1);
  const webkit = new WebKit();
  try {
    await webkit.start();
    await webkit.open(stage.proxy.url);
    await webkit.run('await navigator.serviceWorker.ready;');
    const id = await webkit.run<string>(
      `const { items } = await (await fetch('/api/episodes')).json(); return items[0].id;`,
    );
    const page = `${stage.proxy.url}/episodes/${id}`;
    await webkit.open(page);
    await expect.poll(() => webkit.hasButton(`Download ${TITLE}`)).toBe(true);
    expect(await webkit.run('return navigator.serviceWorker.controller !== null;')).toBe(true);
    await webkit.click(`Download ${TITLE}`);
    await expect.poll(() => webkit.hasButton(`Remove download of ${TITLE}`), { timeout: 40_000 }).toBe(true);
    await stage.proxy.stop();

    expect(
      await webkit.run<string>(`
        const response = await fetch('/media/${id}', { headers: { Range: 'bytes=0-' } });
        const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
        return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      `),
    ).toBe(sha256);

    await webkit.open(page);
    await expect.poll(() => webkit.hasButton(`Play ${TITLE}`)).toBe(true);
    await webkit.click(`Play ${TITLE}`);
    const position = () => webkit.run<number>('return media().currentTime;');
    await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(0.5);
    const durationSeconds = await webkit.run<number>('return media().duration;');
    for (const place of [0.9, 0.1, 0.6]) {
      await webkit.run(`media().currentTime = ${durationSeconds * place};`);
      await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(durationSeconds * place + 0.3);
      expect(await webkit.run('return media().error?.message ?? null;')).toBeNull();
    }
  } finally {
    await webkit.stop();
  }
});
