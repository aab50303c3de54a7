import { DownloadFailure } from '../../core/downloads/failure.ts';
import type { Services } from '../contexts/services.ts';
import type { AppRequest, DownloadRequest } from '../elements/requests.ts';
import { freeRoom } from './free-room.ts';
import { failureText } from '../text/failures.ts';
import { PIECE_MISSING_TEXT } from '../text/problems.ts';
import { setPlayed } from './set-played.ts';

/** The part of the frame that requests can ask for. */
export interface Frame {
  openFullPlayer(): Promise<void>;
  closeFullPlayer(): void;
  showShortcuts(): Promise<void>;
}

/** Passes each request that a view sends to the service that can fulfil it. */
export function handleRequests(frame: HTMLElement & Frame, services: Services): void {
  frame.addEventListener('carry-player-request', ({ detail }) => services.player.request(detail));
  frame.addEventListener('carry-listening-request', ({ detail }) => setPlayed(detail, services));
  frame.addEventListener('carry-settings-request', ({ detail }) => services.settings.change(detail));
  frame.addEventListener('carry-show-settings-request', ({ detail }) =>
    services.showSettings.change(detail.showId, detail.change),
  );
  frame.addEventListener('carry-app-request', ({ detail }) => {
    handleAppRequest(detail, frame, services).catch(() =>
      services.toasts.show(PIECE_MISSING_TEXT, [], 8_000),
    );
  });
  frame.addEventListener('carry-download-request', ({ detail }) => {
    handleDownloadRequest(detail, services).catch((error: unknown) => {
      const failure = error instanceof DownloadFailure ? error.failure : ({ code: 'unexpected' } as const);
      const { what, wayOut } = failureText(failure);
      services.toasts.show(`${what} ${wayOut}`, [], 10_000);
    });
  });
}

async function handleAppRequest(
  request: AppRequest,
  frame: Frame,
  { installPrompt, toasts }: Services,
): Promise<void> {
  switch (request.type) {
    case 'open-player':
      return frame.openFullPlayer();
    case 'close-player':
      frame.closeFullPlayer();
      return;
    case 'show-shortcuts':
      return frame.showShortcuts();
    case 'install':
      return installPrompt.install();
    case 'announce':
      toasts.announce(request.text);
      return;
    case 'set-title':
      document.title = request.title === 'Home' ? 'Carryon' : `${request.title} · Carryon`;
      return;
  }
}

async function handleDownloadRequest(
  request: DownloadRequest,
  { check, downloads, keepPrompt }: Services,
): Promise<void> {
  switch (request.action) {
    case 'download':
      keepPrompt.offer();
      return downloads.download(request.episode);
    case 'pause':
      return downloads.pause(request.episode.id);
    case 'resume':
      return downloads.resume(request.episode.id);
    case 'retry':
      return downloads.retry(request.episode.id);
    case 'download-now':
      return downloads.downloadNow(request.episode.id);
    case 'check':
      return check.start();
    case 'cancel-check':
      check.cancel();
      return;
    case 'update':
      return downloads.update(request.episode.id);
    case 'download-all':
      keepPrompt.offer();
      return downloads.downloadAll(request.episodes);
    case 'free':
      await freeRoom(downloads, request.episodeIds);
      return downloads.retry(request.retry.id);
    case 'set-preferences':
      return downloads.setPreferences(request.change);
    case 'pin':
      return downloads.pin(request.episode.id, request.pinned);
    case 'move':
      return downloads.move(request.episodeId, request.beforeId);
    case 'pause-all':
      return downloads.pauseAll();
    case 'resume-all':
      return downloads.resumeAll();
    case 'cancel':
      return downloads.cancel(request.episode.id);
  }
}
