import { createContext } from '@lit/context';
import type { DownloadsPort } from '../../engine/downloads-port.ts';
import type { BackupKeeper } from '../services/backup.ts';
import type { Catalogue } from '../services/catalogue.ts';
import type { Connectivity } from '../services/connectivity.ts';
import type { DownloadCheck } from '../services/download-check.ts';
import type { InstallPrompt } from '../services/install-prompt.ts';
import type { KeepPrompt } from '../services/keep-prompt.ts';
import type { Listening } from '../services/listening.ts';
import type { OpmlImport } from '../services/opml-import.ts';
import type { Player } from '../services/player.ts';
import type { Settings } from '../services/settings.ts';
import type { SettingsPerShow } from '../services/show-settings.ts';
import type { ShowVisits } from '../services/show-visits.ts';
import type { Subscriptions } from '../services/subscriptions.ts';
import type { Toasts } from '../services/toasts.ts';

/** What the composition root makes, once. */
export interface Services {
  readonly backup: BackupKeeper;
  readonly catalogue: Catalogue;
  readonly check: DownloadCheck;
  readonly connectivity: Connectivity;
  readonly downloads: DownloadsPort;
  readonly installPrompt: InstallPrompt;
  readonly keepPrompt: KeepPrompt;
  readonly listening: Listening;
  readonly opmlImport: OpmlImport;
  readonly player: Player;
  readonly settings: Settings;
  readonly showSettings: SettingsPerShow;
  readonly showVisits: ShowVisits;
  readonly subscriptions: Subscriptions;
  readonly toasts: Toasts;
}

export const servicesContext = createContext<Services>(Symbol('carryon-services'));
