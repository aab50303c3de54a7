import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { startServer } from '../../start-server.ts';

/** The server in a process of its own, without a client: it is configured by its environment, and tells its address. */
const server = await startServer({
  ...readConfig(process.env, join(import.meta.dirname, '../../..')),
  appFolder: null,
});
console.log(server.url);
