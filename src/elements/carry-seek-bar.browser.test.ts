import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlayerRequest } from '../services/player.ts';
import './carry-seek-bar.ts';
import type { CarrySeekBar } from './carry-seek-bar.ts';

let bar: CarrySeekBar;
let requests: PlayerRequest[];

beforeEach(async () => {
  bar = document.createElement('carry-seek-bar');
  bar.durationSeconds = 1500;
  bar.positionSeconds = 300;
  bar.chapters = [
    { startTime: 0, title: 'Opening' },
    { startTime: 750, title: 'Middle' },
  ];
  bar.stored = [{ start: 0.25, end: 0.5 }];
  bar.style.width = '400px';
  requests = [];
  bar.addEventListener('carry-player-request', ({ detail }) => requests.push(detail));
  document.body.append(bar);
  await bar.updateComplete;
});

afterEach(() => bar.remove());

const slider = () => bar.renderRoot.querySelector('input') as HTMLInputElement;
const css = (name: string) =>
  (bar.renderRoot.querySelector('.bar') as HTMLElement).style.getPropertyValue(name);
const press = (key: string) =>
  slider().dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }),
  );

test('says where it is in words', () => {
  expect(slider().getAttribute('aria-valuetext')).toMatch(/^5 minutes of 25 minutes$/);
  expect(slider().getAttribute('aria-label')).toBe('Position');
});

test('draws the position, the chapters and what is stored', () => {
  expect(Number(css('--at'))).toBeCloseTo(0.2);
  expect(css('--chapters')).toContain('50.000%');
  expect(css('--stored')).toContain('25.000%');
});

test('sets no style attribute from a template', () => {
  for (const template of [slider(), bar.renderRoot.querySelector('.track')]) {
    expect(template?.hasAttribute('style')).toBe(false);
  }
});

test('a drag asks once, when it ends', async () => {
  slider().value = '900';
  slider().dispatchEvent(new Event('input'));
  await bar.updateComplete;
  expect(requests).toEqual([]);
  expect(Number(css('--at'))).toBeCloseTo(0.6);
  slider().dispatchEvent(new Event('change'));
  expect(requests).toEqual([{ type: 'seek', seconds: 900 }]);
});

test('the arrow keys skip as they do everywhere else', () => {
  expect(press('ArrowRight')).toBe(false);
  expect(press('ArrowLeft')).toBe(false);
  expect(requests).toEqual([
    { type: 'skip', seconds: 30 },
    { type: 'skip', seconds: -15 },
  ]);
});

test('the bubble under the pointer has the time and the chapter', async () => {
  const box = (bar.renderRoot.querySelector('.bar') as HTMLElement).getBoundingClientRect();
  bar.renderRoot
    .querySelector('.bar')
    ?.dispatchEvent(
      new PointerEvent('pointermove', { clientX: box.left + box.width * 0.6, pointerType: 'mouse' }),
    );
  await bar.updateComplete;
  expect(bar.renderRoot.querySelector('.bubble')?.textContent?.trim()).toBe('Middle15:00');
});

test('without a length there is nothing to seek in', async () => {
  bar.durationSeconds = null;
  await bar.updateComplete;
  expect(slider().disabled).toBe(true);
});
