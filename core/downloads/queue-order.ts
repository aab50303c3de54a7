/**
 * The order that puts a download before another one of the queue: halfway between that one and the one before it.
 * @param orders of the downloads in the queue without the one that moves, ascending
 * @param beforeIndex which of them it goes before; `orders.length` puts it at the end
 */
export function orderBefore(orders: readonly number[], beforeIndex: number): number {
  const before = orders[beforeIndex - 1];
  const after = orders[beforeIndex];
  if (before === undefined) return after === undefined ? 0 : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
