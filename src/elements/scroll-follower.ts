const FARTHEST_GLIDE_VIEWS = 2;
const LONGEST_GLIDE_MS = 1_200;
/** Boxes that are drawn for the first time take their true height: a jump is corrected for so many frames. */
const SETTLING_FRAMES = 4;
/** How near the edge of its box a line may be and still be in sight. */
const EDGE_PX = 96;

interface ScrollFollowerOptions {
  /** Somebody scrolled by themselves. */
  readonly onLeft: () => void;
}

/** Brings an element to the middle of the box that scrolls it, and tells when somebody scrolls that box away. */
export class ScrollFollower {
  readonly #options: ScrollFollowerOptions;
  #followed: Element | null = null;
  #listening: AbortController | null = null;
  #glidesUntilMs = 0;
  #frame = 0;

  constructor(options: ScrollFollowerOptions) {
    this.#options = options;
  }

  /** Keeps it in the middle from now on, until `stop` or until somebody scrolls. */
  follow(element: Element): void {
    this.#followed = element;
    this.#listen(element);
    this.#bringToMiddle(element, { glides: true });
  }

  /** Lets go of what it followed. */
  stop(): void {
    this.#followed = null;
    this.#listening?.abort();
    this.#listening = null;
  }

  /** Brings it to the middle once, where it is not in sight. */
  show(element: Element): void {
    if (!isInSight(element, EDGE_PX)) this.#bringToMiddle(element, { glides: false });
  }

  #bringToMiddle(element: Element, { glides }: { glides: boolean }): void {
    cancelAnimationFrame(this.#frame);
    const scroller = scrollerOf(element);
    const view = viewOf(scroller);
    const top = distanceToMiddle(element, view);
    if (Math.abs(top) < 1) return;
    this.#glidesUntilMs = performance.now() + LONGEST_GLIDE_MS;
    const isNear = Math.abs(top) < view.height * FARTHEST_GLIDE_VIEWS;
    if (glides && isNear && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      scroller.scrollBy({ top, behavior: 'smooth' });
      return;
    }
    scroller.scrollBy({ top, behavior: 'instant' });
    this.#settle(element, SETTLING_FRAMES);
  }

  #settle(element: Element, frames: number): void {
    if (frames === 0) return;
    this.#frame = requestAnimationFrame(() => {
      if (!element.isConnected) return;
      const scroller = scrollerOf(element);
      scroller.scrollBy({ top: distanceToMiddle(element, viewOf(scroller)), behavior: 'instant' });
      this.#settle(element, frames - 1);
    });
  }

  #listen(element: Element): void {
    if (this.#listening !== null) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const scroller = scrollerOf(element);
    const target = scroller === document.scrollingElement ? window : scroller;
    const listen = (type: string, listener: () => void): void =>
      target.addEventListener(type, listener, { passive: true, signal });
    listen('wheel', () => this.#leave());
    listen('touchmove', () => this.#leave());
    listen('scrollend', () => (this.#glidesUntilMs = 0));
    // By keys, or by the bar at the side.
    listen('scroll', () => {
      if (performance.now() < this.#glidesUntilMs) return;
      if (this.#followed !== null && !isInSight(this.#followed, 0)) this.#leave();
    });
  }

  #leave(): void {
    this.stop();
    this.#options.onLeft();
  }
}

interface View {
  readonly top: number;
  readonly height: number;
}

function distanceToMiddle(element: Element, view: View): number {
  const { height, top } = element.getBoundingClientRect();
  return top + height / 2 - (view.top + view.height / 2);
}

function isInSight(element: Element, edgePx: number): boolean {
  const view = viewOf(scrollerOf(element));
  const { bottom, top } = element.getBoundingClientRect();
  return top >= view.top + edgePx && bottom <= view.top + view.height - edgePx;
}

/** The part of the window that a box shows its content in, without what its `scroll-padding` says is covered. */
function viewOf(scroller: Element): View {
  const { scrollPaddingBottom, scrollPaddingTop } = getComputedStyle(scroller);
  const covered = { top: pixels(scrollPaddingTop), bottom: pixels(scrollPaddingBottom) };
  const isPage = scroller === document.scrollingElement;
  const top = isPage ? 0 : scroller.getBoundingClientRect().top;
  const height = isPage ? innerHeight : scroller.clientHeight;
  return { top: top + covered.top, height: height - covered.top - covered.bottom };
}

/** Of a computed length; 0 for `auto`. */
const pixels = (length: string): number => Number.parseFloat(length) || 0;

/** The nearest box around an element that scrolls, also outside the shadow tree that it is in. */
function scrollerOf(element: Element): Element {
  for (let box = parentOf(element); box !== null; box = parentOf(box)) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return document.scrollingElement ?? document.documentElement;
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot !== null) return element.assignedSlot;
  const parent = element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : element.parentElement;
}
