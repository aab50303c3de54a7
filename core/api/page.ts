import { Type, type TSchema } from 'typebox';
import { EpisodeSummary } from './episode.ts';
import { ShowSummary } from './show.ts';
import { Nullable } from './nullable.ts';

const Page = <T extends TSchema>(item: T, id: string) =>
  Type.Object(
    {
      items: Type.Array(item),
      nextCursor: Nullable(
        Type.String({ description: 'Pass as `?cursor=` for the next page; null on the last' }),
      ),
    },
    { $id: id },
  );

export const EpisodePage = Page(EpisodeSummary, 'EpisodePage');
export type EpisodePage = { items: EpisodeSummary[]; nextCursor: string | null };

export const ShowList = Type.Object({ items: Type.Array(ShowSummary) }, { $id: 'ShowList' });
export type ShowList = { items: ShowSummary[] };
