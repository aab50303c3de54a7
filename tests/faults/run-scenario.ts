import { setTimeout as delay } from 'node:timers/promises';
import { findEpisode, hashMedia, isControlled } from '../support/in-page.ts';
import {
  deleteParts,
  forgetOrigin,
  loadedAt,
  lookAtDownloads,
  lookForUpdate,
  pressButton,
  type Findings,
  type JournalRecord,
} from './in-page.ts';
import { Rig, TITLE } from './rig.ts';
import { type Incident, type Mode, type Scenario, type TimedIncident } from './scenario.ts';
import type { Seat } from './seat.ts';
import { troublesOf } from './invariants.ts';

const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 3_000;
/** For what a browser on a busy machine does in the end. */
const ANSWER_MS = 60_000;

/** For how long a fault waits for what it comes after while nothing changes. */
const FAULT_WAIT_MS: Readonly<Record<Mode, number>> = {
  'chromium-background': 35_000,
  'chromium-tab': 10_000,
  'firefox-tab': 10_000,
};

/** By when the episode is complete after the faults have ended. */
const SETTLE_MS: Readonly<Record<Mode, number>> = {
  'chromium-background': 180_000,
  'chromium-tab': 90_000,
  'firefox-tab': 90_000,
};

/** After this long without any change, a person pauses and resumes. */
const STANDSTILL_MS: Readonly<Record<Mode, number>> = {
  'chromium-background': 70_000,
  'chromium-tab': 40_000,
  'firefox-tab': 40_000,
};

/** How a run ended well. */
export interface Outcome {
  /** What a person had to press, in order. */
  readonly presses: readonly string[];
  readonly spoiledAnswers: number;
}

/** The buttons that go on with a download that stands. */
const WAYS_ON = ['Retry', 'Resume', 'Download'].map((word) =>
  word === 'Download' ? `Download ${TITLE}` : `${word} download of ${TITLE}`,
);

/**
 * Plays a scenario: starts the download, lets the faults happen, ends them, and does what a person would.
 * @throws with everything that is known, when the episode is not whole in the end
 */
export async function runScenario(scenario: Scenario, seat: Seat, folder: string): Promise<Outcome> {
  const rig = await Rig.start(scenario, folder);
  const run = new ScenarioRun(scenario, seat, rig);
  try {
    return await run.play();
  } finally {
    await run.end();
  }
}

class ScenarioRun {
  readonly #scenario: Scenario;
  readonly #seat: Seat;
  readonly #rig: Rig;
  readonly #presses: string[] = [];
  readonly #diary: string[] = [];
  readonly #startedMs = Date.now();
  #episodeId = '';

  constructor(scenario: Scenario, seat: Seat, rig: Rig) {
    this.#scenario = scenario;
    this.#seat = seat;
    this.#rig = rig;
  }

