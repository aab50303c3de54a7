import { canonicalLanguage } from '../language-tag.ts';
import { baseNameOf, extensionOf } from '../media-files.ts';

export interface SidecarName {
  /** Name without extension of the media file that it belongs to. */
  readonly base: string;
  readonly format: 'vtt' | 'srt' | 'json';
  /** From a suffix such as `.en`; null when there is none. */
  readonly language: string | null;
}

const ROLES: ReadonlySet<string> = new Set(['chapters', 'transcript', 'sdh', 'cc', 'forced', 'default']);
const LANGUAGE = /^[a-z]{2,3}(?:[-_][a-z\d]{2,8}){0,3}$/i;

/**
 * Tells which media file of the same folder a sidecar belongs to: `Name.vtt`, `Name.en.srt`, `Name.chapters.json`.
 * @param bases Names without extension of the media files in the folder.
 */
export function sidecarNameOf(name: string, bases: Pick<ReadonlySet<string>, 'has'>): SidecarName | null {
  const format = formatOf(extensionOf(name));
  if (!format) return null;
  let base = baseNameOf(name);
  let language: string | null = null;
  while (!bases.has(base)) {
    const suffix = extensionOf(base).slice(1);
    if (suffix === '') return null;
    if (!ROLES.has(suffix)) {
      if (language !== null || !LANGUAGE.test(suffix)) return null;
      language = canonicalLanguage(base.slice(-suffix.length));
      if (language === null) return null;
    }
    base = baseNameOf(base);
  }
  return { base, format, language };
}

function formatOf(extension: string): SidecarName['format'] | null {
  if (extension === '.vtt') return 'vtt';
  if (extension === '.srt') return 'srt';
  return extension === '.json' ? 'json' : null;
}
