import { parentPort } from 'node:worker_threads';
import { inspectFile, type InspectOutcome } from './inspect-file.ts';

export interface InspectRequest {
  readonly path: string;
}

parentPort?.on('message', ({ path }: InspectRequest) => {
  void inspectFile(path)
    .catch(outcomeOfError)
    .then((outcome) => parentPort?.postMessage(outcome));
});

function outcomeOfError(error: NodeJS.ErrnoException): InspectOutcome {
  if (error.code === 'ENOENT') return { status: 'gone' };
  return {
    status: 'problem',
    code: 'unreadable',
    detail: `The file cannot be read (${error.code ?? error.message}).`,
  };
}
