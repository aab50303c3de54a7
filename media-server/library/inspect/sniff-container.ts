export type Container = 'mpeg-audio' | 'adts' | 'mp4' | 'ogg' | 'flac' | 'wav' | 'webm' | 'matroska';

/** `foreign` is media that browsers do not play; `name` is for people. */
export type Sniffed =
  | { readonly kind: 'playable'; readonly container: Container }
  | { readonly kind: 'foreign'; readonly name: string }
  | { readonly kind: 'id3'; readonly tagEnd: number }
  | { readonly kind: 'unknown' };

/** Media type by which music-metadata chooses its parser. */
export const PARSER_TYPES: Readonly<Record<Container, string>> = {
  'mpeg-audio': 'audio/mpeg',
  adts: 'audio/aac',
  mp4: 'audio/mp4',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  wav: 'audio/wav',
  webm: 'video/webm',
  matroska: 'video/matroska',
};

const playable = (container: Container): Sniffed => ({ kind: 'playable', container });
const foreign = (name: string): Sniffed => ({ kind: 'foreign', name });

/**
 * Recognizes a media container by its first bytes, whatever the file is called.
 * `id3` means that a tag stands first: look again at the bytes from `tagEnd` on.
 */
export function sniffContainer(head: Uint8Array): Sniffed {
  const ascii = (start: number, end: number): string => String.fromCharCode(...head.subarray(start, end));
  const first4 = ascii(0, 4);
  if (first4 === 'RIFF' || first4 === 'RF64') {
    const form = ascii(8, 12);
    if (form === 'WAVE') return playable('wav');
    return form === 'AVI ' ? foreign('AVI') : { kind: 'unknown' };
  }
  if (first4 === 'OggS') return playable('ogg');
  if (first4 === 'fLaC') return playable('flac');
  if (ascii(4, 8) === 'ftyp') return ascii(8, 10) === 'he' ? { kind: 'unknown' } : playable('mp4');
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) {
    return playable(ascii(0, 64).includes('webm') ? 'webm' : 'matroska');
  }
  if (first4 === 'FORM' && /^AIF[FC]$/.test(ascii(8, 12))) return foreign('AIFF');
  if (first4 === 'MThd') return foreign('MIDI');
  if (first4 === 'wvpk') return foreign('WavPack');
  if (ascii(0, 3) === 'FLV') return foreign('Flash video');
  if (head[0] === 0x30 && head[1] === 0x26 && head[2] === 0xb2 && head[3] === 0x75)
    return foreign('Windows Media');
  if (ascii(0, 3) === 'ID3' && head.length >= 10) return { kind: 'id3', tagEnd: id3End(head) };
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0) return playable('adts');
  if (isMpegAudioHeader(head)) return playable('mpeg-audio');
  return { kind: 'unknown' };
}

/** @see https://id3.org/id3v2.4.0-structure §3.1 */
function id3End(head: Uint8Array): number {
  const size = [6, 7, 8, 9].reduce((sum, index) => sum * 128 + ((head[index] ?? 0) & 0x7f), 0);
  const footer = (head[5] ?? 0) & 0x10 ? 10 : 0;
  return 10 + size + footer;
}

/** Sync word, and none of the values that are reserved. @see ISO/IEC 11172-3 §2.4.1.3 */
function isMpegAudioHeader([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  const bitrate = third >> 4;
  const sampleRate = (third >> 2) & 3;
  return (
    first === 0xff && second >= 0xe0 && version !== 1 && layer !== 0 && bitrate !== 15 && sampleRate !== 3
  );
}
