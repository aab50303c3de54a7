import { parentPort } from 'node:worker_threads';
import { parseFeed } from '../parse-feed.ts';
import type { ParseOutcome, ParseRequest } from '../parse-thread.ts';

/** Stands in for the thread that parses feeds: it does what the body of a request tells it to, and else what that one does. */
parentPort?.on('message', ({ bytes, context }: ParseRequest) => {
  obey(new TextDecoder().decode(bytes.subarray(0, 20)));
  parentPort?.postMessage({ status: 'parsed', feed: parseFeed(bytes, context) } satisfies ParseOutcome);
});

function obey(command: string): void {
  const held: number[][] = [];
  if (command === 'throw') throw new Error('It was told to throw.');
  if (command === 'exit') process.exit(3);
  while (command === 'hang' || command === 'fill')
    if (command === 'fill') held.push(new Array<number>(100_000).fill(held.length));
}
