/** Loads a media element with an episode, and plays it for a moment. */
export async function playFor({
  episodeId,
  ms,
}: {
  readonly episodeId: string;
  readonly ms: number;
}): Promise<void> {
  const element = document.createElement('video');
  // Firefox gives up on sound where there is no device for it.
  element.muted = true;
  element.src = `/media/${episodeId}`;
  document.documentElement.append(element);
  await element.play();
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Moves the playing element to places of it, given as fractions of the whole, one after the other. */
export async function scrub({ places }: { readonly places: readonly number[] }): Promise<void> {
  const element = document.querySelector('video');
  if (element === null) throw new Error('nothing plays');
  for (const place of places) {
    const settled = new Promise((resolve) => {
      for (const type of ['seeked', 'error']) element.addEventListener(type, resolve, { once: true });
    });
    element.currentTime = place * element.duration;
    await settled;
    if (element.error !== null) throw new Error(element.error.message);
  }
}
