import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { DownloadPreferences } from '../../core/downloads/preferences.ts';
import type { SettingsSnapshot } from './settings.ts';

/**
 * Everything of a listener in one file: JSON in UTF-8, version 1.
 *
 * ```
 * {
 *   "format": "carryon-backup",
 *   "version": 1,
 *   "savedAt": 1766000000000,
 *   "subscriptions": [{ "title": "Night Trains", "url": "https://example.com/feed" }],
 *   "listening": [{ "episode": { "id": "0199…", … }, "positionSeconds": 312.4, "durationSeconds": 1500, "played": false,
 *                   "updatedAt": 1766000000000 }],
 *   "marks": [{ "episodeId": "0199…", "showId": "0198…", "markedAt": 1766000000000 }],
 *   "downloads": [{ "episode": { "id": "0199…", … }, "pinned": false }],
 *   "settings": { "theme": "dark", "speed": 1.25, "volume": 1, "captionsOn": false },
 *   "preferences": { "unmeteredOnly": true, "concurrent": 4, "budgetBytes": null, "removePlayedAfterMs": null }
 * }
 * ```
 *
 * `episode` is an `EpisodeSummary` of the API. `marks` were marked as played and never heard. `downloads` are wishes in the order
 * of the queue: the bytes are not in the file. Addresses hold no name and no password. Times are milliseconds since the epoch.
 *
 * A reader ignores fields that it does not know, takes what is missing for empty, leaves out entries that it cannot use, and refuses
 * a version that is later than its own. What is added without changing the meaning of the rest leaves the version as it is.
 */
export interface Backup {
  readonly savedAt: number;
  readonly subscriptions: readonly BackupSubscription[];
  readonly listening: readonly BackupProgress[];
  readonly marks: readonly BackupMark[];
  readonly downloads: readonly BackupDownload[];
  readonly settings: Partial<SettingsSnapshot>;
  readonly preferences: Partial<DownloadPreferences>;
}

export interface BackupSubscription {
  readonly title: string;
  /** http or https, without a name and a password. */
  readonly url: string;
}

export interface BackupProgress {
  readonly episode: EpisodeSummary;
  readonly positionSeconds: number;
  readonly durationSeconds: number | null;
  readonly played: boolean;
  readonly updatedAt: number;
}

export interface BackupMark {
  readonly episodeId: string;
  readonly showId: string;
  readonly markedAt: number;
}

export interface BackupDownload {
  readonly episode: EpisodeSummary;
  readonly pinned: boolean;
}

export type BackupErrorCode = 'not-a-backup' | 'too-new';

export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

const FORMAT = 'carryon-backup';
const VERSION = 1;
const MAX_CONCURRENT = 4;
const ID = /^[\w-]{1,64}$/;

export const writeBackup = (backup: Backup): string =>
  `${JSON.stringify(
    {
      format: FORMAT,
      version: VERSION,
      ...backup,
      subscriptions: backup.subscriptions.flatMap(readSubscription),
    },
    null,
    1,
  )}\n`;

