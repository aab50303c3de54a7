import { afterEach, beforeEach, expect, test } from 'vitest';
import { readStoredNotes } from './stored-notes.ts';

const CACHE = 'carryon-extras';

const store = async (id: string, body: string): Promise<void> => {
  const cache = await caches.open(CACHE);
  await cache.put(`/api/episodes/${id}`, new Response(body));
};

beforeEach(() => caches.delete(CACHE));
afterEach(() => caches.delete(CACHE));

test('reads the notes as plain text, word by word', async () => {
  const descriptionHtml =
    '<p>From Malmö</p><ul><li>by <b>night</b></li></ul><script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true">&amp; back';
  await store('e1', JSON.stringify({ id: 'e1', descriptionHtml }));
  expect(await readStoredNotes(['e1'])).toEqual(new Map([['e1', 'From Malmö by night & back']]));
  expect('ran' in globalThis).toBe(false);
});

test('what is not stored, or is not an episode, has no notes', async () => {
  await store('torn', '{"descr');
  await store('other', '{"descriptionHtml":7}');
  expect(await readStoredNotes(['torn', 'other', 'absent'])).toEqual(
    new Map([
      ['torn', ''],
      ['other', ''],
      ['absent', ''],
    ]),
  );
});
