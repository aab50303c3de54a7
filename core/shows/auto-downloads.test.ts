import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpisodeSummary } from '../api/episode.ts';
import type { Download } from '../downloads/download.ts';
import {
  decideAutoDownloads,
  MOST_REMEMBERED,
  NOTHING_DECIDED,
  type AutoDownloadDecision,
  type AutoDownloadFacts,
  type DecidedBefore,
} from './auto-downloads.ts';
import { EPISODE_COUNTS, type EpisodeCount } from './show-settings.ts';

/** The episode `e7` was published at 7. */
const episode = (publishedAt: number, fields: Partial<EpisodeSummary> = {}): EpisodeSummary =>
  ({ id: `e${publishedAt}`, publishedAt, episodeType: 'full', ...fields }) as EpisodeSummary;

/** From the newest to the oldest. */
const published = (newest: number, oldest = 1): EpisodeSummary[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => episode(newest - index));

const download = (publishedAt: number, fields: Partial<Download> = {}): Download =>
  ({
    episode: episode(publishedAt),
    requestedAt: publishedAt * 10,
    pinned: false,
    playable: null,
    status: 'complete',
    ...fields,
  }) as Download;

/** As it is when these came by themselves. */
const decidedOn = (...publishedAt: number[]): DecidedBefore => ({
  since: 100,
  publishedAfter: 6,
  ids: publishedAt.map((at) => `e${at}`),
  automatic: new Map(publishedAt.map((at) => [`e${at}`, at * 10])),
});

const decide = (
  facts: Partial<Omit<AutoDownloadFacts, 'settings'>> & {
    readonly settings?: Partial<AutoDownloadFacts['settings']>;
  },
): AutoDownloadDecision =>
  decideAutoDownloads({
    episodes: published(6),
    downloads: [],
    played: new Set(),
    inPlayerId: null,
    decidedBefore: NOTHING_DECIDED,
    ...facts,
    settings: { autoDownload: 3, autoDownloadSince: 100, keep: null, ...facts.settings },
  });

