import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { Inspector } from './inspector.ts';

const SONG = fileURLToPath(new URL('../../test-fixtures/tagged.mp3', import.meta.url));

it('gives up on a file that takes too long, and stops the thread that reads it', async () => {
  const inspector = new Inspector(0);
  onTestFinished(() => inspector.close());
  const expected = {
    status: 'problem',
    code: 'unreadable',
    detail: 'Reading the file failed: it took too long.',
  };
  expect(await inspector.inspect(SONG)).toEqual(expected);
  expect(await inspector.inspect(SONG)).toEqual(expected);
});

it('reads on in a new thread after it was closed', async () => {
  const inspector = new Inspector();
  onTestFinished(() => inspector.close());
  expect((await inspector.inspect(SONG)).status).toBe('media');
  await inspector.close();
  expect((await inspector.inspect(`${SONG}.gone`)).status).toBe('gone');
  expect((await inspector.inspect(SONG)).status).toBe('media');
});
