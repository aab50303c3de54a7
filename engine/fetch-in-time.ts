import { networkFetch } from './network-fetch.ts';

const ANSWER_MS = 60_000;

/** As `fetch`, for small answers: one that is not whole in time fails like a dead connection. */
export const fetchInTime = (url: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> =>
  networkFetch(url, { ...init, signal: AbortSignal.any([init.signal, AbortSignal.timeout(ANSWER_MS)]) });
