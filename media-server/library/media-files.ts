const MEDIA_EXTENSIONS: ReadonlySet<string> = new Set(
  'mp3 m4a m4b aac ogg opus flac wav mp4 m4v webm mkv'.split(' ').map((extension) => `.${extension}`),
);
const SHOW_ARTWORK = /^(?:cover|folder|poster|show)\.(?:jpe?g|png|webp)$/i;

/** The extension in lower case with its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}

export const isMediaName = (name: string): boolean => MEDIA_EXTENSIONS.has(extensionOf(name));

export const isShowArtworkName = (name: string): boolean => SHOW_ARTWORK.test(name);

export const baseNameOf = (name: string): string => name.slice(0, name.length - extensionOf(name).length);

/** Splits a library path; `folder` is empty at the top. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) };
}

/** The folder at the top of the library that makes a show; empty for a loose file. */
export function showFolderOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
