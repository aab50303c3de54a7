import { ContextProvider } from '@lit/context';
import { servicesContext, type Services } from './contexts/services.ts';
import { sendRequest } from './elements/requests.ts';
import { loadPage } from './pages/load-page.ts';
import { Router } from './router/router.ts';
import { routeOf } from './router/routes.ts';
import { startAppUpdate } from './services/app-update.ts';
import { AutoDownloads } from './services/auto-downloads.ts';
import { BackupKeeper } from './services/backup.ts';
import { Catalogue } from './services/catalogue.ts';
import { Connectivity } from './services/connectivity.ts';
import { createDownloads } from './services/create-downloads.ts';
import { announceDownloads } from './services/download-announcements.ts';
import { DownloadCheck } from './services/download-check.ts';
import { handleFollowRequests } from './services/handle-follow-requests.ts';
import { handleRequests } from './services/handle-requests.ts';
import { InstallPrompt } from './services/install-prompt.ts';
import { KeepPrompt } from './services/keep-prompt.ts';
import { Listening } from './services/listening.ts';
import { connectMediaSession } from './services/media-session.ts';
import { OpmlImport } from './services/opml-import.ts';
import { PlayedRemoval } from './services/played-removal.ts';
import { Player } from './services/player.ts';
import { tellPlayerProblems } from './services/player-problems.ts';
import { saveFile } from './services/save-file.ts';
import { setSessionFlag, takeSessionFlag } from './services/session-flag.ts';
import { Settings } from './services/settings.ts';
import { listenToShortcuts } from './services/shortcuts.ts';
import { SettingsPerShow } from './services/show-settings.ts';
import { ShowVisits } from './services/show-visits.ts';
import { Subscriptions } from './services/subscriptions.ts';
import { Toasts } from './services/toasts.ts';
import { listenToWorker } from './services/worker-messages.ts';
import { isHere } from './views/download-lists.ts';
import './carry-app.ts';

/** Set while a page that was playing is loaded again for a new version. */
const PLAY_AFTER_RELOAD_KEY = 'carryon.play-after-reload';

const settings = new Settings();
const toasts = new Toasts();
const installPrompt = new InstallPrompt();
installPrompt.start();

const connectivity = new Connectivity();
connectivity.start();
const catalogue = new Catalogue({
  fetch: (...request) => fetch(...request),
  onReached: (reached) => connectivity.report(reached),
});

const listening = new Listening();
const showSettings = new SettingsPerShow();
// Meanwhile the page is loaded too; the app tells when it cannot be.
loadPage(routeOf(new URL(location.href))).catch(() => undefined);
const [downloads] = await Promise.all([createDownloads(), listening.open(), showSettings.open()]);

const media = document.createElement('video');
media.slot = 'media';
media.playsInline = true;
const player = new Player({
  media,
  catalogue,
  connectivity,
  listening,
  settings,
  showSettings,
  isHere: (episodeId) => isHere(downloads.views().get(episodeId)),
});

const opmlImport = new OpmlImport(catalogue);
const showVisits = new ShowVisits(catalogue);
void showVisits.start();

const services: Services = {
  backup: new BackupKeeper({ catalogue, downloads, listening, opmlImport, settings, saveFile }),
  catalogue,
  check: new DownloadCheck(downloads),
  connectivity,
  downloads,
  installPrompt,
  keepPrompt: new KeepPrompt(downloads, toasts),
  listening,
  opmlImport,
  player,
  settings,
  showSettings,
  showVisits,
  subscriptions: new Subscriptions(catalogue),
  toasts,
};

const provider = new ContextProvider(document.body, { context: servicesContext });
provider.setValue(services);
const app = document.createElement('carry-app');
handleRequests(app, services);
document.body.append(app);

const router = new Router((navigation) => void app.show(navigation));
handleFollowRequests(app, services, (path) => router.navigate(path));
router.start();

connectMediaSession(player);
player.restore();
if (takeSessionFlag(PLAY_AFTER_RELOAD_KEY)) player.resume();

const playedRemoval = new PlayedRemoval({ downloads, listening, player });
announceDownloads(downloads, toasts, (episodeId) => playedRemoval.hasRemoved(episodeId));
playedRemoval.start();
new AutoDownloads({ catalogue, connectivity, downloads, listening, player, showSettings }).start();
tellPlayerProblems(player, downloads, toasts);
listenToShortcuts({
  hasEpisode: () => player.snapshot.episode !== null,
  onPlayerRequest: (request) => player.request(request),
  onHelp: () => sendRequest(app, 'carry-app-request', { type: 'show-shortcuts' }),
  onUndo: () => toasts.undoNewest(),
});
listenToWorker({
  onNavigate: (path) => router.navigate(path),
  onUpdated: (path) => catalogue.announceUpdated(path),
});
void startAppUpdate({
  toasts,
  beforeUpdate: () => {
    if (player.snapshot.playing) setSessionFlag(PLAY_AFTER_RELOAD_KEY);
    player.save();
    player.unload();
  },
});
