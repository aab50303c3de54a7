/** Bytes that do not compress, the same ones for the same seed. `lengthBytes` is a multiple of 4. */
export function noise(seed: number, lengthBytes: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(lengthBytes / 4);
  let state = seed + 1;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return new Uint8Array(words.buffer);
}
