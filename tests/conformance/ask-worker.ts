import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Stage } from '../support/stage.ts';
import { differences, RANGE_TABLE, rangeFile, requestHeaders, type RangeTarget } from './range-table.ts';

const LAST_MODIFIED_MS = Date.UTC(2026, 4, 17, 12, 30, 15);

interface TableRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
}

interface Asked {
  readonly path: string;
  readonly requests: readonly TableRequest[];
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

/** The worker, asked through `ask`, answers the table of what is downloaded as the server did, which is stopped. */
export async function expectTableOffline(
  stage: Stage,
  episodeId: string,
  ask: (asked: Asked) => Promise<Answer[]>,
): Promise<void> {
  const target = await tableTarget(stage, episodeId);
  await stage.product.stop();
  const path = `/media/${episodeId}`;
  const requests = RANGE_TABLE.map((row) => ({ method: row.method, headers: requestHeaders(row, target) }));
  expect(tableFailures(await ask({ path, requests }), target)).toEqual([]);

  // What a carrier asks of the server is not answered from the store.
  const forServer = [{ method: 'GET', headers: { Range: 'bytes=0-9' } }];
  const [answer] = await ask({ path: `${path}#bytes=0-9`, requests: forServer });
  expect(answer?.status).toBe(0);
}

/** What the server says of that file. */
async function tableTarget(stage: Stage, episodeId: string): Promise<RangeTarget> {
  const { headers } = await fetch(`${stage.product.url}/media/${episodeId}`, { method: 'HEAD' });
  return {
    etag: headers.get('etag') ?? '',
    lastModifiedMs: LAST_MODIFIED_MS,
    type: headers.get('content-type') ?? '',
  };
}

/** Runs in a page: asks its worker in one go. */
export async function askWorker({ path, requests }: Asked): Promise<Answer[]> {
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
function tableFailures(answers: readonly Answer[], target: RangeTarget): string[] {
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
