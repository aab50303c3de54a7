import { readdirSync, readFileSync } from 'node:fs';

const CONTENT_PROCESS = /--type=renderer|-contentproc.*\btab\b/s;

/** Resident memory of the processes that run pages and workers, in MiB; null where `/proc` does not tell. */
export function contentMiB(browserPid: number): number | null {
  if (process.platform !== 'linux') return null;
  const parents = new Map(processIds().map((pid) => [pid, parentOf(pid)]));
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid === browserPid || (parent !== undefined && isOurs(parent));
  };
  const sumKb = [...parents.keys()]
    .filter((pid) => isOurs(pid) && CONTENT_PROCESS.test(read(pid, 'cmdline')))
    .reduce((sum, pid) => sum + residentKb(pid), 0);
  return sumKb / 1024;
}

const processIds = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0);

const residentKb = (pid: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0);

/** Empty when the process ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
