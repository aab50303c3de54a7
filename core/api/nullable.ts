import { Type, type TSchema } from 'typebox';

/** A value that may be `null` when the server does not know it. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
