import { expect, test } from 'vitest';
import type { CheckProgress, CheckReport } from '../../engine/check-stores.ts';
import { DownloadCheck } from './download-check.ts';

const REPORT: CheckReport = { downloads: 1, parts: 2, damaged: [] };
const HALF: CheckProgress = { checkedBytes: 1, totalBytes: 2 };

function scripted() {
  const answers: PromiseWithResolvers<CheckReport>[] = [];
  const check = new DownloadCheck({
    checkAll: (onProgress, signal) => {
      const answer = Promise.withResolvers<CheckReport>();
      answers.push(answer);
      signal.addEventListener('abort', () => answer.reject(signal.reason));
      onProgress(HALF);
      return answer.promise;
    },
  });
  return { answers, check };
}

test('tells how far it is, and what it found', async () => {
  const { answers, check } = scripted();
  const done = check.start();
  expect(check.state).toEqual({ status: 'running', progress: HALF });
  await check.start();
  expect(answers.length).toBe(1);
  answers[0]?.resolve(REPORT);
  await done;
  expect(check.state).toEqual({ status: 'done', report: REPORT });
});

test('can be cancelled, and begun again', async () => {
  const { answers, check } = scripted();
  const done = check.start();
  check.cancel();
  await done;
  expect(check.state).toEqual({ status: 'idle' });
  void check.start();
  expect(answers.length).toBe(2);
});

test('says when it failed', async () => {
  const { answers, check } = scripted();
  const done = check.start();
  answers[0]?.reject(new Error('no storage'));
  await done;
  expect(check.state).toEqual({ status: 'failed' });
});
