/** Draws with a headless Chromium: the page in `stage.html` paints pictures and posts them back here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

/**
 * @param {object} job what `stage.html` is to draw
 * @param {(image: Buffer) => unknown} onImage called for each picture, in order
 */
export async function draw(job, onImage) {
  const profile = await mkdtemp(path.join(tmpdir(), 'carryon-stage-'));
  let finish;
  const finished = new Promise((resolve, reject) => {
    finish = { resolve, reject };
  });
  const server = createServer(async (request, response) => {
    try {
      if (request.method === 'POST') {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        if (request.url === '/image') await onImage(body);
        else if (request.url === '/done') finish.resolve();
        else finish.reject(new Error(body.toString()));
        response.end();
      } else if (request.url === '/job') {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(job));
      } else {
        const name = path.normalize(request.url === '/' ? '/stage.html' : request.url);
        response
          .setHeader('content-type', TYPES[path.extname(name)] ?? 'text/plain')
          .end(await readFile(path.join(HERE, name)));
      }
    } catch (error) {
      response.writeHead(error.code === 'ENOENT' ? 404 : 500).end();
      if (error.code !== 'ENOENT') finish.reject(error);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const chromium = spawn(
    process.env.CHROMIUM ?? 'chromium',
    [
      '--headless=new',
      '--disable-gpu',
      '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      `http://127.0.0.1:${server.address().port}/`,
    ],
    { stdio: 'ignore', detached: true },
  );
  chromium.on('error', finish.reject);
  chromium.on('exit', () => finish.reject(new Error('chromium left early')));
  try {
    await finished;
  } finally {
    chromium.removeAllListeners('exit');
    chromium.on('exit', () => {});
    if (chromium.exitCode === null && chromium.pid) {
      const gone = once(chromium, 'exit');
      process.kill(-chromium.pid, 'SIGTERM');
      await gone;
    }
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
