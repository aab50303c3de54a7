import { expect, test } from 'vitest';
import { FAILURE_REMEDIES, type FailureCode } from '../../core/downloads/failure.ts';
import { failureText } from './failures.ts';

test.each(Object.keys(FAILURE_REMEDIES) as FailureCode[])(
  '%s is told in sentences, with a way out',
  (code) => {
    const { brief, wayOut, what } = failureText({ code });
    for (const sentence of [what, wayOut]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toContain(code);
      expect(sentence).not.toMatch(/something went wrong|error/i);
    }
    expect(brief.length).toBeLessThan(30);
  },
);

test('missing space is told in bytes', () => {
  expect(failureText({ code: 'no-space', missingBytes: 31_000_000 }).wayOut).toMatch(/3[01] MB/);
});
