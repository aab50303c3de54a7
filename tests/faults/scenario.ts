import type { Fault } from '../support/faulty-proxy.ts';
import { Random } from './random.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
export const PART_BYTES = 4 * MiB;

export type Mode = 'chromium-background' | 'chromium-tab' | 'firefox-tab';

/** Some answers of the server that are spoiled: `times` of them, after `afterAnswers` good ones. */
export interface SpoiledAnswers {
  readonly type: 'spoiled-answers';
  readonly of: 'media' | 'manifest';
  readonly fault: Fault;
  readonly afterAnswers: number;
  readonly times: number;
}

/** What happens to the browser, or to the network and the server as a whole. */
export type Incident =
  | { readonly type: 'browser-closed'; readonly awayMs: number }
  | { readonly type: 'browser-killed'; readonly awayMs: number }
  | { readonly type: 'tab-left'; readonly awayMs: number }
  | { readonly type: 'page-reloaded' }
  | { readonly type: 'worker-stopped' }
  | { readonly type: 'app-updated' }
  | { readonly type: 'quota-limited'; readonly toBytes: number; readonly forMs: number }
  /** Every `nth` stored part is gone, as if the browser had made room for others. */
  | { readonly type: 'parts-deleted'; readonly nth: number; readonly offset: number }
  | { readonly type: 'connections-cut' }
  | { readonly type: 'server-away'; readonly forMs: number }
  | { readonly type: 'file-changed'; readonly bytes: number; readonly contentSeed: number };

/** An incident that happens when so many parts are stored, and a while later. */
export interface TimedIncident {
  readonly type: 'incident';
  readonly atStoredParts: number;
  readonly delayMs: number;
  readonly incident: Incident;
}

export type ScenarioFault = SpoiledAnswers | TimedIncident;

export interface Scenario {
  readonly seed: number;
  readonly mode: Mode;
  readonly bytes: number;
  readonly bytesPerSecond: number;
  readonly faults: readonly ScenarioFault[];
}

interface Draw {
  readonly random: Random;
  readonly hasOthers: boolean;
  readonly mode: Mode;
  readonly parts: number;
}

const MODES: readonly Mode[] = [
  ...Array.from({ length: 4 }, () => 'chromium-background' as const),
  ...Array.from({ length: 9 }, () => 'chromium-tab' as const),
  ...Array.from({ length: 7 }, () => 'firefox-tab' as const),
];

/** Chromium repeats by itself what fails in the background, each time after a longer while. */
const MAX_TIMES: Readonly<Record<Mode, number>> = {
  'chromium-background': 2,
  'chromium-tab': 4,
  'firefox-tab': 4,
};

const MAX_FAULTS: Readonly<Record<Mode, number>> = {
  'chromium-background': 3,
  'chromium-tab': 5,
  'firefox-tab': 5,
};

const statusFault = (status: number): Fault => ({ type: 'status', status });

const retryAfter = (seconds: number): Fault => ({
  type: 'status',
  status: 429,
  headers: { 'retry-after': String(seconds) },
});

/** What can be wrong with an answer for a part, by the name it has in reports. */
const MEDIA_FAULTS: Readonly<Record<string, (random: Random) => Fault>> = {
  'cut-off': (random) => ({ type: 'cut-off', afterBytes: random.int(0, PART_BYTES) }),
  silence: () => ({ type: 'silence' }),
  stall: (random) => ({
    type: 'stall',
    afterBytes: random.int(0, PART_BYTES),
    forMs: random.int(500, 18_000),
  }),
  throttle: (random) => ({ type: 'throttle', bytesPerSecond: random.int(300 * KiB, 2 * MiB) }),
  reorder: (random) => ({ type: 'late', byMs: random.int(500, 5_000) }),
  'whole-file': () => ({ type: 'whole-file' }),
  'no-length': (random) => ({ type: 'no-length', wholeFile: random.int(0, 1) === 1 }),
  'wrong-etag': () => ({ type: 'other-etag', etag: '"another-version"' }),
  'changed-etag': () => ({ type: 'status', status: 412, headers: { etag: '"another-version"' } }),
  'short-body': (random) => ({ type: 'other-body-length', byBytes: -random.int(1, 100_000) }),
  'long-body': (random) => ({ type: 'other-body-length', byBytes: random.int(1, 100_000) }),
  'short-length': (random) => ({ type: 'other-stated-length', byBytes: -random.int(1, 4_000) }),
  'long-length': (random) => ({ type: 'other-stated-length', byBytes: random.int(1, 4_000) }),
  'flipped-byte': (random) => ({ type: 'flipped-byte', atByte: random.int(0, PART_BYTES / 2) }),
  'client-error': (random) => statusFault(random.pick([400, 401, 403, 404, 410, 416])),
  'server-error': (random) => statusFault(random.pick([500, 502, 503, 504])),
  'retry-after': (random) => retryAfter(random.int(1, 4)),
};

/** What can be wrong with the answer that tells the lengths and hashes of the parts. */
const MANIFEST_FAULTS: readonly ((random: Random) => Fault)[] = [
  (random) => ({ type: 'cut-off', afterBytes: random.int(0, 500) }),
  (random) => ({ type: 'late', byMs: random.int(500, 4_000) }),
  (random) => ({ type: 'other-body-length', byBytes: -random.int(1, 200) }),
  (random) => ({ type: 'flipped-byte', atByte: random.int(0, 400) }),
  (random) => statusFault(random.pick([401, 404, 500, 503])),
  (random) => retryAfter(random.int(1, 3)),
];

const awayMs = ({ random }: Draw): number => random.int(300, 3_000);

