import { readExtra } from '../../engine/store/extras-store.ts';

/** The notes of downloaded episodes as they are stored beside them, as plain text, by episode id; none where there are none. */
export async function readStoredNotes(episodeIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const notes = await Promise.all(episodeIds.map(async (id) => [id, await readNotes(id)] as const));
  return new Map(notes);
}

async function readNotes(episodeId: string): Promise<string> {
  try {
    const response = await readExtra(`/api/episodes/${encodeURIComponent(episodeId)}`);
    const episode: unknown = await response?.json();
    if (typeof episode !== 'object' || episode === null || !('descriptionHtml' in episode)) return '';
    return typeof episode.descriptionHtml === 'string' ? textOf(episode.descriptionHtml) : '';
  } catch {
    return '';
  }
}

/** Nothing of it is shown or run: it is taken apart in a document of its own. */
function textOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html.replaceAll('<', ' <'), 'text/html');
  for (const element of body.querySelectorAll('script, style, template')) element.remove();
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim();
}
