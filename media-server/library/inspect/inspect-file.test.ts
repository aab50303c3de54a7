import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/test-server.ts';
import { inspectFile } from './inspect-file.ts';

const FIXTURES = new URL('../../test-fixtures/', import.meta.url);
const SEED = 20_260_101;

/** A deterministic sequence of numbers from 0 to 1. */
function* noise(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

it(`survives damaged files (seed ${SEED})`, async () => {
  const folder = await temporaryFolder();
  const numbers = noise(SEED);
  const random = (below: number): number => Math.floor((numbers.next().value ?? 0) * below);
  for (const name of readdirSync(FIXTURES)) {
    const whole = readFileSync(new URL(name, FIXTURES));
    for (let round = 0; round < 30; round++) {
      const damaged = Buffer.from(round % 3 === 0 ? whole.subarray(0, random(whole.length)) : whole);
      if (round % 3 !== 0) {
        for (let count = 0; count < 1 + random(20); count++)
          damaged[random(round % 3 === 1 ? 400 : damaged.length)] = random(256);
      }
      const path = join(folder, name);
      await writeFile(path, damaged);
      const outcome = await inspectFile(path);
      expect(['media', 'problem']).toContain(outcome.status);
      if (outcome.status !== 'media') continue;
      const { durationSeconds, tags, chapters } = outcome.media;
      expect(durationSeconds === null || (durationSeconds > 0 && Number.isFinite(durationSeconds))).toBe(
        true,
      );
      for (const text of [tags.title, tags.album, tags.author]) expect(text).not.toMatch(/\p{Cc}/u);
      for (const { startTime } of chapters?.chapters ?? []) expect(startTime).toBeGreaterThanOrEqual(0);
    }
  }
}, 60_000);
