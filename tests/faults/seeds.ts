/** A few that are quick: two for each mode, with different faults. */
const USUAL_SEEDS: readonly number[] = [2, 7, 15, 21, 23, 31];

/**
 * Which seeds run: the one that CARRYON_FAULT_SEED names, the first CARRYON_FAULT_RUNS of all, or the usual ones.
 */
export function seedsToRun(): number[] {
  const { CARRYON_FAULT_SEED: seed, CARRYON_FAULT_RUNS: runs } = process.env;
  if (seed !== undefined) return seed.split(',').map(Number);
  if (runs !== undefined) return Array.from({ length: Number(runs) }, (_, index) => index + 1);
  return [...USUAL_SEEDS];
}
