import { afterEach, beforeEach, expect, test } from 'vitest';
import './carry-chapter-picture.ts';
import type { CarryChapterPicture } from './carry-chapter-picture.ts';

let box: HTMLElement;
let picture: CarryChapterPicture;

beforeEach(async () => {
  box = document.createElement('div');
  box.style.cssText = 'position: relative; width: 200px; height: 200px';
  picture = document.createElement('carry-chapter-picture');
  box.append(picture);
  document.body.append(box);
  await picture.updateComplete;
});

afterEach(() => box.remove());

const image = () => picture.renderRoot.querySelector('img');
const isShown = () => image()?.classList.contains('here') === true;

async function become(type: 'load' | 'error'): Promise<void> {
  image()?.dispatchEvent(new Event(type));
  await picture.updateComplete;
}

async function show(src: string | null): Promise<void> {
  picture.src = src;
  await picture.updateComplete;
}

test('is nothing without a picture, and takes no room of its own', async () => {
  expect(image()).toBeNull();
  await show('/artwork/a');
  const { height, width } = picture.getBoundingClientRect();
  expect([width, height, box.scrollHeight]).toEqual([200, 200, 200]);
  expect(image()?.alt).toBe('');
});

test('what is under it is seen until the picture is here', async () => {
  await show('/artwork/a');
  expect(isShown()).toBe(false);
  await become('load');
  expect(isShown()).toBe(true);
});

test('the next one takes the place of the one before in the same image', async () => {
  await show('/artwork/a');
  await become('load');
  const before = image();
  await show('/artwork/b');
  expect(image()).toBe(before);
  expect([isShown(), image()?.getAttribute('src')]).toEqual([true, '/artwork/b?size=512']);
});

test('one that cannot be had leaves what is under it', async () => {
  await show('/artwork/a');
  await become('load');
  await show('/artwork/b');
  await become('error');
  expect(isShown()).toBe(false);
});

test('after a chapter without one, the next is waited for again', async () => {
  await show('/artwork/a');
  await become('load');
  await show(null);
  expect(image()).toBeNull();
  await show('/artwork/b');
  expect(isShown()).toBe(false);
});