describe('what comes', () => {
  test.each<[string, Parameters<typeof decide>[0], string[]]>([
    ['the newest that are there when it is chosen', {}, ['e6', 'e5', 'e4']],
    ['nothing while it is off', { settings: { autoDownload: null, autoDownloadSince: null } }, []],
    ['no more than may stay', { settings: { keep: 1 } }, ['e6']],
    ['what was played is passed over, and nothing older for it', { played: new Set(['e5']) }, ['e6', 'e4']],
    [
      'so is what is downloaded or on its way',
      { downloads: [download(6), download(4, { status: 'failed' })] },
      ['e5'],
    ],
    ['so is what was just cancelled', { downloads: [download(6, { status: 'cancelled' })] }, ['e5', 'e4']],
    ['so is what was decided on', { decidedBefore: { ...NOTHING_DECIDED, ids: ['e6', 'e4'] } }, ['e5']],
    [
      'a trailer neither comes nor counts',
      { episodes: [episode(7, { episodeType: 'trailer' }), ...published(6)] },
      ['e6', 'e5', 'e4'],
    ],
    [
      'a bonus does',
      { episodes: [episode(7, { episodeType: 'bonus' }), ...published(6)] },
      ['e7', 'e6', 'e5'],
    ],
    ['all of a short list', { episodes: published(2) }, ['e2', 'e1']],
    ['what was published since', { episodes: published(8), decidedBefore: decidedOn(6, 5, 4) }, ['e8', 'e7']],
    [
      'of many that were published since, the newest',
      { episodes: published(20), decidedBefore: decidedOn(6, 5, 4) },
      ['e20', 'e19', 'e18'],
    ],
    [
      'nothing older that moves up because newer ones were withdrawn',
      { episodes: published(5), decidedBefore: decidedOn(6, 5, 4) },
      [],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(decide(facts).download).toEqual(expected);
  });

  test('what is published after the choice counts from then on', () => {
    const { decided } = decide({ episodes: [episode(500), ...published(6)] });
    expect(decided).toMatchObject({ since: 100, publishedAfter: 100 });
  });

  test('so does what is newer than all there was, though the server learns of it late', () => {
    const { decided } = decide({});
    expect(decided).toMatchObject({ since: 100, publishedAfter: 6 });
    expect(decide({ episodes: published(7), decidedBefore: decided }).download).toEqual(['e7']);
  });

  test('a choice waits until the list is known', () => {
    const { decided } = decide({ episodes: [] });
    expect(decided).toEqual(NOTHING_DECIDED);
    expect(decide({ decidedBefore: decided }).download).toEqual(['e6', 'e5', 'e4']);
  });

  test('a larger number brings what was passed over before', () => {
    const decidedBefore = decide({}).decided;
    const settings = { autoDownload: 5, autoDownloadSince: 200 } as const;
    expect(decide({ decidedBefore, settings }).download).toEqual(['e3', 'e2']);
  });
});

describe('what goes', () => {
  const THREE = [download(6), download(5), download(4)];
  const BEFORE = decidedOn(6, 5, 4);

  test.each<[string, Parameters<typeof decide>[0], string[]]>([
    ['nothing where all stay', { downloads: THREE }, []],
    ['what is older than enough others', { downloads: THREE, settings: { keep: 1 } }, ['e5', 'e4']],
    ['nothing while it is off', { downloads: THREE, settings: { keep: 1, autoDownload: null } }, []],
    ['nothing while the list is not known', { downloads: THREE, settings: { keep: 1 }, episodes: [] }, []],
    [
      'a pinned one neither goes nor counts',
      { downloads: [download(6, { pinned: true }), download(5), download(4)], settings: { keep: 1 } },
      ['e4'],
    ],
    [
      'nor does one that the listener asked for',
      { downloads: [...THREE, download(3)], settings: { keep: 1 } },
      ['e5', 'e4'],
    ],
    [
      'nor one that he asked for again',
      { downloads: [download(6), download(5), download(4, { requestedAt: 999 })], settings: { keep: 1 } },
      ['e5'],
    ],
    ['the one in the player stays', { downloads: THREE, settings: { keep: 1 }, inPlayerId: 'e5' }, ['e4']],
    [
      'one that is not here yet takes no place from another',
      {
        downloads: [download(6, { status: 'downloading' }), download(5), download(4)],
        settings: { keep: 1 },
      },
      ['e4'],
    ],
    [
      'one that is not here yet goes when enough newer ones are',
      { downloads: [download(6), download(5, { status: 'queued' })], settings: { keep: 1 } },
      ['e5'],
    ],
    [
      'one of which a new version was asked for stays',
      {
        downloads: [download(6), download(5, { status: 'queued', playable: {} as never })],
        settings: { keep: 1 },
      },
      [],
    ],
    [
      'what is gone already does not go again',
      { downloads: [download(6), download(5, { status: 'cancelled' })], settings: { keep: 1 } },
      [],
    ],
    [
      'what is listed no more goes first',
      { downloads: THREE, settings: { keep: 2 }, episodes: published(5) },
      ['e6'],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(decide({ decidedBefore: BEFORE, ...facts }).remove).toEqual(expected);
  });
});

describe('what is remembered', () => {
  const many = published(MOST_REMEMBERED * 2).map(({ id }) => id);

  test('whatever is listed or downloaded, and of the rest the latest', () => {
    const decidedBefore = { ...decidedOn(), ids: many };
    const { ids } = decide({ decidedBefore, downloads: [download(9)] }).decided;
    expect(ids).toHaveLength(MOST_REMEMBERED + 7);
    expect(ids).toEqual([...many.slice(0, MOST_REMEMBERED), 'e9', ...published(6).map(({ id }) => id)]);
  });

  test('what the listener downloads himself: when he removes it, it does not come', () => {
    const { decided } = decide({ downloads: [download(6), download(5)], settings: { autoDownload: 1 } });
    expect(decided.ids).toEqual(['e6', 'e5']);
    const settings = { autoDownload: 3, autoDownloadSince: 200 } as const;
    expect(decide({ decidedBefore: decided, settings }).download).toEqual(['e4']);
  });

  test('everything while the list is not known', () => {
    expect(decide({ decidedBefore: { ...decidedOn(), ids: many }, episodes: [] }).decided.ids).toEqual(many);
  });
});

type Step =
  | {
      readonly does: 'publish';
      readonly count: number;
      readonly isTrailer: boolean;
      readonly isBackdated: boolean;
    }
  | { readonly does: 'ask' | 'remove' | 'play' | 'pin' | 'put-in-player' | 'withdraw'; readonly at: number }
  | { readonly does: 'finish' }
  | {
      readonly does: 'choose';
      readonly autoDownload: EpisodeCount | null;
      readonly keep: EpisodeCount | null;
    };

const aCount = fc.constantFrom(...EPISODE_COUNTS);
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constant('publish' as const),
    count: fc.integer({ min: 1, max: 6 }),
    isTrailer: fc.boolean(),
    isBackdated: fc.boolean(),
  }),
  fc.record({
    does: fc.constantFrom(...(['ask', 'remove', 'play', 'pin', 'put-in-player', 'withdraw'] as const)),
    at: fc.nat(5),
  }),
  fc.record({ does: fc.constant('finish' as const) }),
  fc.record({
    does: fc.constant('choose' as const),
    autoDownload: fc.option(aCount),
    keep: fc.option(aCount),
  }),
);

