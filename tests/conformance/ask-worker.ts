import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stage } from '../support/stage.ts';
import { differences, RANGE_TABLE, rangeFile, requestHeaders, type RangeTarget } from './range-table.ts';

const LAST_MODIFIED_MS = Date.UTC(2026, 4, 17, 12, 30, 15);

interface Asked {
  readonly method: string;
  readonly headers: Record<string, string>;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Latin-1 text. */
  readonly body: string;
}

/** Adds the file that the table is about, as the episode “Table”. */
export async function addTableFile(stage: Stage): Promise<void> {
  const file = join(stage.library, 'Rail Songs', 'Table.wav');
  await mkdir(join(stage.library, 'Rail Songs'), { recursive: true });
  await writeFile(file, rangeFile());
  await utimes(file, LAST_MODIFIED_MS / 1000, LAST_MODIFIED_MS / 1000);
}

/** What the server says of that file. */
export async function tableTarget(stage: Stage, episodeId: string): Promise<RangeTarget> {
  const { headers } = await fetch(`${stage.product.url}/media/${episodeId}`, { method: 'HEAD' });
  return {
    etag: headers.get('etag') ?? '',
    lastModifiedMs: LAST_MODIFIED_MS,
    type: headers.get('content-type') ?? '',
  };
}

export const tableRequests = (target: RangeTarget): Asked[] =>
  RANGE_TABLE.map((row) => ({ method: row.method, headers: requestHeaders(row, target) }));

/** Runs in a page: asks its worker in one go. */
export async function askWorker({ path, requests }: { path: string; requests: Asked[] }): Promise<Answer[]> {
  const answers = [];
  for (const { method, headers } of requests) {
    // One that fails is a row that is not as it should be, and has the status 0.
    const response = await fetch(path, { method, headers }).catch(() => Response.error());
    const bytes = new Uint8Array(await response.arrayBuffer());
    let body = '';
    for (const byte of bytes) body += String.fromCharCode(byte);
    answers.push({ status: response.status, headers: Object.fromEntries(response.headers), body });
  }
  return answers;
}

/** In which rows of the table the answers are not what they should be. */
export function tableFailures(answers: readonly Answer[], target: RangeTarget): string[] {
  return RANGE_TABLE.flatMap((row, index) => {
    const answer = answers[index];
    if (answer === undefined) return [`${row.name}: no answer`];
    const found = {
      status: answer.status,
      header: (name: string) => answer.headers[name] ?? null,
      body: Buffer.from(answer.body, 'latin1'),
    };
    return differences(row, found, target).map((difference) => `${row.name}: ${difference}`);
  });
}
