import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './run.mjs';

const KB = 1024;
const FIRST_LOAD_KB = 80;
const WORKER_KB = 30;

/** Fails when the first load of the home page, or the worker, is larger than what a slow phone should be asked for. */
export function checkBudget() {
  const dist = join(ROOT, 'dist');
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file);
  const loaded = new Set();
  entries.forEach((file) => addWithImports(dist, file, loaded));
  const firstLoadKb = [...loaded].reduce((sum, file) => sum + gzipKb(join(dist, file)), 0);
  const workerKb = gzipKb(join(dist, 'sw.js'));
  console.log(
    `JavaScript, gzipped: home page ${firstLoadKb.toFixed(1)} of ${FIRST_LOAD_KB} KB (${loaded.size} files), ` +
      `sw.js ${workerKb.toFixed(1)} of ${WORKER_KB} KB; all chunks ${allKb(dist).toFixed(1)} KB`,
  );
  if (firstLoadKb > FIRST_LOAD_KB || workerKb > WORKER_KB) throw new Error('The budget is exceeded.');
}

/** A chunk, and every chunk that it imports statically. */
function addWithImports(dist, file, loaded) {
  if (loaded.has(file)) return;
  loaded.add(file);
  const code = readFileSync(join(dist, file), 'utf8');
  for (const [, name] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
    addWithImports(dist, `assets/${name}`, loaded);
  }
}

const gzipKb = (path) => gzipSync(readFileSync(path)).length / KB;

const allKb = (dist) =>
  readdirSync(join(dist, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .reduce((sum, name) => sum + gzipKb(join(dist, 'assets', name)), 0);
