import { constants, openAsBlob } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { parseBlob, parseFile, selectCover, type IAudioMetadata, type IOptions } from 'music-metadata';
import type { Chapters } from '../../../core/api/episode.ts';
import type { LibraryProblem } from '../../../core/api/library.ts';
import { versionOf, type FileVersion } from '../file-version.ts';
import { extensionOf } from '../media-files.ts';
import { fingerprintOf, readAt } from './fingerprint.ts';
import { declaredBytes } from './declared-length.ts';
import { readEmbeddedChapters } from './embedded-chapters.ts';
import { readMatroskaChapters } from './matroska-chapters.ts';
import { readMediaTags, type MediaTags } from './media-tags.ts';
import { readMp4Chapters } from './mp4-chapters.ts';
import { PARSER_TYPES, sniffContainer, type Container } from './sniff-container.ts';

export interface InspectedMedia {
  readonly version: FileVersion;
  readonly fingerprint: string;
  /** True media type, from the content. */
  readonly type: string;
  readonly kind: 'audio' | 'video';
  readonly durationSeconds: number | null;
  readonly tags: MediaTags;
  readonly chapters: Chapters | null;
  /** Bytes of the embedded cover; hostile. */
  readonly picture: Uint8Array | null;
}

export type InspectOutcome =
  | { readonly status: 'media'; readonly media: InspectedMedia }
  | { readonly status: 'problem'; readonly code: LibraryProblem['code']; readonly detail: string }
  | { readonly status: 'gone' };

const HEAD_BYTES = 4096;
const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
/** Files without a duration in their header are read to the end to learn it, up to this size. */
const MAX_WHOLE_PARSE_BYTES = 512 * 1024 * 1024;

const EXTENSIONS: Readonly<Record<Container, readonly string[]>> = {
  'mpeg-audio': ['.mp3'],
  adts: ['.aac'],
  mp4: ['.m4a', '.m4b', '.mp4', '.m4v'],
  ogg: ['.ogg', '.opus'],
  flac: ['.flac'],
  wav: ['.wav'],
  webm: ['.webm'],
  matroska: ['.mkv'],
};

const AUDIO_BOOKS: ReadonlySet<string> = new Set(['.m4a', '.m4b']);
const MOVING_PICTURES = /avc|hev|hvc|vp0?[89]|av01/i;

/** Reads what the catalogue needs of a media file. Everything in it is hostile: this runs in a thread that can be stopped. */
export async function inspectFile(absolutePath: string): Promise<InspectOutcome> {
  const file = await open(absolutePath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    const version = versionOf(stats);
    if (!stats.isFile()) return problem('unreadable', 'It is not a regular file.');
    if (version.bytes === 0) return problem('empty', 'The file has no bytes.');
    const head = await readAt(file, 0, HEAD_BYTES);
    let sniffed = sniffContainer(head);
    if (sniffed.kind === 'id3') {
      const { tagEnd } = sniffed;
      sniffed = sniffContainer(await readAt(file, tagEnd, tagEnd + HEAD_BYTES));
      // Some encoders pad between the tag and the first frame; the parser finds that frame, or fails.
      if (sniffed.kind === 'unknown') sniffed = { kind: 'playable', container: 'mpeg-audio' };
    }
    if (sniffed.kind === 'foreign') {
      return problem('type-mismatch', `The content is ${sniffed.name}, which browsers do not play.`);
    }
    if (sniffed.kind !== 'playable')
      return problem('not-media', 'The content is no media that Carryon knows.');

    const declared = await declaredBytes(file, sniffed.container, version.bytes);
    if (declared !== null && declared > version.bytes) {
      return problem('cut-off', `The file has ${version.bytes} bytes of the ${declared} that it speaks of.`);
    }
    const metadata = await parse(absolutePath, sniffed.container, version.bytes);
    if (metadata === null || !isPlayable(metadata)) {
      return problem('not-media', 'The content is damaged or cut off: it has no track that can be read.');
    }
    return {
      status: 'media',
      media: {
        version,
        fingerprint: await fingerprintOf(file, version.bytes),
        ...trueType(sniffed.container, isVideo(absolutePath, metadata)),
        durationSeconds: durationOf(metadata),
        tags: readMediaTags(metadata),
        chapters: await readChapters(file, sniffed.container, metadata, version.bytes),
        picture: pictureOf(metadata),
      },
    };
  } finally {
    await file.close();
  }
}

async function parse(path: string, container: Container, bytes: number): Promise<IAudioMetadata | null> {
  const honest = EXTENSIONS[container].includes(extensionOf(path));
  const read = async (options: IOptions) =>
    honest
      ? parseFile(path, options)
      : parseBlob(await openAsBlob(path, { type: PARSER_TYPES[container] }), options);
  try {
    const metadata = await read({ mkvUseIndex: true });
    if (durationOf(metadata) !== null || bytes > MAX_WHOLE_PARSE_BYTES) return metadata;
    return await read({ duration: true });
  } catch {
    return null;
  }
}

async function readChapters(
  file: FileHandle,
  container: Container,
  metadata: IAudioMetadata,
  bytes: number,
): Promise<Chapters | null> {
  if (container === 'mp4') return readMp4Chapters(file, bytes);
  if (container === 'webm' || container === 'matroska') return readMatroskaChapters(file, bytes);
  return readEmbeddedChapters(metadata);
}

/** The parser says of an empty container that it has audio: only a codec or a track is proof, and samples in a WAV. */
const isPlayable = ({ format }: IAudioMetadata): boolean =>
  (format.codec !== undefined || format.trackInfo.length > 0) &&
  (format.container !== 'WAVE' || format.duration !== undefined);

const durationOf = ({ format }: IAudioMetadata): number | null =>
  format.duration !== undefined && Number.isFinite(format.duration) && format.duration > 0
    ? format.duration
    : null;

/** The pictures of an audio book or an enhanced podcast come as a video track; what calls itself audio is audio then. */
function isVideo(path: string, { format }: IAudioMetadata): boolean {
  if (format.hasVideo !== true) return false;
  if (!AUDIO_BOOKS.has(extensionOf(path))) return true;
  return format.trackInfo.some(({ codecName = '' }) => MOVING_PICTURES.test(codecName));
}

function trueType(container: Container, hasVideo: boolean): Pick<InspectedMedia, 'type' | 'kind'> {
  const kind = hasVideo ? 'video' : 'audio';
  switch (container) {
    case 'mpeg-audio':
      return { type: 'audio/mpeg', kind: 'audio' };
    case 'adts':
      return { type: 'audio/aac', kind: 'audio' };
    case 'flac':
      return { type: 'audio/flac', kind: 'audio' };
    case 'wav':
      return { type: 'audio/wav', kind: 'audio' };
    case 'mp4':
      return { type: `${kind}/mp4`, kind };
    case 'ogg':
      return { type: `${kind}/ogg`, kind };
    case 'webm':
      return { type: `${kind}/webm`, kind };
    case 'matroska':
      return { type: `${kind}/x-matroska`, kind };
  }
}

function pictureOf({ common }: IAudioMetadata): Uint8Array | null {
  const data = selectCover(common.picture)?.data;
  return data === undefined || data.length === 0 || data.length > MAX_PICTURE_BYTES
    ? null
    : new Uint8Array(data);
}

const problem = (code: LibraryProblem['code'], detail: string): InspectOutcome => ({
  status: 'problem',
  code,
  detail,
});
