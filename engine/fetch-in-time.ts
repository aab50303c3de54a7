const ANSWER_MS = 60_000;

/** As `fetch`, for small answers: one that is not whole in time rejects with a `TimeoutError`, as from a dead connection. */
export const fetchInTime = (url: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> =>
  fetch(url, { ...init, signal: AbortSignal.any([init.signal, AbortSignal.timeout(ANSWER_MS)]) });
