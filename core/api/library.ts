import { Type, type Static } from 'typebox';

/** A file of the library that could not be taken into the catalogue, and why. */
export const LibraryProblem = Type.Object(
  {
    path: Type.String({ description: 'Relative to the library folder' }),
    code: Type.Union([
      Type.Literal('unreadable'),
      Type.Literal('not-media'),
      Type.Literal('type-mismatch'),
      Type.Literal('empty'),
      Type.Literal('cut-off'),
      Type.Literal('symlink-outside'),
      Type.Literal('bad-sidecar'),
      Type.Literal('bad-artwork'),
    ]),
    detail: Type.String(),
  },
  { $id: 'LibraryProblem' },
);
export type LibraryProblem = Static<typeof LibraryProblem>;

export const LibraryStatus = Type.Object(
  {
    scanning: Type.Boolean(),
    files: Type.Integer(),
    episodes: Type.Integer(),
    shows: Type.Integer(),
    hashed: Type.Integer({ description: 'Episodes whose manifest is ready' }),
    problems: Type.Array(LibraryProblem),
  },
  { $id: 'LibraryStatus' },
);
export type LibraryStatus = Static<typeof LibraryStatus>;
