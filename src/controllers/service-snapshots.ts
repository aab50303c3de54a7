import type { ReactiveControllerHost } from 'lit';
import { DEFAULT_PREFERENCES, type DownloadPreferences } from '../../core/downloads/preferences.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import type { ListeningEntry } from '../services/listening.ts';
import type { PlayerSnapshot } from '../services/player.ts';
import type { SettingsSnapshot } from '../services/settings.ts';
import { isShallowEqual, SnapshotController } from './snapshot-controller.ts';

type Host = ReactiveControllerHost & HTMLElement;

const NO_VIEWS: ReadonlyMap<string, DownloadView> = new Map();
const NO_ENTRIES: ReadonlyMap<string, ListeningEntry> = new Map();

/** Every download, by episode id. */
export function downloadViews(host: Host): () => ReadonlyMap<string, DownloadView> {
  const controller = new SnapshotController(host, {
    from: ({ downloads }) => downloads,
    select: ({ downloads }) => downloads.views(),
  });
  return () => controller.value ?? NO_VIEWS;
}

/** What the listener chose for downloads, in whatever tab. */
export function downloadPreferences(host: Host): () => DownloadPreferences {
  const controller = new SnapshotController(host, {
    from: ({ downloads }) => downloads,
    select: ({ downloads }) => downloads.preferences(),
  });
  return () => controller.value ?? DEFAULT_PREFERENCES;
}

/** How far each episode was heard, by episode id. */
export function listeningEntries(host: Host): () => ReadonlyMap<string, ListeningEntry> {
  const controller = new SnapshotController(host, {
    from: ({ listening }) => listening,
    select: ({ listening }) => listening.entries,
  });
  return () => controller.value ?? NO_ENTRIES;
}

export function isOnline(host: Host): () => boolean {
  const controller = new SnapshotController(host, {
    from: ({ connectivity }) => connectivity,
    select: ({ connectivity }) => connectivity.online,
  });
  return () => controller.value ?? true;
}

/** The id of the episode that plays at this moment. */
export function playingId(host: Host): () => string | null {
  const controller = new SnapshotController(host, {
    from: ({ player }) => player,
    select: ({ player }) => (player.snapshot.playing ? (player.snapshot.episode?.id ?? null) : null),
  });
  return () => controller.value ?? null;
}

/** The whole state of the player, several times a second while it plays. */
export function playerSnapshot(host: Host): () => PlayerSnapshot | undefined {
  const controller = new SnapshotController(host, {
    from: ({ player }) => player,
    select: ({ player }) => player.snapshot,
  });
  return () => controller.value;
}

export function settingsSnapshot(host: Host): () => SettingsSnapshot | undefined {
  const controller = new SnapshotController(host, {
    from: ({ settings }) => settings,
    select: ({ settings }) => settings.snapshot,
    isSame: isShallowEqual,
  });
  return () => controller.value;
}
