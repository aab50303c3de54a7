import type { Services } from '../contexts/services.ts';
import type { BackupRequest, FollowRequest } from '../elements/requests.ts';
import { showPath } from '../router/routes.ts';
import { feedTroubleText, followText, type FollowProblem } from '../text/follow-text.ts';
import { FollowError } from './subscriptions.ts';
import { unfollow } from './unfollow.ts';

const TOLD_MS = 8_000;

type Navigate = (path: string) => void;

/** Passes what views ask about feeds, backups and addresses to the services that can fulfil it. */
export function handleFollowRequests(frame: HTMLElement, services: Services, navigate: Navigate): void {
  frame.addEventListener('carry-follow-request', ({ detail }) => {
    handleFollowRequest(detail, services, navigate).catch((error: unknown) => {
      const problem = error instanceof FollowError ? error.problem : 'server-error';
      services.toasts.show(sentencesOf(problem), [], TOLD_MS);
    });
  });
  frame.addEventListener('carry-backup-request', ({ detail }) => void handleBackupRequest(detail, services));
  frame.addEventListener('carry-address-request', ({ detail }) => {
    if (detail.action === 'go-to') navigate(detail.path);
    else history.replaceState(history.state, '', detail.path);
  });
}

async function handleFollowRequest(
  request: FollowRequest,
  services: Services,
  navigate: Navigate,
): Promise<void> {
  const { opmlImport, subscriptions, toasts } = services;
  switch (request.action) {
    case 'follow': {
      toasts.announce('Your server reads the feed');
      const state = await subscriptions.follow(request.url);
      toasts.announce(state.status === 'failed' ? sentencesOf(state.problem) : 'Followed');
      return;
    }
    case 'refresh': {
      toasts.announce('Asking for new episodes');
      const { feed, title } = await subscriptions.refresh(request.show.id);
      toasts.announce(feedTroubleText(feed, Date.now()) ?? `${title} is up to date`);
      return;
    }
    case 'copy-address':
      return copyAddress(request.show.feed?.url ?? '', services);
    case 'unfollow':
      await unfollow(request, services);
      if (location.pathname === showPath(request.show.id)) navigate('/');
      return;
    case 'import':
      return opmlImport.start(request.file);
    case 'resume-import':
      return opmlImport.resume();
    case 'close-import':
      opmlImport.close();
      return;
  }
}

function sentencesOf(problem: FollowProblem): string {
  const { wayOut, what } = followText(problem);
  return `${what} ${wayOut}`;
}

async function copyAddress(address: string, { toasts }: Services): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    toasts.show('The address of the feed is copied', [], TOLD_MS);
  } catch {
    // A browser that keeps its clipboard to itself still lets people select a text.
    toasts.show(address, [{ label: 'Close', run: () => undefined }], null);
  }
}

async function handleBackupRequest(request: BackupRequest, { backup }: Services): Promise<void> {
  switch (request.action) {
    case 'save':
      return backup.save(Date.now());
    case 'read':
      return backup.read(request.file);
    case 'load':
      return backup.load(request.withDownloads);
    case 'close':
      backup.close();
      return;
  }
}
