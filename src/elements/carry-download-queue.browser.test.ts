import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDownload, makeEpisode, makeView } from '../test-support/views.ts';
import './carry-download-queue.ts';
import type { CarryDownloadQueue } from './carry-download-queue.ts';
import type { DownloadRequest } from './requests.ts';

const TITLES = ['Sleeper', 'Departure', 'Arrival', 'Night Mail'];

let queue: CarryDownloadQueue;
let requests: DownloadRequest[];
let spoken: string[];

const viewsOf = (titles: readonly string[]) =>
  titles.map((title, order) =>
    makeView(makeDownload({ episode: makeEpisode({ id: title, title }), status: 'queued', order })),
  );

beforeEach(async () => {
  queue = document.createElement('carry-download-queue');
  queue.views = viewsOf(TITLES);
  requests = [];
  spoken = [];
  queue.addEventListener('carry-download-request', ({ detail }) => requests.push(detail));
  queue.addEventListener('carry-app-request', ({ detail }) => {
    if (detail.type === 'announce') spoken.push(detail.text);
  });
  document.body.append(queue);
  await settled();
});

afterEach(() => queue.remove());

async function settled(): Promise<void> {
  await queue.updateComplete;
  for (const row of queue.renderRoot.querySelectorAll('carry-download-row')) await row.updateComplete;
}

const handle = (title: string) =>
  queue.renderRoot.querySelector<HTMLElement>(`[aria-label="Move ${title}"]`) as HTMLElement;
const row = (title: string) => handle(title).closest('li') as HTMLElement;
const top = (title: string) => row(title).getBoundingClientRect().top;
const press = (title: string, key: string) =>
  handle(title).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

/** What a key press on a button amounts to: a click without a pointer. */
const activate = (title: string) => handle(title).click();

function pointer(type: string, title: string, clientY: number): void {
  handle(title).dispatchEvent(
    new PointerEvent(type, {
      clientY,
      pointerId: 1,
      isPrimary: true,
      button: 0,
      bubbles: true,
      composed: true,
    }),
  );
}

/** Real pointers are captured; these are not real. */
function drag(title: string, byPx: number): void {
  handle(title).setPointerCapture = () => undefined;
  pointer('pointerdown', title, 100);
  pointer('pointermove', title, 100 + byPx / 2);
  pointer('pointermove', title, 100 + byPx);
}

describe('by keyboard', () => {
  test('a row is picked up, moved, and dropped before another one', async () => {
    handle('Sleeper').focus();
    activate('Sleeper');
    press('Sleeper', 'ArrowDown');
    press('Sleeper', 'ArrowDown');
    expect(requests).toEqual([]);
    activate('Sleeper');
    expect(requests).toEqual([{ action: 'move', episodeId: 'Sleeper', beforeId: 'Night Mail' }]);
    expect(spoken).toEqual([
      'Sleeper, 1 of 4. Picked up. Move it with the arrow keys.',
      'Sleeper, 2 of 4',
      'Sleeper, 3 of 4',
      'Sleeper, 3 of 4, dropped',
    ]);
    queue.views = viewsOf(['Departure', 'Arrival', 'Sleeper', 'Night Mail']);
    await queue.updateComplete;
    await queue.updateComplete;
    expect(queue.shadowRoot?.activeElement).toBe(handle('Sleeper'));
  });

  test('the end of the queue is before nothing, and there is nothing beyond it', () => {
    activate('Arrival');
    press('Arrival', 'End');
    press('Arrival', 'ArrowDown');
    activate('Arrival');
    expect(requests).toEqual([{ action: 'move', episodeId: 'Arrival', beforeId: null }]);
  });

  test('Escape puts it back', async () => {
    activate('Arrival');
    press('Arrival', 'ArrowUp');
    press('Arrival', 'Escape');
    await queue.updateComplete;
    expect(requests).toEqual([]);
    expect(spoken.at(-1)).toBe('Arrival, 3 of 4, put back');
    expect(handle('Arrival').ariaPressed).toBe('false');
  });

  test('the arrow keys are the list’s own only while something is picked up', () => {
    expect(press('Sleeper', 'ArrowDown')).toBe(true);
    activate('Sleeper');
    expect(press('Sleeper', 'ArrowDown')).toBe(false);
  });
});

describe('by pointer', () => {
  test('a row is dragged over two others', () => {
    drag('Sleeper', row('Sleeper').offsetHeight * 2);
    pointer('pointerup', 'Sleeper', 0);
    expect(requests).toEqual([{ action: 'move', episodeId: 'Sleeper', beforeId: 'Night Mail' }]);
  });

  test('a row is dragged to the top, and stays there until the queue has followed', async () => {
    const first = top('Sleeper');
    drag('Night Mail', -5_000);
    pointer('pointerup', 'Night Mail', 0);
    expect(requests).toEqual([{ action: 'move', episodeId: 'Night Mail', beforeId: 'Sleeper' }]);
    await queue.updateComplete;
    expect(top('Night Mail')).toBeCloseTo(first, 0);
    queue.views = viewsOf(['Night Mail', 'Sleeper', 'Departure', 'Arrival']);
    await settled();
    expect(top('Night Mail')).toBeCloseTo(first, 0);
  });

  test('a drag that ends where it began asks for nothing, and so does one that the system takes away', () => {
    drag('Departure', 10);
    pointer('pointerup', 'Departure', 0);
    drag('Departure', 500);
    pointer('pointercancel', 'Departure', 0);
    expect(requests).toEqual([]);
  });

  test('a queue that changes meanwhile ends the drag', async () => {
    drag('Departure', 500);
    queue.views = viewsOf(['Departure', 'Arrival']);
    await queue.updateComplete;
    pointer('pointerup', 'Departure', 0);
    expect(requests).toEqual([]);
  });

  test('progress in the meantime does not', async () => {
    drag('Departure', 5_000);
    queue.views = viewsOf(TITLES);
    await queue.updateComplete;
    pointer('pointerup', 'Departure', 0);
    expect(requests).toEqual([{ action: 'move', episodeId: 'Departure', beforeId: null }]);
  });
});
