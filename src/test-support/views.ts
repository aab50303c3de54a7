import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { Download } from '../../core/downloads/download.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';

export const makeEpisode = (fields: Partial<EpisodeSummary> = {}): EpisodeSummary => ({
  id: 'e1',
  showId: 's1',
  showTitle: 'Night Trains',
  title: 'Sleeper',
  publishedAt: 1_700_000_000_000,
  durationSeconds: 1500,
  kind: 'audio',
  season: null,
  episode: null,
  episodeType: 'full',
  media: { url: '/media/e1', type: 'audio/mpeg', bytes: 96_000_000, etag: '"a"' },
  artworkUrl: '',
  artworkColor: '#123456',
  ...fields,
});

/** A record of the journal; the caller gives the fields that its status has. */
export const makeDownload = (fields: Partial<Download>): Download =>
  ({
    episode: makeEpisode(),
    order: 0,
    requestedAt: 0,
    run: 1,
    attempt: 0,
    allowMetered: false,
    whole: false,
    pinned: false,
    playable: null,
    extras: [],
    generation: null,
    status: 'queued',
    ...fields,
  }) as Download;

export function makeView(
  download: Download,
  bytesHere = 0,
  fields: Partial<DownloadView> = {},
): DownloadView {
  const generation = download.generation;
  const partCount = generation === null ? 0 : Math.ceil(generation.bytes / generation.partBytes);
  const whole = generation === null ? 0 : Math.floor(bytesHere / generation.partBytes);
  return {
    download,
    bytesHere,
    bytesTotal: generation?.bytes ?? null,
    storedParts: new Set(Array.from({ length: whole }, (_, index) => index)),
    partCount,
    carrier: null,
    bytesPerSecond: null,
    stall: null,
    deferred: false,
    ...fields,
  };
}
