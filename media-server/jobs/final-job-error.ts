/** Thrown by a handler for what no further attempt would mend: the job is given up. */
export class FinalJobError extends Error {
  override readonly name = 'FinalJobError';
}
