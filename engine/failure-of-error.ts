import { DownloadFailure, type Failure } from '../core/downloads/failure.ts';

/** What an error that was thrown on the way means for the download. */
export function failureOfError(error: unknown): Failure {
  if (error instanceof DownloadFailure) return error.failure;
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return { code: 'no-space' };
  if (error instanceof DOMException && error.name === 'SecurityError') return { code: 'storage-refused' };
  console.error(error);
  return { code: 'unexpected' };
}
