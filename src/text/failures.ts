import type { Failure, FailureCode } from '../../core/downloads/failure.ts';
import { formatBytes } from './format.ts';

export interface FailureText {
  /** What happened, as a whole sentence. */
  readonly what: string;
  /** What happens next or what the reader can do, as a whole sentence. */
  readonly wayOut: string;
  /** The reason in two or three words, for a line with little room. */
  readonly brief: string;
}

const TEXTS: Record<FailureCode, FailureText> = {
  offline: {
    brief: 'no network',
    what: 'There is no network.',
    wayOut: 'The download goes on by itself when the network is back.',
  },
  'network-error': {
    brief: 'connection lost',
    what: 'The connection to your server broke off.',
    wayOut: 'What has arrived is kept, and the rest is tried again by itself.',
  },
  'server-error': {
    brief: 'server trouble',
    what: 'Your server could not answer.',
    wayOut: 'It is asked again by itself in a while.',
  },
  'too-many-requests': {
    brief: 'server is busy',
    what: 'The server asked for a pause.',
    wayOut: 'The download goes on by itself when the pause is over.',
  },
  'wrong-length': {
    brief: 'incomplete answer',
    what: 'A part arrived with the wrong length.',
    wayOut: 'Only that part is fetched again.',
  },
  'damaged-part': {
    brief: 'damaged part',
    what: 'A part arrived damaged.',
    wayOut: 'Only that part is fetched again.',
  },
  'version-changed': {
    brief: 'new version',
    what: 'The file was changed on the server.',
    wayOut: 'The download starts over with the new version.',
  },
  'evicted-while-downloading': {
    brief: 'storage was cleared',
    what: 'The browser threw stored parts away while more were coming.',
    wayOut: 'What is missing is fetched again by itself.',
  },
  evicted: {
    brief: 'thrown away by the browser',
    what: 'The browser threw this download away to make room.',
    wayOut: 'Download it again, and ask the browser to keep downloads so that it stays.',
  },
  'not-found': {
    brief: 'not on the server',
    what: 'The file is no longer on your server.',
    wayOut: 'Put it back into the library, then retry.',
  },
  forbidden: {
    brief: 'access refused',
    what: 'The server does not give this file out.',
    wayOut: 'Check who may read it in the library folder, then retry.',
  },
  'no-ranges': {
    brief: 'server sends no parts',
    what: 'The place this episode comes from sends only whole files, not parts.',
    wayOut: 'It is fetched in one piece, while this tab is open.',
  },
  'bad-manifest': {
    brief: 'unreadable plan',
    what: 'The server described the file in a way that does not add up.',
    wayOut: 'Let the server scan its library again, then retry.',
  },
  'no-space': {
    brief: 'no space',
    what: 'There is no room left on this device.',
    wayOut: 'Remove a download or free some space, then retry.',
  },
  'over-budget': {
    brief: 'over your limit',
    what: 'It would go over the limit you set for downloads.',
    wayOut: 'Remove a download or raise the limit, then retry.',
  },
  'storage-refused': {
    brief: 'storage refused',
    what: 'This browser does not let Carryon store anything here.',
    wayOut: 'Leave private browsing or allow storage for this site, then retry.',
  },
  unexpected: {
    brief: 'stopped',
    what: 'The download stopped for a reason Carryon does not know.',
    wayOut: 'What has arrived is kept, and it is tried again by itself. Load the page again if it stays so.',
  },
};

/** What to tell somebody about a failure: never the code. */
export function failureText(failure: Failure): FailureText {
  const text = TEXTS[failure.code];
  if (failure.missingBytes === undefined) return text;
  const bytes = formatBytes(failure.missingBytes);
  return {
    ...text,
    wayOut:
      failure.code === 'over-budget'
        ? `Remove ${bytes} of downloads or raise the limit, then retry.`
        : `Free ${bytes} or remove a download, then retry.`,
  };
}
