import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import type * as app from '../pages/app.ts';
import type * as baseline from '../pages/baseline.ts';
import type * as media from '../pages/media.ts';
import type * as setup from '../pages/setup.ts';
import type * as store from '../pages/store.ts';

const BENCH_FOLDER = join(import.meta.dirname, '..');
/** Beside the built app, so that the product's own server brings them, from its origin. */
const OUT_FOLDER = join(BENCH_FOLDER, '..', 'dist', 'bench');
const EMPTY_PAGE = '<!doctype html><html lang="en"><title>Bench</title></html>';

/** An empty page that the app's worker controls, and one that the worker of the baseline does. */
export const PRODUCT_PAGE = '/bench/page.html';
export const BASELINE_PAGE = '/bench/baseline/page.html';
export const PRODUCT_WORKER = { script: '/sw.js', scope: '/' };
export const BASELINE_WORKER = { script: '/bench/baseline/worker.js', scope: '/bench/baseline/' };

/** What runs in pages, by the name of its module in `bench/pages/`. */
export interface PageModules {
  app: typeof app;
  baseline: typeof baseline;
  media: typeof media;
  setup: typeof setup;
  store: typeof store;
}
const PAGE_MODULES: readonly (keyof PageModules)[] = ['app', 'baseline', 'media', 'setup', 'store'];

export const pageModuleUrl = (name: keyof PageModules): string => `/bench/${name}.js`;

export async function buildPages(): Promise<void> {
  await bundle(
    Object.fromEntries(PAGE_MODULES.map((name) => [name, join(BENCH_FOLDER, 'pages', `${name}.ts`)])),
    { format: 'es', entryFileNames: '[name].js' },
  );
  await bundle(join(BENCH_FOLDER, 'baseline', 'worker.ts'), {
    format: 'iife',
    entryFileNames: 'baseline/worker.js',
  });
  await mkdir(join(OUT_FOLDER, 'baseline'), { recursive: true });
  await writeFile(join(OUT_FOLDER, 'page.html'), EMPTY_PAGE);
  await writeFile(join(OUT_FOLDER, 'baseline', 'page.html'), EMPTY_PAGE);
}

export const removePages = (): Promise<void> => rm(OUT_FOLDER, { recursive: true, force: true });

async function bundle(input: Rolldown.InputOption, output: Rolldown.OutputOptions): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir: OUT_FOLDER,
      emptyOutDir: false,
      target: 'es2023',
      rolldownOptions: { input, output, preserveEntrySignatures: 'strict' },
    },
  });
}
