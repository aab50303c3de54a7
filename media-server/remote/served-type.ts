/** Playlists are no files: a player would ask whoever they name. */
const ALLOWED = /^(?:audio|video)\/(?!(?:x-)?(?:mpegurl|scpls)$|vnd\.apple\.mpegurl$)[\w.+-]+$/;
/** What servers say that were never told what they hold. */
const UNTOLD: ReadonlySet<string> = new Set([
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'application/ogg',
  'application/mp4',
  'application/force-download',
  'application/x-download',
]);

/**
 * The media type under which a file of a publisher is served: what its server says when that is sound or moving pictures, what its feed
 * says when the server says nothing of use. Null for anything else: no page and no script is passed on.
 */
export function servedTypeOf(contentType: string | null, feedType: string): string | null {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (ALLOWED.test(type)) return type;
  return UNTOLD.has(type) && ALLOWED.test(feedType) ? feedType : null;
}
