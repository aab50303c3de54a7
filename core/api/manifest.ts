import { Type, type Static } from 'typebox';
import { Nullable } from './nullable.ts';

export const ManifestPart = Type.Object(
  {
    start: Type.Integer({ minimum: 0, description: 'Offset of the first byte, inclusive' }),
    end: Type.Integer({ minimum: 0, description: 'Offset after the last byte, exclusive' }),
    sha256: Nullable(
      Type.String({
        description: 'SHA-256 of the bytes, lower-case hexadecimal; null when only the publisher has them',
      }),
    ),
  },
  { $id: 'ManifestPart' },
);
export type ManifestPart = Static<typeof ManifestPart>;

/** What a download needs to know of a file: one version of it, cut into parts that can be checked one by one. */
export const Manifest = Type.Object(
  {
    bytes: Type.Integer({ minimum: 0 }),
    type: Type.String({ description: 'Media type of the whole file' }),
    etag: Type.String({
      description: 'Strong entity tag with its quotes: the generation that the parts belong to',
    }),
    lastModifiedAt: Nullable(
      Type.Integer({ description: 'Milliseconds since the epoch, in whole seconds; null when no one knows' }),
    ),
    partBytes: Type.Integer({ minimum: 1, description: 'Length of every part but the last' }),
    parts: Type.Array(ManifestPart),
  },
  { $id: 'Manifest' },
);
export type Manifest = Static<typeof Manifest>;
