import { build, type Plugin } from 'vite';
import { getManifest } from 'workbox-build';

/** Precached: what the app needs to open anywhere. Screenshots are for stores and stay on the server. */
const SHELL = ['index.html', 'offline.*', 'assets/*', 'favicon.svg', 'manifest.webmanifest', 'icons/*'];

/** Builds `sw/sw.ts` into one classic script, after the app whose files it precaches. */
export function serviceWorker(): Plugin {
  let outDir = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      const { manifestEntries, warnings } = await getManifest({
        globDirectory: outDir,
        globPatterns: SHELL,
        dontCacheBustURLsMatching: /^assets\//,
      });
      if (warnings.length > 0) throw new Error(warnings.join('\n'));
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          'self.__WB_MANIFEST': JSON.stringify(
            manifestEntries.map(({ url, revision }) => ({ url: `/${url}`, revision })),
          ),
          'process.env.NODE_ENV': JSON.stringify('production'),
        },
        build: {
          outDir,
          emptyOutDir: false,
          target: 'es2023',
          rolldownOptions: { input: 'sw/sw.ts', output: { format: 'iife', entryFileNames: 'sw.js' } },
        },
      });
    },
  };
}
