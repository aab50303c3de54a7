import { median } from './statistics.ts';

export type Unit = 'ms' | 's' | 'MiB';

/** One figure beside its baseline, both taken in the same run. */
export interface Figure {
  readonly measure: string;
  readonly browser: string;
  readonly what: string;
  readonly unit: Unit;
  /** Median. */
  readonly value: number;
  readonly samples: readonly number[];
  readonly baselineName: string;
  /** Median. */
  readonly baseline: number;
  readonly baselineSamples: readonly number[];
  readonly result: string;
  /** Null where no target was set. */
  readonly target: string | null;
  readonly reached: boolean | null;
}

/** A part of a measure that could not be taken here. */
export interface Skipped {
  readonly measure: string;
  readonly browser: string;
  readonly what: string;
  readonly reason: string;
  readonly failed: boolean;
}

export type Row = Figure | Skipped;

export interface Facts {
  readonly measure: string;
  readonly browser: string;
  readonly what: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
  readonly baselineName: string;
  readonly baselineSamples: readonly number[];
}

/** Compares how often the value fits into the baseline. */
export function timesFaster(facts: Facts, atLeastTimes: number | null): Figure {
  const { value, baseline } = medians(facts);
  const times = baseline / value;
  return {
    ...facts,
    value,
    baseline,
    result: times >= 1 ? `${format(times)} times faster` : `${format(1 / times)} times slower`,
    target: atLeastTimes === null ? null : `${atLeastTimes} times faster`,
    reached: atLeastTimes === null ? null : times >= atLeastTimes,
  };
}

/** Compares how often the baseline fits into the value. */
export function timesAsMuch(facts: Facts, atMostTimes: number | null): Figure {
  const { value, baseline } = medians(facts);
  const times = value / baseline;
  return {
    ...facts,
    value,
    baseline,
    result: `${times.toFixed(2)} times`,
    target: atMostTimes === null ? null : `within ${atMostTimes} times`,
    reached: atMostTimes === null ? null : times <= atMostTimes,
  };
}

/** Compares by difference. */
export function more(facts: Facts, atMostMore: number): Figure {
  const { value, baseline } = medians(facts);
  return {
    ...facts,
    value,
    baseline,
    result: `${format(value - baseline)} ${facts.unit} more`,
    target: `at most ${atMostMore} ${facts.unit} more`,
    reached: value - baseline <= atMostMore,
  };
}

/** The baseline is told beside it; the target is a limit of its own. */
export function limited(facts: Facts, atMost: number): Figure {
  const { value, baseline } = medians(facts);
  return {
    ...facts,
    value,
    baseline,
    result: `${format(value)} of ${format(baseline)} ${facts.unit}`,
    target: `at most ${atMost} ${facts.unit}`,
    reached: value <= atMost,
  };
}

const medians = ({ samples, baselineSamples }: Facts) => ({
  value: median(samples),
  baseline: median(baselineSamples),
});

export const format = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
