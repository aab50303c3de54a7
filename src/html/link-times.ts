import { findTimestamps } from '../text/find-timestamps.ts';

/**
 * Makes a button of every time in the text of a fragment, named `Play from 12:34`, with its seconds as the value. What is
 * inside a link is left to the link.
 * @param durationSeconds - how long the episode is; null when it is not known
 */
export function linkTimes(fragment: DocumentFragment, durationSeconds: number | null): DocumentFragment {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  for (const text of texts) if (text.parentElement?.closest('a') == null) linkTimesOf(text, durationSeconds);
  return fragment;
}

function linkTimesOf(node: Text, durationSeconds: number | null): void {
  const text = node.data;
  const times = findTimestamps(text, durationSeconds);
  if (times.length === 0) return;
  const pieces: (Node | string)[] = [];
  let end = 0;
  for (const time of times) {
    pieces.push(text.slice(end, time.start), timeButton(text.slice(time.start, time.end), time.seconds));
    end = time.end;
  }
  node.replaceWith(...pieces, text.slice(end));
}

function timeButton(text: string, seconds: number): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.value = String(seconds);
  button.textContent = text;
  button.setAttribute('aria-label', `Play from ${text}`);
  return button;
}