  async play(): Promise<Outcome> {
    try {
      await this.#seat.open();
      await this.#openApp('/');
      this.#episodeId = (await this.#seat.evaluate(findEpisode, TITLE)) ?? '';
      await this.#openApp(this.#episodePath);
      this.#rig.spoil();
      await this.#pressWhenThere(`Download ${TITLE}`);
      for (const timed of this.#incidents()) await this.#letHappen(timed);
      await this.#untilSpoiled();
      await this.#clear();
      await this.#untilComplete();
      this.#note('whole');
      await this.#requireWholeOffline();
      return { presses: this.#presses, spoiledAnswers: this.#rig.spoiledAnswers };
    } catch (error) {
      throw new Error(await this.#report(error), { cause: error });
    }
  }

  async end(): Promise<void> {
    await this.#seat.evaluate(forgetOrigin, undefined).catch(() => undefined);
    await this.#seat.leave().catch(() => undefined);
    await this.#rig.stop();
  }

  get #episodePath(): string {
    return `/episodes/${this.#episodeId}`;
  }

  #incidents(): TimedIncident[] {
    return this.#scenario.faults
      .filter((fault) => fault.type === 'incident')
      .toSorted((a, b) => a.atStoredParts - b.atStoredParts);
  }

  async #openApp(path: string): Promise<void> {
    await this.#seat.goto(this.#rig.origin + path);
    await poll(() => this.#seat.evaluate(isControlled, undefined), ANSWER_MS);
  }

  /**
   * Waits for as long as something goes on, and a while longer; a download that failed is tried again, or the rest of the scenario
   * would find nothing going on.
   */
  async #wait(isReached: (found: Findings) => boolean): Promise<void> {
    let seen = '';
    let changedMs = Date.now();
    let pressedMs = 0;
    for (;;) {
      const found = await this.#look();
      const now = progressOf(found);
      if (now !== seen) changedMs = Date.now();
      seen = now;
      if (isReached(found) || Date.now() - changedMs > FAULT_WAIT_MS[this.#scenario.mode]) return;
      const hasFailed = recordOf(found)?.download.status === 'failed';
      if (hasFailed && Date.now() - pressedMs > PATIENCE_MS && (await this.#pressAWayOn(found)))
        pressedMs = Date.now();
      await delay(LOOK_EVERY_MS / 2);
    }
  }

  /** Waits until every answer was spoiled that was to be, or no more are asked for. */
  #untilSpoiled(): Promise<void> {
    return this.#wait(
      (found) => this.#rig.answersToSpoil === 0 || recordOf(found)?.download.status === 'complete',
    );
  }

  async #letHappen({ atStoredParts, delayMs, incident }: TimedIncident): Promise<void> {
    await this.#wait((found) => storedParts(found) >= atStoredParts);
    await delay(delayMs);
    this.#note(`${incident.type} (${storedParts(await this.#look())} parts stored)`);
    await this.#apply(incident);
  }

  async #apply(incident: Incident): Promise<void> {
    const seat = this.#seat;
    switch (incident.type) {
      case 'browser-closed':
      case 'browser-killed':
        await (incident.type === 'browser-closed' ? seat.closeBrowser() : seat.killBrowser());
        await delay(incident.awayMs);
        await seat.open();
        await this.#openApp(this.#episodePath);
        return;
      case 'tab-left':
        await seat.goto('about:blank');
        await delay(incident.awayMs);
        await this.#openApp(this.#episodePath);
        return;
      case 'page-reloaded':
        await this.#openApp(this.#episodePath);
        return;
      case 'worker-stopped':
        await seat.stopWorkers?.();
        return;
      case 'app-updated':
        await this.#updateApp();
        return;
      case 'quota-limited':
        await seat.limitQuota?.(this.#rig.origin, incident.toBytes);
        await delay(incident.forMs);
        await seat.limitQuota?.(this.#rig.origin, null);
        return;
      case 'parts-deleted':
        // The browser does so while the app is closed.
        this.#note(`${await seat.evaluate(deleteParts, incident)} parts deleted`);
        await this.#openApp(this.#episodePath);
        return;
      case 'connections-cut':
        this.#rig.network.cut();
        return;
      case 'server-away':
        await this.#rig.network.stop();
        await delay(incident.forMs);
        await this.#rig.network.start();
        return;
      case 'file-changed':
        await this.#rig.writeFile(incident.bytes, incident.contentSeed);
        return;
    }
  }

  async #updateApp(): Promise<void> {
    const before = await this.#seat.evaluate(loadedAt, undefined);
    this.#rig.deployment.version += 1;
    await this.#seat.evaluate(lookForUpdate, undefined);
    await this.#pressWhenThere('Update now');
    await poll(async () => {
      // While the page is replaced there is none to ask.
      const now = await this.#seat.evaluate(loadedAt, undefined).catch(() => before);
      return now !== before;
    }, ANSWER_MS);
    await poll(() => this.#seat.evaluate(isControlled, undefined).catch(() => false), ANSWER_MS);
  }

  /** The weather clears. */
  async #clear(): Promise<void> {
    this.#note('all faults end');
    this.#rig.clear();
    await this.#rig.product.untilHashed(1);
  }

  /** Waits, and presses what a person would press. */
  async #untilComplete(): Promise<void> {
    const { mode } = this.#scenario;
    const untilMs = Date.now() + SETTLE_MS[mode];
    let seen = '';
    let changedMs = Date.now();
    let pressedMs = 0;
    for (;;) {
      const found = await this.#look();
      const troubles = troublesOf(found, this.#episodeId, this.#rig.versions);
      if (troubles.length === 0) return;
      const nowMs = Date.now();
      if (nowMs > untilMs) throw new Error(`not whole in time:\n  ${troubles.join('\n  ')}`);
      const now = progressOf(found);
      if (now !== seen) changedMs = nowMs;
      seen = now;
      if (nowMs - pressedMs >= PATIENCE_MS && nowMs - changedMs >= PATIENCE_MS / 2) {
        if (await this.#pressAWayOn(found)) pressedMs = nowMs;
        else if (nowMs - changedMs > STANDSTILL_MS[mode]) {
          await this.#press(`Pause download of ${TITLE}`, found);
          changedMs = nowMs;
        }
      }
      await delay(LOOK_EVERY_MS);
    }
  }

  async #requireWholeOffline(): Promise<void> {
    await this.#rig.network.stop();
    const hashing = this.#seat.evaluate(hashMedia, this.#episodeId);
    const late = delay(ANSWER_MS, 'no answer', { ref: false });
    const sha256 = await Promise.race([hashing, late]);
    const isRight = this.#rig.versions.some((version) => version.sha256 === sha256);
    if (!isRight) throw new Error(`the episode’s SHA-256 offline is ${sha256}`);
  }

  async #pressAWayOn(found: Findings): Promise<boolean> {
    const name = WAYS_ON.find((way) => found.buttons.includes(way));
    return name !== undefined && this.#press(name, found);
  }

