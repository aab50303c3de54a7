import { globSync, readFileSync } from 'node:fs';
import { join, normalize, dirname } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** What each folder may import of ours, beside itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  engine: ['core'],
  sw: ['engine', 'core'],
  src: ['engine', 'core'],
  'media-server': ['core'],
};

const importsOf = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(
    ([, path = '']) => normalize(join(dirname(file), path)),
  );

test.each(Object.entries(MAY_IMPORT))('%s imports only what lies below it: %j', (folder, allowed) => {
  const files = globSync(`${folder}/**/*.ts`, { cwd: ROOT }).filter((file) => !file.includes('.test.'));
  expect(files.length).toBeGreaterThan(5);
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((path) => ![folder, ...allowed].includes(path.split('/')[0] ?? ''))
      .map((path) => `${file} imports ${path}`),
  );
  expect(wrong).toEqual([]);
});
