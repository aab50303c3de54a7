import type { Manifest } from '../../core/api/manifest.ts';
import type { Failure } from '../../core/downloads/failure.ts';
import { formatRange, parseContentRange } from '../../core/http/byte-range.ts';

/** Asks for one part of exactly this generation: another one is refused with 412 and never mixed in. */
export function partRequest(url: string, manifest: Manifest, index: number): Request {
  const part = manifest.parts[index];
  if (part === undefined) throw new RangeError(`no part ${index}`);
  return new Request(`${url}#part=${index}`, {
    headers: { Range: formatRange(part), 'If-Match': manifest.etag },
    cache: 'no-store',
  });
}

/** Null when the response is the part that was asked for, of the generation that was asked for. */
export function failureOfPartResponse(response: Response, manifest: Manifest, index: number): Failure | null {
  if (response.status !== 206) return failureOfStatus(response);
  const etag = response.headers.get('etag');
  if (etag !== null && etag !== manifest.etag) return { code: 'version-changed' };
  const range = parseContentRange(response.headers.get('content-range') ?? '');
  const part = manifest.parts[index];
  if (range === null || range.start !== part?.start || range.end !== part.end)
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
