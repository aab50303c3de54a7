import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Types that shrink. Media and pictures are compressed already. */
const COMPRESSIBLE = /^(?:text\/|application\/(?:[\w.+-]+\+)?json|application\/javascript|image\/svg\+xml)/;

/** Compresses text and JSON. Routes opt out with `compress: false`. Call before the routes are added. */
export async function compressText(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'zstd', 'gzip'],
    customTypes: COMPRESSIBLE,
    threshold: 1024,
    globalDecompression: false,
  });
}
