import { Type, type Static } from 'typebox';
import { Nullable } from './nullable.ts';

/** Somebody who is heard or named. @see https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/person.md */
export const Person = Type.Object(
  {
    name: Type.String(),
    role: Type.String({ description: 'Lower case; `host` when none is named' }),
    url: Nullable(Type.String()),
  },
  { $id: 'Person' },
);
export type Person = Static<typeof Person>;
