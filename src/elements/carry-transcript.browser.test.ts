import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatClock } from '../text/format.ts';
import './carry-transcript.ts';
import type { CarryTranscript } from './carry-transcript.ts';

let box: HTMLElement;
let transcript: CarryTranscript;
let chosen: number[];

const vttOf = (texts: readonly string[]): string =>
  `WEBVTT\n\n${texts.map((text, index) => `${stamp(index)} --> ${stamp(index + 1)}\n${text}\n`).join('\n')}`;
const stamp = (seconds: number): string => `${formatClock(3600 * 10 + seconds)}.000`;
const START = 36_000;

const FEW = ['<v Mara>The café in the tunnel', '<v Mara>is open.', '<v Jo>Another tunnel', 'begins here.'];
const many = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `Line ${index} of what is said on the way, and a bit more.`);

async function show(texts: readonly string[], fields: Partial<CarryTranscript> = {}): Promise<void> {
  Object.assign(transcript, { source: vttOf(texts), ...fields });
  box.append(transcript);
  await settled();
  await expect.poll(() => lines().length).toBe(texts.length);
}

async function settled(): Promise<void> {
  await transcript.updateComplete;
  await bar()?.updateComplete;
}

const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
};

const bar = () => transcript.renderRoot.querySelector('carry-find-bar');
const lines = () => [...transcript.renderRoot.querySelectorAll<HTMLButtonElement>('.line')];
const input = () => bar()?.renderRoot.querySelector('input') as HTMLInputElement;
const count = () => bar()?.renderRoot.querySelector('[role="status"]')?.textContent?.trim();
const button = (name: string) =>
  bar()?.renderRoot.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`);
const followButton = () =>
  [...transcript.renderRoot.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Follow');
const current = () => lines().findIndex((line) => line.getAttribute('aria-current') === 'true');

async function type(text: string): Promise<void> {
  input().value = text;
  input().dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await settled();
}

async function press(key: string, target: EventTarget = input(), shiftKey = false): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', {
    key,
    shiftKey,
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  target.dispatchEvent(event);
  await settled();
  return event;
}

/** What is painted as found, and as the hit that the reader is at. */
const painted = (name: string): string[] =>
  [...(CSS.highlights.get(name) ?? [])].map((range) =>
    (range.startContainer as Text).data.slice(range.startOffset, range.endOffset),
  );

function isInView(line: Element | undefined): boolean {
  const inner = line?.getBoundingClientRect();
  const outer = box.getBoundingClientRect();
  return inner !== undefined && inner.top >= outer.top && inner.bottom <= outer.bottom;
}

beforeEach(() => {
  box = document.createElement('div');
  box.style.cssText = 'height: 400px; width: 360px; overflow-y: auto; font: 16px/1.5 sans-serif';
  document.body.append(box);
  transcript = document.createElement('carry-transcript');
  chosen = [];
  transcript.addEventListener('carry-time-chosen', (event) =>
    chosen.push((event as CustomEvent<number>).detail),
  );
});

afterEach(() => box.remove());

describe('the lines', () => {
  test('name who speaks where that changes, and mark what is spoken', async () => {
    await show(FEW, { positionSeconds: START + 2.5 });
    expect(lines().map((line) => line.textContent?.trim())).toEqual([
      'MaraThe café in the tunnel',
      'is open.',
      'JoAnother tunnel',
      'begins here.',
    ]);
    expect(current()).toBe(2);
    transcript.positionSeconds = START + 3;
    await settled();
    expect(current()).toBe(3);
    transcript.positionSeconds = null;
    await settled();
    expect(current()).toBe(-1);
  });

  test('a click asks to play from there', async () => {
    await show(FEW);
    lines()[2]?.querySelector('span')?.click();
    expect(chosen).toEqual([START + 2]);
  });

  test('one is reached by Tab, the arrows lead on', async () => {
    await show(FEW, { positionSeconds: START + 1 });
    expect(lines().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1, -1]);
    lines()[1]?.focus();
    expect((await press('ArrowDown', lines()[1])).defaultPrevented).toBe(true);
    expect(transcript.shadowRoot?.activeElement).toBe(lines()[2]);
    await press('Home', lines()[2]);
    expect(transcript.shadowRoot?.activeElement).toBe(lines()[0]);
    expect(lines().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);
    // What plays on does not take the stop away from under the reader.
    transcript.positionSeconds = START + 3;
    await settled();
    expect(lines().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);
  });
});

describe('a search', () => {
  test('counts and paints the hits without a look at case and accents', async () => {
    await show(FEW);
    expect(input().getAttribute('aria-label')).toBe('Search the transcript');
    expect([count(), button('Next hit')]).toEqual(['', null]);
    await type('CAFE');
    expect(count()).toBe('1 of 1');
    expect(painted('carry-found-here')).toEqual(['café']);
    await type('tunnel');
    expect(count()).toBe('1 of 2');
    expect(painted('carry-found')).toEqual(['tunnel', 'tunnel']);
    await type('zeppelin');
    expect(count()).toBe('No hits');
    expect(button('Next hit')?.disabled).toBe(true);
    expect([...painted('carry-found'), ...painted('carry-found-here')]).toEqual([]);
  });

  test('finds what goes on in the next line', async () => {
    await show(FEW);
    await type('tunnel is open');
    expect(count()).toBe('1 of 1');
    expect(painted('carry-found-here')).toEqual(['tunnel', 'is open']);
  });

  test('goes on with Enter, back with Shift and Enter, and around the ends', async () => {
    await show(FEW);
    await type('e');
    const texts = async (key: string, shift = false) => {
      await press(key, input(), shift);
      return count();
    };
    const all = Number(count()?.split(' ').at(-1));
    expect(all).toBeGreaterThan(5);
    expect(await texts('Enter')).toBe(`2 of ${all}`);
    expect(await texts('Enter', true)).toBe(`1 of ${all}`);
    expect(await texts('Enter', true)).toBe(`${all} of ${all}`);
    button('Next hit')?.click();
    await settled();
    expect(count()).toBe(`1 of ${all}`);
    button('Previous hit')?.click();
    await settled();
    expect(count()).toBe(`${all} of ${all}`);
    expect(painted('carry-found-here')).toHaveLength(1);
  });

  test('begins at the line that is spoken, and stays near while more is typed', async () => {
    await show(many(40), { positionSeconds: START + 20 });
    await type('line 3');
    expect(painted('carry-found-here')).toEqual(['Line 3']);
    expect(count()).toBe('2 of 11');
    expect(lines()[30]?.tabIndex).toBe(0);
    await type('line 31');
    expect(count()).toBe('1 of 1');
    await type('line');
    expect(count()).toBe('32 of 40');
  });

  test('Escape clears it and does nothing else; without a search it is left to others', async () => {
    await show(FEW);
    await type('tunnel');
    const heard: string[] = [];
    box.addEventListener('keydown', ({ key }) => heard.push(key));
    expect((await press('Escape')).defaultPrevented).toBe(true);
    expect([input().value, count(), heard]).toEqual(['', '', []]);
    expect(painted('carry-found')).toEqual([]);
    expect((await press('Escape')).defaultPrevented).toBe(false);
    expect(heard).toEqual(['Escape']);
  });

  test('the button clears it and leaves the focus in the field', async () => {
    await show(FEW);
    await type('tunnel');
    button('Clear the search')?.click();
    await settled();
    expect([input().value, painted('carry-found').length]).toEqual(['', 0]);
    expect(bar()?.shadowRoot?.activeElement).toBe(input());
  });

  test('another transcript starts without it, and a removed one leaves nothing painted', async () => {
    await show(FEW);
    await type('tunnel');
    transcript.source = vttOf(['A tunnel of its own']);
    await settled();
    expect([input().value, painted('carry-found').length]).toEqual(['', 0]);
    await type('own');
    transcript.remove();
    expect([...painted('carry-found'), ...painted('carry-found-here')]).toEqual([]);
    box.append(transcript);
    await settled();
    expect(painted('carry-found-here')).toEqual(['own']);
  });

  test('two at once paint their own', async () => {
    await show(FEW);
    await type('tunnel');
    const other = document.createElement('carry-transcript');
    other.source = vttOf(['tunnel']);
    box.append(other);
    await other.updateComplete;
    other.remove();
    expect(painted('carry-found')).toEqual(['tunnel', 'tunnel']);
  });

  test.each(['auto', 'none'])('a hit far away comes into sight, scroll anchoring: %s', async (anchoring) => {
    // Not every browser keeps what is seen in its place when what is above it gets its true height.
    box.style.setProperty('overflow-anchor', anchoring);
    await show(many(2_000));
    await type('line 1751');
    await frames(6);
    expect(isInView(lines()[1751])).toBe(true);
  });
});

describe('following', () => {
  const follow = (seconds: number) => {
    transcript.positionSeconds = START + seconds;
    return settled();
  };

  test('keeps the spoken line in sight, however far away', async () => {
    await show(many(1_000), { follows: true, positionSeconds: START });
    expect(followButton()).toBeUndefined();
    await follow(800);
    await frames(6);
    expect(isInView(lines()[800])).toBe(true);
  });

  test('does not scroll what is around its own box', async () => {
    const outer = document.createElement('div');
    outer.style.cssText = 'height: 300px; overflow-y: auto';
    box.before(outer);
    outer.append(box);
    await show(many(100), { follows: true, positionSeconds: START });
    await follow(60);
    await frames(6);
    expect([outer.scrollTop, isInView(lines()[60])]).toEqual([0, true]);
    outer.replaceWith(box);
  });

  test('stops when the listener scrolls, until they ask for it again', async () => {
    await show(many(1_000), { follows: true, positionSeconds: START + 500 });
    await frames(6);
    box.dispatchEvent(new WheelEvent('wheel', { deltaY: 40, bubbles: true }));
    await settled();
    expect(followButton()).toBeDefined();
    box.scrollTop = 0;
    await follow(501);
    await frames(6);
    expect(box.scrollTop).toBe(0);
    followButton()?.click();
    await settled();
    await frames(6);
    expect([followButton(), isInView(lines()[501])]).toEqual([undefined, true]);
  });

  test('stops when the bar at the side takes the line out of sight', async () => {
    await show(many(1_000), { follows: true, positionSeconds: START + 500 });
    await new Promise((done) => setTimeout(done, 1_300));
    box.scrollTop = 0;
    await frames(3);
    await settled();
    expect(followButton()).toBeDefined();
  });

  test('stops for a search, and does not start again when it is cleared', async () => {
    await show(many(1_000), { follows: true, positionSeconds: START + 500 });
    await type('line 10');
    await press('Escape');
    expect(followButton()).toBeDefined();
    const { scrollTop } = box;
    await follow(700);
    await frames(6);
    expect(box.scrollTop).toBe(scrollTop);
  });

  test('is offered where it did not start by itself, and only while the episode is in the player', async () => {
    await show(many(100));
    expect(followButton()).toBeUndefined();
    await follow(80);
    expect([box.scrollTop, followButton() !== undefined]).toEqual([0, true]);
    followButton()?.click();
    await settled();
    await frames(6);
    expect(isInView(lines()[80])).toBe(true);
  });
});

describe('10,000 cues', () => {
  test('touch two lines for a change of position', async () => {
    await show(many(10_000), { positionSeconds: START });
    const changed: Node[] = [];
    const observer = new MutationObserver((records) => changed.push(...records.map(({ target }) => target)));
    observer.observe(transcript.renderRoot, { attributes: true, childList: true, subtree: true });
    transcript.positionSeconds = START + 9_000;
    await settled();
    observer.takeRecords().forEach(({ target }) => changed.push(target));
    observer.disconnect();
    expect(new Set(changed.filter((node) => node instanceof HTMLButtonElement))).toEqual(
      new Set([lines()[0], lines()[9_000]]),
    );
    expect(changed.length).toBeLessThan(10);
  });

  test('are there by and by, and at once where somebody looks for them', async () => {
    Object.assign(transcript, { source: vttOf(many(10_000)) });
    box.append(transcript);
    await settled();
    expect(lines().length).toBeLessThan(9_000);
    await type('line 9999');
    expect(painted('carry-found-here')).toEqual(['Line 9999']);
    const { scrollHeight } = box;
    await expect.poll(() => lines().length).toBe(10_000);
    expect(lines().map(({ value }) => Number(value))).toEqual(Array.from(lines(), (_, index) => index));
    expect(Math.abs(box.scrollHeight / scrollHeight - 1)).toBeLessThan(0.1);
  });

  test('draw only what is near the window', async () => {
    await show(many(10_000));
    await frames(3);
    expect(lines()[0]?.checkVisibility({ contentVisibilityAuto: true })).toBe(true);
    expect(lines()[5_000]?.checkVisibility({ contentVisibilityAuto: true })).toBe(false);
  });
});
