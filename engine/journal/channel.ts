import type { CarrierName, Download } from '../../core/downloads/download.ts';
import type { DownloadPreferences } from '../../core/downloads/preferences.ts';
import type { Stall } from '../../core/downloads/stall.ts';

/** A record of the journal after a change; null when it was discarded. Higher revisions are newer. */
export interface JournalEntry {
  readonly episodeId: string;
  readonly revision: number;
  readonly download: Download | null;
}

export interface PartAddress {
  readonly episodeId: string;
  readonly etag: string;
  readonly index: number;
}

/** What a running carrier reports, a few times a second. */
export interface CarrierProgress {
  readonly episodeId: string;
  readonly run: number;
  readonly carrier: CarrierName;
  /** Bytes that are stored or have arrived. */
  readonly bytesHere: number;
  readonly bytesPerSecond: number | null;
  /** Null while bytes arrive, and until it is known why they do not. */
  readonly stall: Stall | null;
}

/** All that pages and the worker tell each other. Nobody answers: the journal and the store are the truth. */
export type ChannelMessage =
  | { readonly type: 'journal-changed'; readonly entry: JournalEntry }
  | { readonly type: 'part-stored'; readonly part: PartAddress }
  | { readonly type: 'preferences-changed'; readonly preferences: DownloadPreferences }
  /** Playback needs this part now, and what follows it next. */
  | { readonly type: 'part-wanted'; readonly part: PartAddress }
  | { readonly type: 'carrier-progressed'; readonly progress: CarrierProgress };

const CHANNEL = 'carryon-downloads';
const listeners = new Set<(message: ChannelMessage) => void>();
let channel: BroadcastChannel | null = null;

function openChannel(): BroadcastChannel {
  if (channel === null) {
    channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => deliver(data));
  }
  return channel;
}

const deliver = (message: ChannelMessage): void => listeners.forEach((listener) => listener(message));

/** Tells the other contexts, and the listeners in this one. */
export function announce(message: ChannelMessage): void {
  openChannel().postMessage(message);
  deliver(message);
}

export const announcePartStored = (part: PartAddress): void => announce({ type: 'part-stored', part });

/** Hears what this context and the others announce; returns the function that ends it. */
export function listen(listener: (message: ChannelMessage) => void): () => void {
  openChannel();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
