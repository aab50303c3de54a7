import type { ParsedEnclosure, ParsedItem } from '../parse/parsed-feed.ts';

export interface Playable {
  readonly enclosure: ParsedEnclosure;
  /** A media type that a browser may play. */
  readonly type: string;
  readonly kind: 'audio' | 'video';
}

const OTHER_TYPES: ReadonlyMap<string, string> = new Map([
  ['application/ogg', 'audio/ogg'],
  ['application/mp4', 'video/mp4'],
  ['application/x-matroska', 'video/x-matroska'],
  // What is stated when nobody thought of it.
  ['application/octet-stream', 'audio/mpeg'],
  ['binary/octet-stream', 'audio/mpeg'],
  ['', 'audio/mpeg'],
]);

/** The first enclosure that is sound or moving pictures; null when the item has none, and so is no episode. */
export function playableEnclosure({ enclosures }: Pick<ParsedItem, 'enclosures'>): Playable | null {
  for (const enclosure of enclosures) {
    const type = /^(?:audio|video)\/[\w.+-]+$/.test(enclosure.type)
      ? enclosure.type
      : OTHER_TYPES.get(enclosure.type);
    // Playlists of streams are no files.
    if (type === undefined || type.includes('mpegurl')) continue;
    return { enclosure, type, kind: type.startsWith('video/') ? 'video' : 'audio' };
  }
  return null;
}