  async #press(name: string, found: Findings): Promise<boolean> {
    const isThere = await this.#seat.evaluate(pressButton, name);
    const { status, failure } = recordOf(found)?.download ?? {};
    const reason = [status, failure?.code].filter((word) => word !== undefined).join(' ');
    const press = `${name.replace(` download of ${TITLE}`, '')} (${reason})`;
    if (isThere) this.#presses.push(press);
    this.#note(isThere ? `pressed ${press}` : `found no ${press}`);
    return isThere;
  }

  async #pressWhenThere(name: string): Promise<void> {
    await poll(() => this.#seat.evaluate(pressButton, name), ANSWER_MS);
    this.#note(`pressed “${name}”`);
  }

  async #look(): Promise<Findings> {
    return this.#seat.evaluate(lookAtDownloads, undefined);
  }

  #sentLast(): string[] {
    return this.#rig.product.requests
      .filter(({ path }) => path.startsWith('/media/') || path.endsWith('/manifest'))
      .slice(-20)
      .map(({ path, status, range, bytes }) => `${status} ${path} ${range ?? ''}: ${bytes} bytes`);
  }

  /** A page that ended or hangs is a finding too. */
  async #lookInTime(): Promise<unknown> {
    const late = delay(PATIENCE_MS * 3, 'the page does not answer', { ref: false });
    try {
      return await Promise.race([this.#look(), late]);
    } catch (error) {
      return String(error);
    }
  }

  #note(what: string): void {
    this.#diary.push(`${((Date.now() - this.#startedMs) / 1000).toFixed(1)} s: ${what}`);
  }

  async #report(error: unknown): Promise<string> {
    const { seed } = this.#scenario;
    const found = await this.#lookInTime();
    return [
      `seed ${seed}: ${error instanceof Error ? error.message : String(error)}`,
      `scenario: ${JSON.stringify(this.#scenario, null, 1)}`,
      `what happened:\n  ${this.#diary.join('\n  ')}`,
      `answers spoiled: ${this.#rig.spoiledAnswers}`,
      `what is there: ${JSON.stringify(found, null, 1)}`,
      `what the server sent last:\n  ${this.#sentLast().join('\n  ')}`,
      `again: CARRYON_FAULT_SEED=${seed} npx playwright test tests/faults`,
    ].join('\n');
  }
}

const recordOf = ({ journal }: Findings): JournalRecord | undefined => journal[0];

/** The same for as long as nothing changes. */
const progressOf = (found: Findings): string => {
  const { status, run } = recordOf(found)?.download ?? {};
  return JSON.stringify([status, run, storedParts(found)]);
};

/** Of the generation that the journal is at. */
function storedParts({ partCaches, journal }: Findings): number {
  const etag = journal[0]?.download.generation?.etag;
  const cache = partCaches.find(({ name }) => etag !== undefined && name.endsWith(encodeURIComponent(etag)));
  return (cache?.paths ?? []).filter((path) => /\d$/.test(path)).length;
}

async function poll(isReached: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const untilMs = Date.now() + timeoutMs;
  while (!(await isReached())) {
    if (Date.now() > untilMs) throw new Error(`not within ${timeoutMs / 1000} s: ${isReached.toString()}`);
    await delay(100);
  }
}
