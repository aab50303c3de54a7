import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { startServer } from './start-server.ts';
import { StartupError } from './startup-error.ts';

const PROJECT_FOLDER = fileURLToPath(new URL('..', import.meta.url));

try {
  const server = await startServer(readConfig(process.env, PROJECT_FOLDER));
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  console.log(`Carryon is at ${server.url}`);
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  console.error(error instanceof StartupError ? error.message : `The server failed: ${String(error)}`);
  process.exit(1);
}
