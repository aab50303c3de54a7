import { Type, type Static, type TSchema } from 'typebox';

/** Refers to a schema that `addSchemas` gave to the server; it keeps the type of that schema. */
export const schemaRef = <T extends TSchema & { $id?: string }>(schema: T) =>
  Type.Unsafe<Static<T>>({ $ref: `${schema.$id ?? ''}#` });
