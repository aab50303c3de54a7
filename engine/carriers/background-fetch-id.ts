import type { CarrierRun } from './carrier.ts';

const PREFIX = 'carryon';

/** One id per run, so that two tabs cannot start it twice, and a late event is known by the run it belongs to. */
export const formatBackgroundFetchId = ({ episodeId, run }: CarrierRun): string =>
  `${PREFIX}/${episodeId}/${run}`;

/** Null when the id is not one of ours. */
export function parseBackgroundFetchId(id: string): CarrierRun | null {
  const [prefix, episodeId, run, ...rest] = id.split('/');
  if (prefix !== PREFIX || !episodeId || !run || !/^\d+$/.test(run) || rest.length > 0) return null;
  return { episodeId, run: Number(run) };
}
