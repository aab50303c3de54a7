import { parentPort } from 'node:worker_threads';
import type { FeedsCommand } from '../feeds-messages.ts';

/** Stands in for the thread that follows feeds. It is the real one, but ends when it is told to subscribe to `crash` or `exit`. */
parentPort?.on('message', (command: FeedsCommand) => {
  if (command.type !== 'subscribe') return;
  if (command.pasted === 'exit') process.exit(3);
  if (command.pasted === 'crash') throw new Error('It was told to crash.');
});

await import('../feeds-thread.ts');
