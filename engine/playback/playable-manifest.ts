import type { Manifest } from '../../core/api/manifest.ts';
import { listen } from '../journal/channel.ts';
import { readDownload } from '../journal/journal.ts';
import { readManifest } from '../store/parts-store.ts';

/** The same episode is asked for again and again while it plays: read once, and again when its download has changed. */
let known: { readonly episodeId: string; readonly manifest: Promise<Manifest | null> } | null = null;

/** The manifest of the generation that plays from the store; null when nothing of the episode is to be had from there. */
export function playableManifest(episodeId: string): Promise<Manifest | null> {
  if (known?.episodeId !== episodeId) {
    const read = { episodeId, manifest: readPlayableManifest(episodeId) };
    // What could not be read is read again the next time.
    read.manifest.catch(() => {
      if (known === read) known = null;
    });
    known = read;
  }
  return known.manifest;
}

listen((message) => {
  if (message.type === 'journal-changed' && message.entry.episodeId === known?.episodeId) known = null;
});

async function readPlayableManifest(episodeId: string): Promise<Manifest | null> {
  const download = await readDownload(episodeId);
  const generation = download?.playable ?? download?.generation ?? null;
  if (generation === null || download?.status === 'cancelled') return null;
  return readManifest({ episodeId, etag: generation.etag });
}
