import { expect, it } from 'vitest';
import { StandInPublisher, contentOf } from '../testing/stand-in-publisher.ts';
import { startTestServer } from '../testing/test-server.ts';
it('x', async () => {
  const p = await StandInPublisher.start();
  const server = await startTestServer(undefined, { allowPrivate: ['127.0.0.1/32'] });
  p.file('/one.mp3', { content: contentOf(1000) });
  const url = p.feed('/show.xml', { title: 'S', items: [{ title: 'One', url: '/one.mp3' }] });
  const r = await fetch(server.url + '/api/subscriptions', { method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({ url }) });
  console.log(r.status, await r.text());
  const e = await server.episode('One');
  console.log(e);
  const m = await server.get(`/api/episodes/${e.id}/manifest`);
  console.log(m.status, await m.text());
  const b = await server.get(`/media/${e.id}`);
  console.log(b.status, b.headers, (await b.arrayBuffer()).byteLength);
  expect(1).toBe(1);
});
