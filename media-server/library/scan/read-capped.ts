import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { readAt } from '../inspect/fingerprint.ts';

/**
 * Reads a small file whole, without following a symbolic link.
 * @throws Error with a message for the list of problems when it has more than `maxBytes` bytes or cannot be read.
 */
export async function readCapped(absolutePath: string, maxBytes: number): Promise<Uint8Array> {
  const file = await open(
    absolutePath,
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
  ).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The file cannot be read (${error.code ?? error.message}).`);
  });
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw new Error(`The file is longer than ${maxBytes} bytes.`);
    return await readAt(file, 0, size);
  } finally {
    await file.close();
  }
}

/** Decodes UTF-8, UTF-16 with a mark, or else Windows-1252, which old subtitle files use. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
