import type { Failure } from './failure.ts';

/** Why no bytes arrive for a download that runs. */
export type Stall =
  /** The browser brings another one first. */
  | { readonly cause: 'in-line' }
  /** The server would give more, but the browser does not ask for it. */
  | { readonly cause: 'held-by-browser' }
  /** The server cannot be reached, or refuses what is asked for. */
  | { readonly cause: 'failure'; readonly failure: Failure };
