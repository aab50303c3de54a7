import type { Manifest } from '../../core/api/manifest.ts';
import type { Failure } from '../../core/downloads/failure.ts';
import { formatRange, parseContentRange, parseRange, type ByteRange } from '../../core/http/byte-range.ts';
import { partAt, partIndexOf } from '../../core/parts/part-plan.ts';

/**
 * Asks for bytes of exactly this generation: another one is refused with 412 and never mixed in. The fragment, which no server
 * sees, gives each range a URL of its own, and tells the worker that the server is asked and not the store: a cache mode would
 * not, since Firefox sets `no-store` on whatever is conditional.
 */
export const rangeRequest = (url: string, manifest: Manifest, range: ByteRange): Request =>
  new Request(`${url}#${formatRange(range)}`, {
    headers: { Range: formatRange(range), 'If-Match': manifest.etag },
    cache: 'no-store',
  });

/** Asks for the whole of exactly this generation as one piece. */
export const wholeRequest = (url: string, manifest: Manifest): Request =>
  new Request(`${url}#bytes=0-`, { headers: { 'If-Match': manifest.etag }, cache: 'no-store' });

/** Whether a request for this URL is one of these: only the server may answer it. */
export const isForServer = (url: URL): boolean => url.hash.startsWith('#bytes=');

/** Asks for one part. */
export const partRequest = (url: string, manifest: Manifest, index: number): Request =>
  rangeRequest(url, manifest, partAt(manifest, index));

/** Which part such a request asks for. */
export function partIndexOfRequest({ headers }: Request, manifest: Manifest): number {
  const [spec] = parseRange(headers.get('range') ?? '') ?? [];
  return spec?.kind === 'int' ? partIndexOf(manifest, spec.firstPos) : 0;
}

/** Null when the response is the range that was asked for, of the generation that was asked for. */
export function failureOfRangeResponse(
  response: Response,
  manifest: Manifest,
  asked: ByteRange,
): Failure | null {
  if (response.status !== 206) return failureOfStatus(response);
  const etag = response.headers.get('etag');
  if (etag !== null && etag !== manifest.etag) return { code: 'version-changed' };
  const range = parseContentRange(response.headers.get('content-range') ?? '');
  if (range === null || range.start !== asked.start || range.end !== asked.end)
    return { code: 'wrong-length' };
  return range.bytes === null || range.bytes === manifest.bytes ? null : { code: 'version-changed' };
}

/** What a status other than the one hoped for means for a download. */
export function failureOfStatus(response: Response): Failure {
  const { status } = response;
  if (status === 401 || status === 403) return { code: 'forbidden' };
  if (status === 404 || status === 410) return { code: 'not-found' };
  if (status === 412 || status === 416) return { code: 'version-changed' };
  if (status === 200) return { code: 'no-ranges' };
  if (status === 429 || status >= 500) {
    const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      code: status === 429 ? 'too-many-requests' : 'server-error',
      ...(retryAfterSeconds >= 0 ? { retryAfterMs: retryAfterSeconds * 1000 } : {}),
    };
  }
  return { code: 'unexpected' };
}
