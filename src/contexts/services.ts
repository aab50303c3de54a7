import { createContext } from '@lit/context';
import type { DownloadsPort } from '../../engine/downloads-port.ts';
import type { Catalogue } from '../services/catalogue.ts';
import type { Connectivity } from '../services/connectivity.ts';
import type { DownloadCheck } from '../services/download-check.ts';
import type { InstallPrompt } from '../services/install-prompt.ts';
import type { KeepPrompt } from '../services/keep-prompt.ts';
import type { Listening } from '../services/listening.ts';
import type { Player } from '../services/player.ts';
import type { Settings } from '../services/settings.ts';
import type { Toasts } from '../services/toasts.ts';

/** What the composition root makes, once. */
export interface Services {
  readonly catalogue: Catalogue;
  readonly check: DownloadCheck;
  readonly connectivity: Connectivity;
  readonly downloads: DownloadsPort;
  readonly installPrompt: InstallPrompt;
  readonly keepPrompt: KeepPrompt;
  readonly listening: Listening;
  readonly player: Player;
  readonly settings: Settings;
  readonly toasts: Toasts;
}

export const servicesContext = createContext<Services>(Symbol('carryon-services'));
