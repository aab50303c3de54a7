import { expect, test } from 'vitest';
import { orderBefore } from './queue-order.ts';

test.each([
  ['into an empty queue', [], 0, 0],
  ['to the front', [5, 6], 0, 4],
  ['in between', [5, 6], 1, 5.5],
  ['to the end', [5, 6], 2, 7],
])('%s', (_, orders, index, order) => {
  expect(orderBefore(orders, index)).toBe(order);
});

test('moving to the same place for long keeps them apart', () => {
  const now = 1_800_000_000_000;
  let orders = [now, now + 1];
  for (let times = 0; times < 10; times++) orders = [now, orderBefore(orders, 1)];
  expect(orders[1]).toBeGreaterThan(now);
});
