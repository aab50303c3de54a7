import type { Socket } from 'node:net';
import { PROBLEM_TYPE } from './problem-details.ts';
import { problemOf } from './problem.ts';

/** Answers what is no HTTP request, or has headers that are too long; there is no request or reply to work with yet. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLong ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify(problemOf('bad-request', tooLong ? 'The headers are too long.' : undefined));
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
