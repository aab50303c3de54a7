import { afterEach, beforeEach, expect, test } from 'vitest';
import './carry-chapters.ts';
import type { CarryChapters } from './carry-chapters.ts';

const PICTURE = '/artwork/0123456789abcdef0123456789abcdef';

let list: CarryChapters;
let chosen: number[];

beforeEach(async () => {
  list = document.createElement('carry-chapters');
  list.chapters = [
    { startTime: 0, title: 'Opening', img: PICTURE },
    { startTime: 60, title: 'hidden', toc: false, img: PICTURE },
    { startTime: 90, title: 'Middle', url: 'https://example.org/middle' },
    { startTime: 180, title: 'End', url: 'javascript:alert(1)', img: 'https://elsewhere.example/x.png' },
  ];
  list.positionSeconds = 70;
  chosen = [];
  list.addEventListener('carry-time-chosen', (event) => chosen.push((event as CustomEvent<number>).detail));
  document.body.append(list);
  await list.updateComplete;
});

afterEach(() => list.remove());

const buttons = () => [...list.renderRoot.querySelectorAll<HTMLButtonElement>('button')];
const links = () => [...list.renderRoot.querySelectorAll('a')];

test('lists each with its time, but not what only changes the picture', () => {
  expect(buttons().map((button) => button.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
    '0:00 Opening',
    '1:30 Middle',
    '3:00 End',
  ]);
});

test('the one that lasts is current, also while the picture is of an unlisted one', () => {
  expect(buttons().map((button) => button.getAttribute('aria-current'))).toEqual(['true', 'false', 'false']);
});

test('a click asks to play from there', () => {
  buttons()[1]?.click();
  expect(chosen).toEqual([90]);
});

test('a link opens outside, and only where it leads to the web', () => {
  expect(links()).toHaveLength(1);
  const [link] = links();
  expect(link?.href).toBe('https://example.org/middle');
  expect(link?.target).toBe('_blank');
  expect(link?.rel).toBe('noopener noreferrer nofollow');
  expect(link?.getAttribute('aria-label')).toBe('More about Middle, at example.org');
  expect(link?.closest('button')).toBeNull();
});

test('a picture is our own, small and lazy, and titles stand in line without one', async () => {
  const artworks = [...list.renderRoot.querySelectorAll('carry-artwork')];
  expect(artworks).toHaveLength(1);
  await artworks[0]?.updateComplete;
  const image = artworks[0]?.renderRoot.querySelector('img');
  expect(image?.getAttribute('src')).toBe(`${PICTURE}?size=96`);
  expect(image?.loading).toBe('lazy');
  const titles = [...list.renderRoot.querySelectorAll('.chapter > span:last-child')];
  expect(new Set(titles.map((title) => title.getBoundingClientRect().left)).size).toBe(1);
  const { height, width } = artworks[0]?.getBoundingClientRect() ?? new DOMRect();
  expect([width, height]).toEqual([48, 48]);
});

test('without any picture no room is kept for them', async () => {
  list.chapters = [{ startTime: 0, title: 'Opening' }];
  await list.updateComplete;
  expect(list.renderRoot.querySelector('.picture')).toBeNull();
});
