import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { serviceWorker } from './scripts/service-worker-plugin.ts';

const SERVER = 'http://127.0.0.1:8080';

/** Holds the first paint until the app has set the chosen theme, so that a dark reader sees no white flash. */
const renderBlockingEntry: Plugin = {
  name: 'render-blocking-entry',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
};

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [renderBlockingEntry, serviceWorker()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // The polyfill is an inline script, which the content security policy refuses.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // What the first page needs comes in one file: a dozen small ones would wait for one another.
      output: { codeSplitting: { groups: [{ name: 'shared', tags: ['$initial'] }] } },
    },
  },
  server: {
    proxy: { '/api': SERVER, '/media': SERVER, '/artwork': SERVER, '/healthz': SERVER },
  },
});
