const EPOCH_OFFSET_MS = 1e14;

export interface SortFacts {
  readonly id: string;
  readonly publishedAtMs: number;
  readonly season: number | null;
  readonly episode: number | null;
}

/** Text that sorts as episodes do: by publication, then season, then number, then id. Lists read it backwards. */
export function sortKeyOf({ id, publishedAtMs, season, episode }: SortFacts): string {
  return [
    digits(publishedAtMs + EPOCH_OFFSET_MS, 15),
    digits(season ?? 0, 6),
    digits(episode ?? 0, 6),
    id,
  ].join('-');
}

const digits = (value: number, width: number): string =>
  String(Math.max(0, Math.min(Math.trunc(value), 10 ** width - 1))).padStart(width, '0');
