/**
 * Places items so that a carrier which runs its requests in the lexicographic order of their index (0, 1, 10, 11, 2 …),
 * as Chromium's Background Fetch does, takes them in the order given.
 */
export function inLexicographicSlots<T>(items: readonly T[]): T[] {
  const slots = items.map((_, index) => String(index)).toSorted();
  const placed = new Array<T>(items.length);
  items.forEach((item, place) => {
    placed[Number(slots[place])] = item;
  });
  return placed;
}
