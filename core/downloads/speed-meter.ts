const TIME_CONSTANT_MS = 4_000;
const STALL_AFTER_MS = 15_000;

/** How fast bytes arrive. A value, advanced by `measure`. */
export interface Speed {
  readonly bytes: number;
  readonly sampledAt: number;
  readonly advancedAt: number;
  /** Null before the second sample. */
  readonly bytesPerSecond: number | null;
}

export const startSpeed = (bytes: number, nowMs: number): Speed => ({
  bytes,
  sampledAt: nowMs,
  advancedAt: nowMs,
  bytesPerSecond: null,
});

/** An exponential moving average over about four seconds. */
export function measureSpeed(speed: Speed, bytes: number, nowMs: number): Speed {
  const elapsedMs = nowMs - speed.sampledAt;
  if (elapsedMs <= 0) return { ...speed, bytes };
  const momentary = ((bytes - speed.bytes) * 1000) / elapsedMs;
  const weight = 1 - Math.exp(-elapsedMs / TIME_CONSTANT_MS);
  const before = speed.bytesPerSecond ?? momentary;
  return {
    bytes,
    sampledAt: nowMs,
    advancedAt: bytes > speed.bytes ? nowMs : speed.advancedAt,
    bytesPerSecond: Math.max(0, before + (momentary - before) * weight),
  };
}

/** True when no byte has arrived for a while. */
export const isStalled = (speed: Speed, nowMs: number): boolean => nowMs - speed.advancedAt >= STALL_AFTER_MS;
