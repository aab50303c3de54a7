/**
 * Which of the missing parts to bring next: the first from `wanted` on, since it plays there; then those before it.
 * @returns undefined when none is missing
 */
export function nextPart(missing: ReadonlySet<number>, wanted: number): number | undefined {
  const inOrder = [...missing].toSorted((a, b) => a - b);
  return inOrder.find((index) => index >= wanted) ?? inOrder[0];
}
