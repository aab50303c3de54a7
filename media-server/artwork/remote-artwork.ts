import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import sharp from 'sharp';
import type { Database } from '../database/schema.ts';
import { OutboundError } from '../outbound/outbound-error.ts';
import type { OutboundFetch } from '../outbound/outbound-types.ts';
import { dominantColor, MAX_INPUT_PIXELS, sourcePath, writeAtomically } from './artwork-store.ts';

const MAX_BYTES = 20 * 1024 * 1024;
const TOTAL_MS = 20_000;
/** What is drawn by instructions is no photograph, and its library a larger surface: it is not given to it. */
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif', 'avif', 'heif', 'tiff']);
/** Between two attempts for a picture that could not be had. */
const RETRY_MS = 10 * 60_000;
const MAX_REMEMBERED = 10_000;

/** The id of a picture elsewhere: of its address. */
export const remoteArtworkIdOf = (url: string): string =>
  createHash('sha256').update(`address ${url}`).digest('hex').slice(0, 32);

/** Pictures of feeds and directories: fetched when they are first asked for, and served by us alone. */
export class RemoteArtworks {
  readonly #db: Kysely<Database>;
  readonly #outbound: OutboundFetch;
  readonly #dataFolder: string;
  readonly #underWay = new Map<string, Promise<boolean>>();
  readonly #notBeforeMs = new Map<string, number>();

  constructor(db: Kysely<Database>, outbound: OutboundFetch, dataFolder: string) {
    this.#db = db;
    this.#outbound = outbound;
    this.#dataFolder = dataFolder;
  }

  /** The path under which the picture at an address is served. */
  async pathOf(url: string): Promise<string> {
    const id = remoteArtworkIdOf(url);
    await this.#db
      .insertInto('artworks')
      .values({ id, color: null, url })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    return `/artwork/${id}`;
  }

  /** Fetches a picture into the store, once for all who ask. @returns Whether it is there then. */
  fetch(id: string): Promise<boolean> {
    let underWay = this.#underWay.get(id);
    if (underWay === undefined) {
      underWay = this.#fetchOnce(id).finally(() => this.#underWay.delete(id));
      this.#underWay.set(id, underWay);
    }
    return underWay;
  }

  async #fetchOnce(id: string): Promise<boolean> {
    if ((this.#notBeforeMs.get(id) ?? 0) > Date.now()) return false;
    const row = await this.#db.selectFrom('artworks').select('url').where('id', '=', id).executeTakeFirst();
    if (!row || row.url === null) return false;
    const bytes = await this.#ask(row.url);
    const color = bytes === null ? null : await colorOf(bytes);
    if (bytes === null || color === null) {
      if (this.#notBeforeMs.size >= MAX_REMEMBERED) this.#notBeforeMs.clear();
      this.#notBeforeMs.set(id, Date.now() + RETRY_MS);
      return false;
    }
    await writeAtomically(sourcePath(this.#dataFolder, id), bytes);
    await this.#db.updateTable('artworks').set({ color }).where('id', '=', id).execute();
    return true;
  }

  async #ask(url: string): Promise<Buffer | null> {
    try {
      const response = await this.#outbound.fetch({
        url,
        maxBytes: MAX_BYTES,
        totalMs: TOTAL_MS,
        decodes: true,
        headers: { Accept: 'image/avif, image/webp, image/*;q=0.8' },
      });
      if (response.status === 200) return await response.bytes();
      response.body.destroy();
      return null;
    } catch (error) {
      if (error instanceof OutboundError) return null;
      throw error;
    }
  }
}

/** How files of these formats begin, in hexadecimal: JPEG, PNG, GIF, WebP, AVIF and HEIF, TIFF. */
const SIGNATURES =
  /^(?:ffd8ff|89504e470d0a1a0a|474946383[79]61|52494646.{8}57454250|.{8}66747970|49492a00|4d4d002a)/;
const SIGNATURE_BYTES = 16;

async function colorOf(bytes: Buffer): Promise<string | null> {
  if (!SIGNATURES.test(bytes.toString('hex', 0, SIGNATURE_BYTES))) return null;
  try {
    const { format } = await sharp(bytes, { limitInputPixels: MAX_INPUT_PIXELS }).metadata();
    return FORMATS.has(format) ? await dominantColor(bytes) : null;
  } catch {
    return null;
  }
}
