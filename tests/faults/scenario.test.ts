import { expect, test } from 'vitest';
import { FAULT_KINDS, kindOf, PART_BYTES, scenarioOf, type Mode } from './scenario.ts';

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

test('the same seed makes the same scenario, and another one another', () => {
  for (const seed of SEEDS) expect(scenarioOf(seed)).toEqual(scenarioOf(seed));
  expect(new Set(SEEDS.map((seed) => JSON.stringify({ ...scenarioOf(seed), seed: 0 }))).size).toBe(200);
});

test('two hundred seeds have every kind of fault in every mode that has it', () => {
  const chromiumOnly = ['worker-stopped', 'quota-limited'];
  const found = (mode: Mode): string[] => {
    const scenarios = SEEDS.map(scenarioOf).filter((scenario) => scenario.mode === mode);
    return [...new Set(scenarios.flatMap(({ faults }) => faults.map(kindOf)))];
  };
  const all: Mode[] = ['chromium-background', 'chromium-tab', 'firefox-tab'];
  expect(new Set(all.flatMap(found))).toEqual(new Set(FAULT_KINDS));
  expect(new Set(found('chromium-tab'))).toEqual(new Set(FAULT_KINDS));
  expect(new Set(found('firefox-tab'))).toEqual(
    new Set(FAULT_KINDS.filter((kind) => !chromiumOnly.includes(kind))),
  );
  expect(found('chromium-background').length).toBeGreaterThan(FAULT_KINDS.length * 0.75);
});

test('every scenario has two to six parts, the last one not whole, and one to five faults', () => {
  for (const { bytes, faults, bytesPerSecond } of SEEDS.map(scenarioOf)) {
    expect(Math.ceil(bytes / PART_BYTES)).toBeGreaterThanOrEqual(2);
    expect(Math.ceil(bytes / PART_BYTES)).toBeLessThanOrEqual(6);
    expect(bytes % PART_BYTES).toBeGreaterThan(0);
    expect(bytes % 4).toBe(0);
    expect(faults.length).toBeGreaterThanOrEqual(1);
    expect(faults.length).toBeLessThanOrEqual(5);
    expect(bytesPerSecond).toBeGreaterThan(0);
  }
});