/** @throws BackupError `not-a-backup`, `too-new` */
export function readBackup(text: string): Backup {
  const fields = parse(text);
  if (fields['format'] !== FORMAT || !isCount(fields['version']) || fields['version'] < 1) {
    throw new BackupError('not-a-backup');
  }
  if (fields['version'] > VERSION) throw new BackupError('too-new');
  return {
    savedAt: isCount(fields['savedAt']) ? fields['savedAt'] : 0,
    subscriptions: listOf(fields['subscriptions']).flatMap(readSubscription),
    listening: listOf(fields['listening']).flatMap(readProgress),
    marks: listOf(fields['marks']).flatMap(readMark),
    downloads: listOf(fields['downloads']).flatMap(readDownload),
    settings: readSettings(fieldsOf(fields['settings'])),
    preferences: readPreferences(fieldsOf(fields['preferences'])),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parse(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch (error) {
    throw new BackupError('not-a-backup', { cause: error });
  }
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isAmount = (value: unknown): value is number => isNumber(value) && value >= 0;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && isAmount(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isId = (value: unknown): value is string => isText(value) && ID.test(value);
const orNull =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): value is T | null =>
    value === null || is(value);
const oneOf =
  <T extends string>(...all: readonly T[]) =>
  (value: unknown): value is T =>
    all.some((one) => one === value);

const isOptionalAmount = orNull(isAmount);
const isOptionalNumber = orNull(isNumber);
const isOptionalText = orNull(isText);
const isTheme = oneOf('system', 'light', 'dark');
const isKind = oneOf('audio', 'video');
const isEpisodeType = oneOf('full', 'trailer', 'bonus');

function readSubscription(fields: {
  readonly title?: unknown;
  readonly url?: unknown;
}): BackupSubscription[] {
  if (!isText(fields.url) || !URL.canParse(fields.url)) return [];
  const url = new URL(fields.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return [];
  url.username = '';
  url.password = '';
  return [{ title: isText(fields.title) ? fields.title : '', url: url.href }];
}

function readProgress(fields: Fields): BackupProgress[] {
  const { durationSeconds, played, positionSeconds, updatedAt } = fields;
  const episode = readEpisode(fieldsOf(fields['episode']));
  if (episode === null || !isAmount(positionSeconds) || !isOptionalAmount(durationSeconds)) return [];
  if (!isFlag(played) || !isCount(updatedAt)) return [];
  return [{ episode, positionSeconds, durationSeconds, played, updatedAt }];
}

function readMark({ episodeId, markedAt, showId }: Fields): BackupMark[] {
  return isId(episodeId) && isId(showId) && isCount(markedAt) ? [{ episodeId, showId, markedAt }] : [];
}

function readDownload(fields: Fields): BackupDownload[] {
  const episode = readEpisode(fieldsOf(fields['episode']));
  return episode === null ? [] : [{ episode, pinned: fields['pinned'] === true }];
}

/** Null for what could not be shown or played; its addresses lead nowhere but to the own server. */
function readEpisode(fields: Fields): EpisodeSummary | null {
  const { artworkColor, artworkUrl, durationSeconds, episode, episodeType, id, kind } = fields;
  const { publishedAt, season, showId, showTitle, title } = fields;
  const { bytes, etag, type, url } = fieldsOf(fields['media']);
  if (!isId(id) || !isId(showId) || !isText(title) || !isText(showTitle)) return null;
  if (!isNumber(publishedAt) || !isOptionalAmount(durationSeconds)) return null;
  if (!isKind(kind) || !isEpisodeType(episodeType)) return null;
  if (!isOptionalNumber(season) || !isOptionalNumber(episode)) return null;
  if (!isText(url) || !isOwnPath(url) || !isText(type) || !isAmount(bytes) || !isOptionalText(etag))
    return null;
  return {
    id,
    showId,
    showTitle,
    title,
    publishedAt,
    durationSeconds,
    kind,
    season,
    episode,
    episodeType,
    media: { url, type, bytes, etag },
    artworkUrl: isText(artworkUrl) && isOwnPath(artworkUrl) ? artworkUrl : '',
    artworkColor: isText(artworkColor) && /^#[\da-f]{6}$/i.test(artworkColor) ? artworkColor : '#808080',
  };
}

/** `//elsewhere/` is the path of another server. */
const isOwnPath = (path: string): boolean => /^\/(?![/\\])[\w%/.~-]*$/.test(path);

const readSettings = ({ captionsOn, speed, theme, volume }: Fields): Partial<SettingsSnapshot> => ({
  ...(isTheme(theme) ? { theme } : {}),
  ...(isNumber(speed) && speed >= 0.5 && speed <= 3 ? { speed } : {}),
  ...(isAmount(volume) && volume <= 1 ? { volume } : {}),
  ...(isFlag(captionsOn) ? { captionsOn } : {}),
});

function readPreferences(fields: Fields): Partial<DownloadPreferences> {
  const { budgetBytes, concurrent, removePlayedAfterMs, unmeteredOnly } = fields;
  const isConcurrent = isCount(concurrent) && concurrent >= 1 && concurrent <= MAX_CONCURRENT;
  return {
    ...(isFlag(unmeteredOnly) ? { unmeteredOnly } : {}),
    ...(isConcurrent ? { concurrent } : {}),
    ...(isOptionalAmount(budgetBytes) ? { budgetBytes } : {}),
    ...(isOptionalAmount(removePlayedAfterMs) ? { removePlayedAfterMs } : {}),
  };
}