const INCIDENTS: Readonly<Record<Incident['type'], (draw: Draw) => Incident>> = {
  'browser-closed': (draw) => ({ type: 'browser-closed', awayMs: awayMs(draw) }),
  'browser-killed': (draw) => ({ type: 'browser-killed', awayMs: awayMs(draw) }),
  'tab-left': (draw) => ({ type: 'tab-left', awayMs: awayMs(draw) }),
  'page-reloaded': () => ({ type: 'page-reloaded' }),
  'worker-stopped': () => ({ type: 'worker-stopped' }),
  'app-updated': () => ({ type: 'app-updated' }),
  'quota-limited': ({ random }) => ({
    type: 'quota-limited',
    toBytes: random.int(1, 5) * MiB,
    forMs: random.int(1_000, 6_000),
  }),
  'parts-deleted': ({ random }) => ({
    type: 'parts-deleted',
    nth: random.int(1, 3),
    offset: random.int(0, 2),
  }),
  'connections-cut': () => ({ type: 'connections-cut' }),
  'server-away': ({ random }) => ({ type: 'server-away', forMs: random.int(500, 6_000) }),
  'file-changed': ({ random }) => ({
    type: 'file-changed',
    bytes: oddBytes(random, random.int(2, 6)),
    contentSeed: random.int(2, 1_000_000),
  }),
};

/** They load a page, after which Chromium asks for nothing in the background for half a minute. */
const NAVIGATIONS: ReadonlySet<Incident['type']> = new Set([
  'browser-closed',
  'browser-killed',
  'tab-left',
  'page-reloaded',
  'app-updated',
  'parts-deleted',
]);

/** They need the protocol of Chromium's own tools. */
const CHROMIUM_ONLY: ReadonlySet<Incident['type']> = new Set(['worker-stopped', 'quota-limited']);

const MANIFEST = 'manifest';
const MEDIA_KINDS = Object.keys(MEDIA_FAULTS);
const INCIDENT_KINDS = Object.keys(INCIDENTS) as Incident['type'][];

/** Every kind of fault, by the name that `kindOf` gives it. */
export const FAULT_KINDS: readonly string[] = [...MEDIA_KINDS, MANIFEST, ...INCIDENT_KINDS];

/** What a report calls it. */
export function kindOf(fault: ScenarioFault): string {
  if (fault.type === 'incident') return fault.incident.type;
  if (fault.of === 'manifest') return MANIFEST;
  const { fault: answer } = fault;
  switch (answer.type) {
    case 'late':
      return 'reorder';
    case 'other-etag':
      return 'wrong-etag';
    case 'other-body-length':
      return answer.byBytes < 0 ? 'short-body' : 'long-body';
    case 'other-stated-length':
      return answer.byBytes < 0 ? 'short-length' : 'long-length';
    case 'status':
      if (answer.status === 412) return 'changed-etag';
      if (answer.status === 429) return 'retry-after';
      return answer.status < 500 ? 'client-error' : 'server-error';
    case 'silence':
    case 'stall':
    case 'throttle':
    case 'whole-file':
    case 'no-length':
    case 'cut-off':
    case 'flipped-byte':
      return answer.type;
  }
}

/** Everything that a run does, drawn from its seed: the same seed makes the same scenario. */
export function scenarioOf(seed: number): Scenario {
  const random = new Random(seed);
  const mode = random.pick(MODES);
  const parts = random.int(2, 6);
  const bytes = oddBytes(random, parts);
  const bytesPerSecond = random.int(2, 12) * MiB;
  const count = random.int(1, MAX_FAULTS[mode]);
  const faults: ScenarioFault[] = [];
  while (faults.length < count) {
    const kind = random.pick(FAULT_KINDS);
    const fault = drawFault(kind, { random, hasOthers: faults.length > 0, mode, parts });
    if (isPossible(fault, mode, faults)) faults.push(fault);
  }
  return { seed, mode, bytes, bytesPerSecond, faults };
}

function drawFault(kind: string, draw: Draw): ScenarioFault {
  const { random, hasOthers, mode, parts } = draw;
  const incident = INCIDENTS[kind as Incident['type']];
  if (incident !== undefined) {
    return {
      type: 'incident',
      atStoredParts: random.int(0, parts),
      delayMs: random.int(0, 800),
      incident: incident(draw),
    };
  }
  const mediaFault = MEDIA_FAULTS[kind];
  return {
    type: 'spoiled-answers',
    of: mediaFault === undefined ? 'manifest' : 'media',
    fault: (mediaFault ?? random.pick(MANIFEST_FAULTS))(random),
    // It is asked for a second time only where something else went wrong.
    afterAnswers: random.int(0, mediaFault === undefined ? Number(hasOthers) : parts - 1),
    times: random.int(1, MAX_TIMES[mode]),
  };
}

function isPossible(fault: ScenarioFault, mode: Mode, others: readonly ScenarioFault[]): boolean {
  if (fault.type !== 'incident') return true;
  const { type } = fault.incident;
  if (mode === 'firefox-tab' && CHROMIUM_ONLY.has(type)) return false;
  const isNavigation = ({ incident }: TimedIncident): boolean => NAVIGATIONS.has(incident.type);
  const hasNavigation = others.some((other) => other.type === 'incident' && isNavigation(other));
  return !(mode === 'chromium-background' && hasNavigation && isNavigation(fault));
}

/** So many parts, the last of them not whole. A multiple of 4, as the samples of the file are. */
const oddBytes = (random: Random, parts: number): number =>
  (parts - 1) * PART_BYTES + 4 * random.int(1, PART_BYTES / 4 - 1);
