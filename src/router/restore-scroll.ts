/** For how long content may still grow until the old place is within reach. */
const GIVE_UP_AFTER_MS = 1_500;

/** Scrolls to where a page was left, again while `content` grows, until it is reached or somebody scrolls. */
export function restoreScroll(scrollTop: number, content: Element): void {
  scrollTo({ top: scrollTop, behavior: 'instant' });
  if (scrollTop === 0 || Math.abs(scrollY - scrollTop) < 2) return;
  const observer = new ResizeObserver(() => {
    scrollTo({ top: scrollTop, behavior: 'instant' });
    if (Math.abs(scrollY - scrollTop) < 2) stop();
  });
  const stop = (): void => {
    observer.disconnect();
    removeEventListener('wheel', stop);
    removeEventListener('touchstart', stop);
    removeEventListener('keydown', stop);
  };
  observer.observe(content);
  addEventListener('wheel', stop, { passive: true });
  addEventListener('touchstart', stop, { passive: true });
  addEventListener('keydown', stop);
  setTimeout(stop, GIVE_UP_AFTER_MS);
}
