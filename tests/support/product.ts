import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..', '..');

/** One line of the server's log: a request that was answered. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly range: string | null;
  readonly bytes: number;
}

/** The product's server in a process of its own, on a library and a data folder of the test's. */
export class Product {
  readonly requests: LoggedRequest[] = [];
  readonly port: number;
  readonly #env: NodeJS.ProcessEnv;
  #process: ChildProcess | null = null;

  constructor(options: { port: number; library: string; data: string }) {
    this.port = options.port;
    this.#env = {
      ...process.env,
      PORT: String(options.port),
      CARRYON_LIBRARY: options.library,
      CARRYON_DATA: options.data,
      LOG_LEVEL: 'info',
      // Publishers of the tests are on this machine, and nobody else is asked.
      CARRYON_ALLOW_PRIVATE: '127.0.0.1/32',
      CARRYON_APPLE_URL: 'off',
    };
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['media-server/main.ts'], {
      cwd: ROOT,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.#readLog(line));
    for (let tries = 0; tries < 200; tries++) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${errors}`);
      const response = await fetch(`${this.url}/healthz`).catch(() => null);
      if (response?.ok === true) return;
      await delay(50);
    }
    throw new Error(`the server did not become ready: ${errors}`);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  /** Waits until every file of the library is in the catalogue with its hashes. */
  async untilHashed(episodes: number): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      const status = (await (await fetch(`${this.url}/api/library`)).json()) as { hashed: number };
      if (status.hashed >= episodes) return;
      await delay(100);
    }
    throw new Error(`the library did not become ready with ${episodes} episodes`);
  }

  #readLog(line: string): void {
    const entry = parseJson(line);
    if (entry === null || typeof entry['method'] !== 'string') return;
    this.requests.push(entry as unknown as LoggedRequest);
  }
}

function parseJson(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}
