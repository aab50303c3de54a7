declare global {
  interface Window {
    /** Milliseconds from the navigation until the page can be used. */
    interactiveMs: Promise<number>;
  }
}

/**
 * Runs in a page before anything of its own, and must not refer to what is outside of it: the page can be used when an
 * element is there and two more frames were painted.
 */
export function watchInteractive(selector: string): void {
  const isThere = (root: ParentNode): boolean =>
    root.querySelector(selector) !== null ||
    [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && isThere(shadowRoot));
  const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  const untilInteractive = async (): Promise<number> => {
    while (!isThere(document)) await nextFrame();
    await nextFrame();
    await nextFrame();
    return performance.now();
  };
  window.interactiveMs = untilInteractive();
}
