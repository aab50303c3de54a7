import { DownloadFailure } from '../core/downloads/failure.ts';

/** As `fetch`, but what fails on the way to the server rejects with a `DownloadFailure`, so that it is not taken for a fault of ours. */
export const networkFetch = (request: Request | string, init: RequestInit): Promise<Response> =>
  fetch(request, init).catch(throwConnectionFailure);

/** For the rejections of `fetch` and of reading a body; what is no failure of the connection is thrown as it is. */
export function throwConnectionFailure(error: unknown): never {
  const isLost =
    error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
  if (!isLost) throw error;
  throw new DownloadFailure({ code: navigator.onLine ? 'network-error' : 'offline' }, { cause: error });
}
