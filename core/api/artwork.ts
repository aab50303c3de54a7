export const ARTWORK_SIZES = [96, 192, 256, 512, 1024] as const;
export type ArtworkSize = (typeof ARTWORK_SIZES)[number];

/** The address of an artwork, square, `size` pixels wide. */
export const artworkSrc = (artworkUrl: string, size: ArtworkSize): string => `${artworkUrl}?size=${size}`;
