const MIN_PART_BYTES = 4 * 1024 * 1024;
const MAX_PARTS = 512;

/** One contiguous range of a file. `start` is inclusive, `end` exclusive, both in bytes. */
export interface PartRange {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** How a file of `bytes` is cut: every part is `partBytes` long, except the last, which may be shorter. */
export interface PartPlan {
  readonly bytes: number;
  readonly partBytes: number;
}

/** The smallest power of two, at least 4 MiB, that cuts `bytes` into at most 512 parts. */
export function partBytesFor(bytes: number): number {
  let partBytes = MIN_PART_BYTES;
  while (bytes > partBytes * MAX_PARTS) partBytes *= 2;
  return partBytes;
}

export const planFor = (bytes: number): PartPlan => ({ bytes, partBytes: partBytesFor(bytes) });

export const partCount = ({ bytes, partBytes }: PartPlan): number => Math.ceil(bytes / partBytes);

/** @throws RangeError when the plan has no part `index`. */
export function partAt(plan: PartPlan, index: number): PartRange {
  if (!Number.isInteger(index) || index < 0 || index >= partCount(plan)) {
    throw new RangeError(`no part ${index} in a plan of ${partCount(plan)}`);
  }
  const start = index * plan.partBytes;
  return { index, start, end: Math.min(start + plan.partBytes, plan.bytes) };
}

export const allParts = (plan: PartPlan): PartRange[] =>
  Array.from({ length: partCount(plan) }, (_, index) => partAt(plan, index));

/** The index of the part that holds the byte at `offset`. */
export const partIndexOf = (plan: PartPlan, offset: number): number => Math.floor(offset / plan.partBytes);

/** The sum of the lengths of the parts with these indices, in bytes. */
export const bytesOfParts = (plan: PartPlan, indices: Iterable<number>): number => {
  let sum = 0;
  for (const index of indices) {
    const { start, end } = partAt(plan, index);
    sum += end - start;
  }
  return sum;
};
