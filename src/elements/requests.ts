import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { Show } from '../../core/api/show.ts';
import type { DownloadPreferences } from '../../core/downloads/preferences.ts';
import type { ShowSettingsChange } from '../../core/shows/show-settings.ts';
import type { PlayerRequest } from '../services/player.ts';
import type { SettingsSnapshot } from '../services/settings.ts';

/** What a view may ask of the downloads. */
export type DownloadRequest =
  | { readonly action: 'download'; readonly episode: EpisodeSummary }
  | {
      readonly action: 'pause' | 'resume' | 'retry' | 'cancel' | 'download-now' | 'update';
      readonly episode: EpisodeSummary;
    }
  | { readonly action: 'download-all'; readonly episodes: readonly EpisodeSummary[] }
  | { readonly action: 'pin'; readonly episode: EpisodeSummary; readonly pinned: boolean }
  /** Before another one of the queue, or to its end for null. */
  | { readonly action: 'move'; readonly episodeId: string; readonly beforeId: string | null }
  /** Removes these for good, and tries the one again that had no room. */
  | { readonly action: 'free'; readonly episodeIds: readonly string[]; readonly retry: EpisodeSummary }
  | { readonly action: 'set-preferences'; readonly change: Partial<DownloadPreferences> }
  | { readonly action: 'pause-all' | 'resume-all' | 'check' | 'cancel-check' };

/** What a view may ask of what was heard. */
export interface ListeningRequest {
  readonly action: 'set-played';
  readonly episodes: readonly EpisodeSummary[];
  readonly played: boolean;
}

export type SettingsRequest = Partial<SettingsSnapshot>;

/** What a view may ask of what was chosen for one show. */
export interface ShowSettingsRequest {
  readonly showId: string;
  readonly change: ShowSettingsChange;
}

/** What a view may ask of the feeds that are followed. */
export type FollowRequest =
  /** The address of a feed, or of a page that names one. */
  | { readonly action: 'follow'; readonly url: string }
  | { readonly action: 'refresh' | 'copy-address'; readonly show: Show }
  | { readonly action: 'unfollow'; readonly show: Show; readonly removeDownloads: boolean }
  | { readonly action: 'import'; readonly file: File }
  /** Looks for an import that is under way. */
  | { readonly action: 'resume-import' | 'close-import' };

/** What a view may ask of the backup. */
export type BackupRequest =
  | { readonly action: 'save' | 'close' }
  | { readonly action: 'read'; readonly file: File }
  /** Merges what was read. */
  | { readonly action: 'load'; readonly withDownloads: boolean };

/** Where a view may ask to go: to a path of this app, or that the entry of this page be called so. */
export interface AddressRequest {
  readonly action: 'go-to' | 'replace';
  readonly path: string;
}

/** What a view may ask of the frame around it. */
export type AppRequest =
  | { readonly type: 'open-player' | 'close-player' | 'show-shortcuts' | 'install' }
  | { readonly type: 'set-title'; readonly title: string }
  /** Says something in the live region. */
  | { readonly type: 'announce'; readonly text: string };

/** What an element may ask of the page that it is on. */
export type PageRequest =
  | { readonly type: 'show-history'; readonly episode: EpisodeSummary }
  /** For an episode that lacks so many bytes of room. */
  | { readonly type: 'free-room'; readonly episode: EpisodeSummary; readonly missingBytes: number };

/** Requests bubble to the composition root, which passes them to the service that can fulfil them. */
interface RequestDetails {
  'carry-download-request': DownloadRequest;
  'carry-listening-request': ListeningRequest;
  'carry-player-request': PlayerRequest;
  'carry-settings-request': SettingsRequest;
  'carry-show-settings-request': ShowSettingsRequest;
  'carry-follow-request': FollowRequest;
  'carry-backup-request': BackupRequest;
  'carry-address-request': AddressRequest;
  'carry-app-request': AppRequest;
  'carry-page-request': PageRequest;
}

declare global {
  interface HTMLElementEventMap {
    'carry-download-request': CustomEvent<DownloadRequest>;
    'carry-listening-request': CustomEvent<ListeningRequest>;
    'carry-player-request': CustomEvent<PlayerRequest>;
    'carry-settings-request': CustomEvent<SettingsRequest>;
    'carry-show-settings-request': CustomEvent<ShowSettingsRequest>;
    'carry-follow-request': CustomEvent<FollowRequest>;
    'carry-backup-request': CustomEvent<BackupRequest>;
    'carry-address-request': CustomEvent<AddressRequest>;
    'carry-app-request': CustomEvent<AppRequest>;
    'carry-page-request': CustomEvent<PageRequest>;
  }
}

/** Sends a request up from an element. */
export function sendRequest<K extends keyof RequestDetails>(
  from: HTMLElement,
  type: K,
  detail: RequestDetails[K],
): void {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
