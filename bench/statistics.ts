/** @throws RangeError without values */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no values');
  return (lower + upper) / 2;
}

/** Numbers from 0 inclusive to 1 exclusive, the same ones for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Places of `count` blocks in a file, in bytes: multiples of the length of a block. */
export function randomOffsets(
  random: () => number,
  count: number,
  fileBytes: number,
  blockBytes: number,
): number[] {
  const blocks = Math.floor(fileBytes / blockBytes);
  return Array.from({ length: count }, () => Math.floor(random() * blocks) * blockBytes);
}

/** Takes samples of every side in turn, so that what disturbs the machine disturbs all of them alike. */
export async function sampleInTurn<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<readonly number[]>>>,
): Promise<Record<Side, number[]>> {
  const names = Object.keys(sides) as Side[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Side, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) samples[name].push(...(await sides[name]()));
  }
  return samples;
}
