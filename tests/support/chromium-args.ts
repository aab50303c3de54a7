/**
 * How Chromium is started, here and in the benchmarks. No name but this machine's resolves: the browser asks its vendor about every
 * finished request of a Background Fetch, and where nobody answers each question takes seconds.
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
] as const;
