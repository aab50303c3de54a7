import { randomBytes } from 'node:crypto';
import type { HubSubscriptionTable } from '../../database/schema.ts';
import { OutboundError } from '../../outbound/outbound-error.ts';
import type { OutboundFetch } from '../../outbound/outbound-types.ts';
import type { Feed } from '../feed-repository.ts';
import type { HubRepository } from './hub-repository.ts';

const LEASE_SECONDS = 10 * 24 * 3_600;
/** Before the promise ends, so that one attempt to renew it may fail. */
const RENEW_MS = 2 * 24 * 3_600_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const TOTAL_MS = 20_000;

export interface HubContext {
  readonly outbound: OutboundFetch;
  readonly hubs: HubRepository;
  /** The origin under which hubs reach this server, without a slash at the end; null when they cannot. */
  readonly publicUrl: string | null;
}

/** Whether a hub has promised to tell of changes of a feed. */
export async function isPushed({ hubs }: HubContext, showId: string, nowMs: number): Promise<boolean> {
  const row = await hubs.find(showId);
  return (row?.lease_until_ms ?? 0) > nowMs;
}

/**
 * Asks the hub of a feed to tell of its changes, when there is one and its last promise ends soon. It answers by asking back.
 * @see https://www.w3.org/TR/websub/#subscriber-sends-subscription-request
 */
export async function askHub(
  { outbound, hubs, publicUrl }: HubContext,
  { showId, facts, url }: Pick<Feed, 'showId' | 'facts' | 'url'>,
  nowMs: number,
  signal: AbortSignal,
): Promise<void> {
  const [hub] = facts.hubs;
  if (publicUrl === null || hub === undefined) return;
  const topic = facts.selfUrl ?? url;
  const known = await hubs.find(showId);
  const isSame = known?.hub === hub && known.topic === topic;
  if (isSame && (known.lease_until_ms ?? 0) - nowMs > RENEW_MS) return;
  const row = isSame ? known : newSubscription(showId, hub, topic);
  await hubs.save(row);
  const form = {
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.callback': `${publicUrl}/websub/${row.token}`,
    'hub.lease_seconds': String(LEASE_SECONDS),
    'hub.secret': row.secret,
  };
  try {
    const response = await outbound.fetch({
      url: hub,
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      maxBytes: MAX_ANSWER_BYTES,
      totalMs: TOTAL_MS,
      signal,
    });
    response.body.destroy();
  } catch (error) {
    // The feed is asked for by and by in any case.
    if (!(error instanceof OutboundError)) throw error;
  }
}

const newSubscription = (showId: string, hub: string, topic: string): HubSubscriptionTable => ({
  show_id: showId,
  token: randomBytes(24).toString('base64url'),
  secret: randomBytes(32).toString('base64url'),
  hub,
  topic,
  lease_until_ms: null,
});