/** A show, its listener, and a device that does what is decided after each step. */
class Story {
  now = 1_000;
  episodes: EpisodeSummary[] = published(8);
  downloads = new Map<string, Download>();
  played = new Set<string>();
  inPlayerId: string | null = null;
  settings: AutoDownloadFacts['settings'] = { autoDownload: null, autoDownloadSince: null, keep: null };
  decided = NOTHING_DECIDED;
  /** What has come by itself, and what the listener has removed that had, or while others did. */
  readonly came: string[] = [];
  readonly refused = new Set<string>();
  /** What was listed when a number was chosen last. */
  listed = new Set<string>();

  do(step: Step): void {
    this.now += 10;
    if (step.does === 'publish') this.#publish(step);
    else if (step.does === 'finish') this.#finish();
    else if (step.does === 'choose') this.#choose(step);
    else {
      const one = this.episodes[step.at % Math.max(1, this.episodes.length)];
      if (one !== undefined) this.#touch(step.does, one);
    }
  }

  facts = (): AutoDownloadFacts => ({
    episodes: this.episodes,
    downloads: [...this.downloads.values()],
    played: this.played,
    inPlayerId: this.inPlayerId,
    settings: this.settings,
    decidedBefore: this.decided,
  });

  apply({ decided, download, remove }: AutoDownloadDecision): void {
    this.now += 1;
    for (const id of download) this.#put(id);
    this.came.push(...download);
    for (const id of remove) this.downloads.delete(id);
    const asked = download.map((id) => [id, this.now] as const);
    this.decided = { ...decided, automatic: new Map([...decided.automatic, ...asked]) };
  }

  #put(id: string): void {
    const episode = this.episodes.find((one) => one.id === id);
    if (episode === undefined || this.downloads.has(id)) return;
    this.downloads.set(id, download(0, { episode, requestedAt: this.now, status: 'queued' }));
  }

  #publish({ count, isBackdated, isTrailer }: Extract<Step, { does: 'publish' }>): void {
    const fresh = Array.from({ length: count }, (_, index) =>
      episode(this.now + index - (isBackdated ? 2_000 : 0), {
        id: `n${this.now + index}`,
        episodeType: isTrailer && index === 0 ? 'trailer' : 'full',
      }),
    );
    this.episodes = [...this.episodes, ...fresh].toSorted((a, b) => b.publishedAt - a.publishedAt);
  }

  #finish(): void {
    for (const [id, one] of this.downloads)
      this.downloads.set(id, { ...one, status: 'complete' } as Download);
  }

  #choose({ autoDownload, keep }: Extract<Step, { does: 'choose' }>): void {
    this.settings = { autoDownload, keep, autoDownloadSince: autoDownload === null ? null : this.now };
    this.listed = new Set(this.episodes.map(({ id }) => id));
  }

  #touch(does: Extract<Step, { at: number }>['does'], { id }: EpisodeSummary): void {
    const one = this.downloads.get(id);
    if (does === 'play') this.played.add(id);
    else if (does === 'put-in-player') this.inPlayerId = id;
    else if (does === 'withdraw') this.episodes = this.episodes.filter((episode) => episode.id !== id);
    else if (does === 'ask') this.#put(id);
    else if (one !== undefined && does === 'pin') this.downloads.set(id, { ...one, pinned: true });
    else if (one !== undefined && does === 'remove') {
      this.downloads.delete(id);
      if (this.settings.autoDownload !== null || this.came.includes(id)) this.refused.add(id);
    }
  }
}

