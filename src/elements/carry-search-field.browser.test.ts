import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './carry-search-field.ts';
import type { CarrySearchField } from './carry-search-field.ts';

let field: CarrySearchField;
let typed: string[];
let submitted: number;

beforeEach(async () => {
  field = document.createElement('carry-search-field');
  typed = [];
  submitted = 0;
  field.addEventListener('carry-search-typed', (event) => {
    const { detail } = event as CustomEvent<string>;
    typed.push(detail);
    field.text = detail;
  });
  field.addEventListener('carry-search-submitted', () => (submitted += 1));
  document.body.append(field);
  await field.updateComplete;
  field.focus();
});

afterEach(() => field.remove());

const input = () => field.renderRoot.querySelector('input') as HTMLInputElement;
const clear = () => field.renderRoot.querySelector<HTMLButtonElement>('[aria-label="Clear the search"]');

test('has a name that can be seen', () => {
  expect(input().labels?.[0]?.textContent).toBe('A podcast, an episode, or the address of a feed');
});

test('tells each key, and Enter', async () => {
  await userEvent.keyboard('ab{Enter}');
  expect(typed).toEqual(['a', 'ab']);
  expect(submitted).toBe(1);
});

test('is cleared by its button and by Escape, and keeps the focus', async () => {
  expect(clear()).toBeNull();
  await userEvent.keyboard('ab');
  await field.updateComplete;
  clear()?.click();
  await field.updateComplete;
  expect(input().value).toBe('');
  expect(field.shadowRoot?.activeElement).toBe(input());
  await userEvent.keyboard('c{Escape}');
  await field.updateComplete;
  expect(typed).toEqual(['a', 'ab', '', 'c', '']);
  expect(submitted).toBe(0);
});

test('shows what it is given, whatever stands in it', async () => {
  await userEvent.keyboard('ab');
  field.text = 'cd';
  await field.updateComplete;
  expect(input().value).toBe('cd');
});
