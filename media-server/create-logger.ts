import { pino, type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './config.ts';

/** JSON lines to `destination`, or to standard output; there, for people when it is a terminal. */
export function createLogger(level: LogLevel, destination: DestinationStream | undefined): Logger {
  const options = { level, base: null };
  if (destination) return pino(options, destination);
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, pretty({ sync: true, ignore: 'time', singleLine: true }));
}