/** Goes through a story, and shows each decision before it is done. */
function tell(
  steps: readonly Step[],
  check: (story: Story, decision: AutoDownloadDecision) => void = () => undefined,
): Story {
  const story = new Story();
  for (const step of steps) {
    story.do(step);
    const decision = decideAutoDownloads(story.facts());
    check(story, decision);
    story.apply(decision);
  }
  return story;
}

describe('in any story', () => {
  const stories = fc.array(aStep, { minLength: 1, maxLength: 40 });
  const forAll = (check: (steps: readonly Step[]) => void): void =>
    fc.assert(fc.property(stories, check), { numRuns: 400 });
  const holds = (check: Parameters<typeof tell>[1]): void => forAll((steps) => void tell(steps, check));

  test('nothing comes that was removed by hand, was played, is a trailer or is there already', () => {
    holds((story, decision) => {
      for (const id of decision.download) {
        const one = story.episodes.find((episode) => episode.id === id);
        expect(one?.episodeType).toBe('full');
        expect(story.played.has(id)).toBe(false);
        expect(story.downloads.has(id)).toBe(false);
        expect(story.refused.has(id)).toBe(false);
      }
    });
  });

  test('nothing that came by itself comes twice', () => {
    forAll((steps) => {
      const { came } = tell(steps);
      expect(new Set(came).size).toBe(came.length);
    });
  });

  test('only the newest come: those that were listed at the choice, or are newer than all of these were', () => {
    holds((story, { download: ids }) => {
      const full = story.episodes.filter(({ episodeType }) => episodeType !== 'trailer');
      const most = Math.min(story.settings.autoDownload ?? 0, story.settings.keep ?? Infinity);
      const newest = new Set(full.slice(0, most).map(({ id }) => id));
      for (const id of ids) {
        expect(newest.has(id)).toBe(true);
        const publishedAt = full.find((one) => one.id === id)?.publishedAt ?? 0;
        if (!story.listed.has(id)) expect(publishedAt).toBeGreaterThan(story.decided.publishedAfter);
      }
    });
  });

  test('nothing goes that is pinned, in the player or asked for, and as many newer ones stay as were chosen', () => {
    holds((story, { remove }) => {
      const gone = new Set(remove);
      const { keep } = story.settings;
      for (const id of remove) {
        const one = story.downloads.get(id);
        expect(one?.pinned).toBe(false);
        expect(id).not.toBe(story.inPlayerId);
        expect(story.decided.automatic.get(id)).toBe(one?.requestedAt);
      }
      const staying = [...story.downloads].filter(
        ([id, one]) =>
          !gone.has(id) &&
          one.status === 'complete' &&
          !one.pinned &&
          story.decided.automatic.get(id) === one.requestedAt,
      );
      if (remove.length > 0) expect(staying.length).toBeGreaterThanOrEqual(keep ?? Infinity);
    });
  });

  test('what comes does not go when it is here, and nothing more is decided while nothing happens', () => {
    forAll((steps) => {
      const story = tell(steps);
      story.do({ does: 'publish', count: 4, isTrailer: false, isBackdated: false });
      const first = decideAutoDownloads(story.facts());
      expect(decideAutoDownloads(story.facts())).toEqual(first);
      story.apply(first);
      expect(decideAutoDownloads(story.facts())).toMatchObject({ download: [], remove: [] });
      story.do({ does: 'finish' });
      const second = decideAutoDownloads(story.facts());
      expect(second.download).toEqual([]);
      expect(second.remove.filter((id) => first.download.includes(id))).toEqual([]);
      story.apply(second);
      expect(decideAutoDownloads(story.facts())).toMatchObject({ download: [], remove: [] });
    });
  });

  test('no more is remembered than what is listed, what is downloaded, and a fixed number', () => {
    holds((story, { decided }) => {
      expect(decided.ids.length).toBeLessThanOrEqual(
        story.episodes.length + story.downloads.size + MOST_REMEMBERED,
      );
      expect(decided.automatic.size).toBeLessThanOrEqual(decided.ids.length);
    });
  });
});
