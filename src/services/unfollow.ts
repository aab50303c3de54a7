import { UNDO_WINDOW_MS } from '../../core/downloads/download.ts';
import type { Show } from '../../core/api/show.ts';
import type { Services } from '../contexts/services.ts';
import { followText } from '../text/follow-text.ts';
import { downloadsOfShow } from '../views/downloads-of-show.ts';
import { FollowError } from './subscriptions.ts';

interface Unfollowing {
  readonly show: Show;
  readonly removeDownloads: boolean;
}

type Used = Pick<Services, 'downloads' | 'subscriptions' | 'toasts'>;

/**
 * Follows a feed no more, tells so, and offers to take it back. Downloads that go with it have a message of their own.
 * @throws FollowError
 */
export async function unfollow({ removeDownloads, show }: Unfollowing, services: Used): Promise<void> {
  const { downloads, subscriptions, toasts } = services;
  await subscriptions.unfollow(show.id);
  const run = (): void => void followAgain(show, services);
  toasts.show(`Unfollowed ${show.title}`, [{ label: 'Undo', undoes: true, run }], UNDO_WINDOW_MS);
  const ids = removeDownloads ? downloadsOfShow(downloads.views(), show.id).ids : [];
  await Promise.all(ids.map((id) => downloads.cancel(id)));
}

async function followAgain(show: Show, { subscriptions, toasts }: Omit<Used, 'downloads'>): Promise<void> {
  try {
    await subscriptions.followAgain(show);
  } catch (error) {
    const { what, wayOut } = followText(error instanceof FollowError ? error.problem : 'server-error');
    toasts.show(`${what} ${wayOut}`, [], UNDO_WINDOW_MS);
  }
}
