import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { DownloadPreferences } from '../../core/downloads/preferences.ts';
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

export type SettingsRequest = Partial<SettingsSnapshot>;

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
  'carry-player-request': PlayerRequest;
  'carry-settings-request': SettingsRequest;
  'carry-app-request': AppRequest;
  'carry-page-request': PageRequest;
}

declare global {
  interface HTMLElementEventMap {
    'carry-download-request': CustomEvent<DownloadRequest>;
    'carry-player-request': CustomEvent<PlayerRequest>;
    'carry-settings-request': CustomEvent<SettingsRequest>;
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
