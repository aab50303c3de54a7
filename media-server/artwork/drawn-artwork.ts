import { createHash } from 'node:crypto';

/** Artwork for a show that has none: a gradient and initials, all of it in the id. */
export interface DrawnArtwork {
  /** Degrees, 0 to 359. */
  readonly hue: number;
  /** One or two letters; may be empty. */
  readonly initials: string;
}

const ID = /^drawn-(\d{1,3})-([\w-]{0,24})$/;
const SATURATION = 0.45;
const LIGHTNESS = 0.42;

export function drawnArtworkOf(showId: string, title: string): DrawnArtwork {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  // Some letters have a capital form of several: the first of them does.
  const initials = words
    .slice(0, 2)
    .map((word) => Array.from(word.slice(0, 2).toLocaleUpperCase('en'))[0] ?? '');
  return {
    hue: createHash('sha256').update(showId).digest().readUInt16BE(0) % 360,
    initials: initials.join(''),
  };
}

export const drawnArtworkId = ({ hue, initials }: DrawnArtwork): string =>
  `drawn-${hue}-${Buffer.from(initials).toString('base64url')}`;

export function parseDrawnArtworkId(id: string): DrawnArtwork | null {
  const match = ID.exec(id);
  if (!match || Number(match[1]) > 359) return null;
  const initials = Buffer.from(match[2] ?? '', 'base64url').toString('utf8');
  return /^[\p{L}\p{N}]{0,2}$/u.test(initials) ? { hue: Number(match[1]), initials } : null;
}

/** `#rrggbb` */
export function drawnColor({ hue }: Pick<DrawnArtwork, 'hue'>): string {
  const channel = (offset: number): string => {
    const position = (offset + hue / 30) % 12;
    const value =
      LIGHTNESS -
      SATURATION * Math.min(LIGHTNESS, 1 - LIGHTNESS) * Math.max(-1, Math.min(position - 3, 9 - position, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

export function drawnSvg(artwork: DrawnArtwork, size: number): string {
  const from = drawnColor(artwork);
  const to = drawnColor({ hue: (artwork.hue + 48) % 360 });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">
  <defs>
    <linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>
  </defs>
  <rect width="100" height="100" fill="url(#g)"/>
  <circle cx="82" cy="20" r="34" fill="#fff" fill-opacity=".08"/>
  <circle cx="14" cy="92" r="44" fill="#000" fill-opacity=".08"/>
  <text x="50" y="52" fill="#fff" fill-opacity=".92" font-family="sans-serif" font-weight="700" font-size="40"
    text-anchor="middle" dominant-baseline="central">${artwork.initials}</text>
</svg>`;
}
