import { Type, type Static } from 'typebox';

/** @see RFC 9457 */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'A URI that names the kind of problem: `/problems/{code}`' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    instance: Type.Optional(Type.String()),
    code: Type.String({ description: 'The last segment of `type`' }),
  },
  { $id: 'Problem' },
);
export type Problem = Static<typeof Problem>;
