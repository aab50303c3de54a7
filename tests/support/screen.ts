import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A screen of its own, with a window manager, where a browser shows its real windows and menus. */
export class Screen {
  readonly display: string;
  readonly #processes: ChildProcess[] = [];

  constructor(number: number) {
    this.display = `:${number}`;
  }

  async start(): Promise<void> {
    this.#spawn('Xvfb', [this.display, '-screen', '0', '1280x900x24', '-nolisten', 'tcp']);
    const socket = `/tmp/.X11-unix/X${this.display.slice(1)}`;
    for (let tries = 0; tries < 100 && !existsSync(socket); tries++) await delay(50);
    this.#spawn('openbox', []);
    await delay(500);
  }

  async stop(): Promise<void> {
    for (const child of this.#processes.toReversed()) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }

  /** Moves the pointer as a hand does, so that rows notice it, and rests there. */
  async hover(x: number, y: number): Promise<void> {
    this.#xdotool('mousemove', String(x - 8), String(y - 2));
    await delay(100);
    this.#xdotool('mousemove', String(x), String(y));
    await delay(400);
  }

  async click(x: number, y: number): Promise<void> {
    await this.hover(x, y);
    this.#xdotool('click', '1');
    await delay(400);
  }

  /** Writes a picture of the whole screen. */
  shoot(path: string): void {
    execFileSync('import', ['-window', 'root', path], { env: this.#env() });
  }

  #xdotool(...args: string[]): void {
    execFileSync('xdotool', args, { env: this.#env() });
  }

  #spawn(command: string, args: string[]): void {
    this.#processes.push(spawn(command, args, { stdio: 'ignore', env: this.#env() }));
  }

  #env(): NodeJS.ProcessEnv {
    return { ...process.env, DISPLAY: this.display };
  }
}
