import { DownloadFailure, type Failure } from '../core/downloads/failure.ts';

/** What an error that was thrown on the way means for the download. */
export function failureOfError(error: unknown): Failure {
  if (error instanceof DownloadFailure) return error.failure;
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return { code: 'no-space' };
  if (error instanceof DOMException && error.name === 'SecurityError') return { code: 'storage-refused' };
  // `fetch` and the reading of a body reject with a TypeError when the connection fails.
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError'))
    return { code: navigator.onLine ? 'network-error' : 'offline' };
  console.error(error);
  return { code: 'unexpected' };
}
