/** Thin wrappers around the command-line tools. */
import { spawn } from 'node:child_process';

/**
 * Runs a program and resolves with what it wrote to stdout.
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, input?: Uint8Array | string, stderr?: boolean}} [options] `stderr`: resolve with that stream instead
 * @returns {Promise<Buffer>}
 */
export function run(program, args, { cwd, input, stderr = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const out = [];
    const err = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', reject);
    child.stdin.on('error', () => {}); // the exit code tells the story
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(stderr ? err : out));
      else reject(new Error(`${program} exited with ${code}: ${Buffer.concat(err).toString().trim()}`));
    });
    child.stdin.end(input);
  });
}

export const ffmpeg = (...args) => run('ffmpeg', ['-v', 'error', '-y', ...args]);

/** Maps over items with a few at a time, keeping the order. */
export async function mapLimited(items, limit, fn) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await fn(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
