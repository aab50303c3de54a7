import type { Credentials } from '../outbound/outbound-types.ts';

/** Where the file of an episode is by its feed. */
export interface RemoteEpisode {
  readonly enclosureUrl: string;
  readonly type: string;
  readonly feedUrl: string;
  /** For the origin of the feed; a file of the same origin needs them too. */
  readonly credentials: Credentials | null;
}

export const credentialsFor = (url: string, { feedUrl, credentials }: RemoteEpisode): Credentials | null =>
  new URL(url).origin === new URL(feedUrl).origin ? credentials : null;
