import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import type { EpisodePage } from '../../../core/api/page.ts';
import type { Subscription } from '../../../core/api/subscription.ts';
import { until } from '../../testing/open-files.ts';
import { startTestServer } from '../../testing/test-server.ts';

const PUBLIC_URL = 'https://pod.example';

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A publisher whose feed names its hub, and the hub; `asked` are the forms that it was sent. */
async function startHub() {
  const asked: URLSearchParams[] = [];
  const titles = ['One'];
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      void text(request).then((form) => {
        asked.push(new URLSearchParams(form));
        response.writeHead(202).end();
      });
      return;
    }
    const items = titles.map(
      (title) =>
        `<item><title>${title}</title><guid>${title}</guid><enclosure url="${url}/${title}.mp3" type="audio/mpeg" length="1"/></item>`,
    );
    response.setHeader('Content-Type', 'application/rss+xml');
    response.end(`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Pushed</title>
      <atom:link rel="hub" href="${url}/hub"/><atom:link rel="self" href="${url}/feed"/>${items.join('')}</channel></rss>`);
  });
  const url = await listen(server);
  return { asked, titles, url };
}

it('asks the hub of a feed, answers for it, and reads the feed when the hub tells of a change with the right signature', async () => {
  const hub = await startHub();
  const server = await startTestServer(undefined, {
    allowPrivate: ['127.0.0.1/32'],
    publicUrl: PUBLIC_URL,
  });
  const response = await fetch(`${server.url}/api/subscriptions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ url: `${hub.url}/feed` }),
  });
  const { showId } = (await response.json()) as Subscription;
  const titles = async (): Promise<string[]> =>
    (await server.json<EpisodePage>(`/api/shows/${showId}/episodes`)).items.map(({ title }) => title);
  expect(await titles()).toEqual(['One']);

  const form = Object.fromEntries(hub.asked[0] ?? []);
  expect(form).toMatchObject({ 'hub.mode': 'subscribe', 'hub.topic': `${hub.url}/feed` });
  const { origin, pathname } = new URL(form['hub.callback'] ?? '');
  expect(origin).toBe(PUBLIC_URL);
  const ask = (parameters: Record<string, string>) =>
    server.get(`${pathname}?${new URLSearchParams(parameters).toString()}`);
  const verification = { 'hub.mode': 'subscribe', 'hub.challenge': 'c-1', 'hub.lease_seconds': '864000' };
  expect((await ask({ ...verification, 'hub.topic': `${hub.url}/another` })).status).toBe(404);
  expect((await server.get('/websub/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA?hub.mode=subscribe')).status).toBe(404);
  const verified = await ask({ ...verification, 'hub.topic': `${hub.url}/feed` });
  expect([verified.status, await verified.text()]).toEqual([200, 'c-1']);

  const tell = async (secret: string): Promise<number> => {
    const body = '<rss/>';
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const answer = await fetch(server.url + pathname, {
      method: 'POST',
      headers: { 'Content-Type': 'application/rss+xml', 'X-Hub-Signature': signature },
      body,
    });
    return answer.status;
  };
  hub.titles.unshift('Two');
  expect(await tell('a guess')).toBe(202);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await titles()).toEqual(['One']);
  expect(await tell(form['hub.secret'] ?? '')).toBe(202);
  await until(async () => (await titles()).length === 2);
  // The promise lasts: the hub is not asked again.
  expect(hub.asked).toHaveLength(1);

  await fetch(`${server.url}/api/subscriptions/${showId}`, { method: 'DELETE' });
  expect(await tell(form['hub.secret'] ?? '')).toBe(410);
});
