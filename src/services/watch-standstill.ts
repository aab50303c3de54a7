const LOOK_EVERY_MS = 1_000;

/**
 * Tells, about once a second, that an element which should play stands still. Firefox fires no `waiting` when the data of a file runs
 * out that it reads straight from its URL, and says that it has enough.
 */
export function watchStandstill(media: HTMLMediaElement, onStandstill: () => void): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const start = (): void => {
    clearInterval(timer);
    let lastSeconds = Number.NaN;
    timer = setInterval(() => {
      if (media.currentTime === lastSeconds) onStandstill();
      lastSeconds = media.currentTime;
    }, LOOK_EVERY_MS);
  };
  const stop = (): void => clearInterval(timer);
  media.addEventListener('play', start);
  for (const type of ['pause', 'ended', 'emptied', 'error']) media.addEventListener(type, stop);
}
