import type { Backup, BackupErrorCode } from '../services/backup-file.ts';
import { formatCount } from './format.ts';
import type { ProblemText } from './problems.ts';

export type BackupProblem = BackupErrorCode | 'unreadable' | 'no-subscriptions' | 'storage-refused';

const TEXTS: Record<BackupProblem, ProblemText> = {
  'not-a-backup': {
    what: 'This file is no backup of Carryon.',
    wayOut: 'Choose one that was saved here: its name begins with carryon and ends with .json.',
  },
  'too-new': {
    what: 'This backup was saved by a newer version of Carryon.',
    wayOut: 'Update this app, then load it again.',
  },
  unreadable: {
    what: 'The browser could not read this file.',
    wayOut: 'Copy it to this device, then choose it again.',
  },
  'no-subscriptions': {
    what: 'Your server cannot be reached, so the backup would lack your subscriptions.',
    wayOut: 'Try again when the network is back.',
  },
  'storage-refused': {
    what: 'This browser does not let Carryon read or write what it stores here.',
    wayOut: 'Leave private browsing or allow storage for this site, then try again.',
  },
};

export const backupText = (problem: BackupProblem): ProblemText => TEXTS[problem];

/** `3 subscriptions, 41 episodes’ progress and the settings`; what there is none of is left out. */
export function backupSummary({
  downloads,
  listening,
  marks,
  preferences,
  settings,
  subscriptions,
}: Backup): string {
  const heard = new Set([
    ...listening.map(({ episode }) => episode.id),
    ...marks.map(({ episodeId }) => episodeId),
  ]);
  const hasSettings = Object.keys(settings).length + Object.keys(preferences).length > 0;
  const pieces = [
    ...counted(subscriptions.length, 'subscription', 'subscriptions'),
    ...counted(heard.size, 'episode’s progress', 'episodes’ progress'),
    ...counted(downloads.length, 'download', 'downloads'),
    ...(hasSettings ? ['the settings'] : []),
  ];
  const last = pieces.pop();
  if (last === undefined) return 'nothing';
  return pieces.length === 0 ? last : `${pieces.join(', ')} and ${last}`;
}

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [formatCount(count, one, many)];
