/** How near the top or bottom of the window something that is dragged scrolls the page. */
const EDGE_PX = 96;
const FASTEST_PX_A_FRAME = 14;

/** How far the page scrolls in one frame while a pointer is at `y`: the nearer the edge, the faster; negative is up. */
export function scrollSpeedAt(y: number, windowHeightPx: number): number {
  const depthPx = y < EDGE_PX ? y - EDGE_PX : Math.max(0, y - (windowHeightPx - EDGE_PX));
  const share = Math.min(1, Math.abs(depthPx) / EDGE_PX);
  return Math.sign(depthPx) * Math.round(share * FASTEST_PX_A_FRAME);
}

/** Scrolls the page for as long as the pointer of a drag is near an edge of the window. */
export function scrollAtEdges(pointerY: () => number, onScroll: () => void, signal: AbortSignal): void {
  const step = (): void => {
    if (signal.aborted) return;
    const before = scrollY;
    // Not gliding, whatever the page prefers: the next frame goes on from here.
    scrollBy({ top: scrollSpeedAt(pointerY(), innerHeight), behavior: 'instant' });
    if (scrollY !== before) onScroll();
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
