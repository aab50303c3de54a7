import type { FileVersion } from '../file-version.ts';
import { baseNameOf, isMediaName, splitPath } from '../media-files.ts';
import { sidecarNameOf, type SidecarName } from '../sidecars/sidecar-name.ts';

export interface Sidecar extends SidecarName {
  readonly path: string;
  readonly version: FileVersion;
}

/** The sidecars of every media file, by the path of the media file, in order of name. */
export function findSidecars(files: ReadonlyMap<string, FileVersion>): Map<string, Sidecar[]> {
  const mediaByBase = new Map<string, Map<string, string[]>>();
  for (const path of files.keys()) {
    const { folder, name } = splitPath(path);
    if (!isMediaName(name)) continue;
    const bases = mediaByBase.get(folder) ?? new Map<string, string[]>();
    mediaByBase.set(folder, bases);
    const base = baseNameOf(name);
    bases.set(base, [...(bases.get(base) ?? []), path]);
  }
  const sidecars = new Map<string, Sidecar[]>();
  for (const path of [...files.keys()].toSorted()) {
    const { folder, name } = splitPath(path);
    const bases = mediaByBase.get(folder);
    const version = files.get(path);
    if (!bases || !version || isMediaName(name)) continue;
    const sidecar = sidecarNameOf(name, bases);
    for (const media of bases.get(sidecar?.base ?? '') ?? []) {
      if (sidecar) sidecars.set(media, [...(sidecars.get(media) ?? []), { ...sidecar, path, version }]);
    }
  }
  return sidecars;
}

/** Changes when a sidecar comes, goes or changes. */
export const sidecarStateOf = (sidecars: readonly Pick<Sidecar, 'path' | 'version'>[]): string =>
  sidecars.map(({ path, version }) => [path, ...Object.values(version)].join(':')).join('|');
