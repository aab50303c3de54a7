import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Deployment } from '../support/deployment.ts';
import { FaultyProxy, type ProxiedRequest } from '../support/faulty-proxy.ts';
import { freePort } from '../support/free-port.ts';
import { Product } from '../support/product.ts';
import { SlowProxy } from '../support/slow-proxy.ts';
import { writeWav } from '../support/wav.ts';
import { PART_BYTES, type Scenario, type SpoiledAnswers } from './scenario.ts';

export const TITLE = 'Night Mail';

/** One version of the file on the server. */
export interface FileVersion {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The way from the server to the browser, an origin of its own for each scenario:
 * server → deployment (which version of the app) → faulty proxy (answers) → slow proxy (connections) → browser.
 */
export class Rig {
  readonly product: Product;
  readonly deployment = new Deployment();
  /** Every version that the file had, the present one last. */
  readonly versions: FileVersion[] = [];
  readonly #faulty = new FaultyProxy();
  readonly #scenario: Scenario;
  readonly #library: string;
  #network: SlowProxy | null = null;
  /** How often each fault is still to come. */
  #left: ReadonlyMap<SpoiledAnswers, number> = new Map();

  private constructor(scenario: Scenario, folder: string, port: number) {
    this.#scenario = scenario;
    this.#library = join(folder, 'library');
    this.product = new Product({ port, library: this.#library, data: join(folder, 'data') });
  }

  static async start(scenario: Scenario, folder: string): Promise<Rig> {
    const rig = new Rig(scenario, folder, await freePort());
    await rig.writeFile(scenario.bytes, scenario.seed);
    await rig.product.start();
    await rig.product.untilHashed(1);
    await rig.deployment.start(rig.product.url);
    await rig.#faulty.start(rig.deployment.url);
    rig.#network = new SlowProxy(Number(new URL(rig.#faulty.url).port));
    rig.#network.bytesPerSecond = scenario.bytesPerSecond;
    await rig.#network.start();
    return rig;
  }

  get network(): SlowProxy {
    if (this.#network === null) throw new Error('the rig was not started');
    return this.#network;
  }

  get origin(): string {
    return this.network.url;
  }

  /** How many answers were spoiled. */
  get spoiledAnswers(): number {
    return this.#faulty.faults;
  }

  /** How many more are to be spoiled. */
  get answersToSpoil(): number {
    return [...this.#left.values()].reduce((sum, times) => sum + times, 0);
  }

  async writeFile(bytes: number, contentSeed: number): Promise<void> {
    const folder = join(this.#library, 'Rail Songs');
    await mkdir(folder, { recursive: true });
    this.versions.push({ bytes, sha256: await writeWav(join(folder, `${TITLE}.wav`), bytes, contentSeed) });
  }

  /** From now on, answers are spoiled as the scenario says. */
  spoil(): void {
    const spoiled = this.#scenario.faults.filter((fault) => fault.type === 'spoiled-answers');
    const asked = { media: 0, manifest: 0 };
    const left = new Map(spoiled.map((fault) => [fault, fault.times]));
    this.#left = left;
    this.#faulty.intercept = (request) => {
      const of = subjectOf(request);
      if (of === null) return null;
      const passed = asked[of];
      asked[of] += 1;
      const next = spoiled.find((fault) => applies(fault, of, passed) && (left.get(fault) ?? 0) > 0);
      if (next === undefined) return null;
      left.set(next, (left.get(next) ?? 0) - 1);
      return next.fault;
    };
  }

  /** No answer is spoiled any more, and the network is fast. */
  clear(): void {
    this.#faulty.intercept = () => null;
    this.network.bytesPerSecond = Infinity;
  }

  async stop(): Promise<void> {
    await this.#network?.stop();
    await this.#faulty.stop();
    await this.deployment.stop();
    await this.product.stop();
  }
}

const applies = (fault: SpoiledAnswers, of: SpoiledAnswers['of'], passed: number): boolean =>
  fault.of === of && passed >= fault.afterAnswers;

function subjectOf({ method, path, range }: ProxiedRequest): SpoiledAnswers['of'] | null {
  if (method !== 'GET') return null;
  if (path.endsWith('/manifest')) return 'manifest';
  return path.startsWith('/media/') && asksForPart(range) ? 'media' : null;
}

/** The app also asks for single bytes, to learn why nothing arrives. */
function asksForPart(range: string | null): boolean {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  return start !== undefined && (end !== start || Number(start) % PART_BYTES !== 0);
}
