import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  differences,
  RANGE_TABLE,
  rangeFile,
  requestHeaders,
  type RangeTarget,
} from '../../tests/conformance/range-table.ts';
import { placeFile } from '../testing/media-files.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { startTestServer } from '../testing/test-server.ts';

const LAST_MODIFIED_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

it('answers every row of the range table over HTTP', async () => {
  const server = await startTestServer(async (library) => {
    await placeFile(join(library, 'range.wav'), rangeFile());
    await utimes(join(library, 'range.wav'), new Date(), new Date(LAST_MODIFIED_MS));
  });
  await server.settled(({ hashed }) => hashed === 1);
  const { media } = await server.episode('range');
  const target: RangeTarget = { etag: media.etag ?? '', lastModifiedMs: LAST_MODIFIED_MS, type: 'audio/wav' };

  const failures: string[] = [];
  for (const row of RANGE_TABLE) {
    const answer = await rawRequest(server.url + media.url, row.method, requestHeaders(row, target));
    for (const difference of differences(row, answer, target)) failures.push(`${row.name}: ${difference}`);
  }
  expect(failures).toEqual([]);
  expect(RANGE_TABLE.length).toBeGreaterThan(60);
});
