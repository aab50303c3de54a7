import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { App } from '../support/app.ts';
import { expect, MiB, test } from '../support/stage.ts';
import { differences, RANGE_TABLE, rangeFile, requestHeaders, type RangeTarget } from './range-table.ts';

interface Asked {
  readonly method: string;
  readonly headers: Record<string, string>;
}

/** Asks the worker in one go; the bodies come back as Latin-1 text. */
const ask = (app: App, id: string, rows: readonly Asked[]) =>
  app.page.evaluate(
    async ([path, requests]) => {
      const answers = [];
      for (const { method, headers } of requests) {
        const response = await fetch(path, { method, headers });
        const bytes = new Uint8Array(await response.arrayBuffer());
        let body = '';
        for (const byte of bytes) body += String.fromCharCode(byte);
        answers.push({ status: response.status, headers: Object.fromEntries(response.headers), body });
      }
      return answers;
    },
    [`/media/${id}`, rows] as const,
  );

test('the worker answers the table of ranges and conditions as the server does, with the server stopped', async ({
  stage,
}) => {
  const lastModifiedMs = Date.UTC(2026, 4, 17, 12, 30, 15);
  const file = join(stage.library, 'Rail Songs', 'Table.wav');
  await mkdir(join(stage.library, 'Rail Songs'), { recursive: true });
  await writeFile(file, rangeFile());
  await utimes(file, lastModifiedMs / 1000, lastModifiedMs / 1000);
  await stage.start(1);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  await app.open('/');
  const id = await app.episodeId('Table');
  await app.open(`/episodes/${id}`);
  const head = await fetch(`${stage.product.url}/media/${id}`, { method: 'HEAD' });
  await app.download('Table');
  await app.expectDownloaded('Table');
  await stage.product.stop();

  const target: RangeTarget = {
    etag: head.headers.get('etag') ?? '',
    lastModifiedMs,
    type: head.headers.get('content-type') ?? '',
  };
  const answers = await ask(
    app,
    id,
    RANGE_TABLE.map((row) => ({ method: row.method, headers: requestHeaders(row, target) })),
  );
  const failures = RANGE_TABLE.flatMap((row, index) => {
    const answer = answers[index];
    if (answer === undefined) return [`${row.name}: no answer`];
    const found = {
      status: answer.status,
      header: (name: string) => answer.headers[name] ?? null,
      body: Buffer.from(answer.body, 'latin1'),
    };
    return differences(row, found, target).map((difference) => `${row.name}: ${difference}`);
  });
  expect(failures).toEqual([]);
});

test('ranges across the borders of parts are the bytes of the file', async ({ stage }) => {
  const PART = 4 * MiB;
  const bytes = 3 * PART + 4000;
  await stage.addEpisode('Rail Songs/Borders.wav', bytes);
  await stage.start(1);
  const app = new App(await stage.browser().start(), stage.proxy.url);
  await app.open('/');
  const id = await app.episodeId('Borders');
  await app.open(`/episodes/${id}`);
  const file = Buffer.from(await (await fetch(`${stage.product.url}/media/${id}`)).arrayBuffer());
  await app.download('Borders');
  await app.expectDownloaded('Borders');
  await stage.product.stop();

  const ranges = [
    [0, 1],
    [PART - 1, PART + 1],
    [PART, PART + 1],
    [PART - 70_000, PART + 70_000],
    [2 * PART - 3, 2 * PART],
    [3 * PART - 1, bytes],
    [bytes - 1, bytes],
  ] as const;
  const answers = await ask(
    app,
    id,
    ranges.map(([start, end]) => ({ method: 'GET', headers: { Range: `bytes=${start}-${end - 1}` } })),
  );
  ranges.forEach(([start, end], index) => {
    expect(answers[index]?.headers['content-range']).toBe(`bytes ${start}-${end - 1}/${bytes}`);
    expect(Buffer.from(answers[index]?.body ?? '', 'latin1').equals(file.subarray(start, end))).toBe(true);
  });
});
