/** What the browser tells of the connection: its kind, no more than whether its data saver is on, or nothing. */
export type MeteredKnowledge = 'kind' | 'data-saver' | 'nothing';

/** @see https://wicg.github.io/netinfo/ */
export function meteredKnowledge(): MeteredKnowledge {
  const { connection } = navigator as Navigator & { readonly connection?: object };
  if (connection === undefined) return 'nothing';
  return 'type' in connection ? 'kind' : 'data-saver';
}
