import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How far a swipe goes before it counts, in pixels. */
const THRESHOLD_PX = 56;
/** A finger that rests is never quite still. */
const SLOP_PX = 8;

interface SwipeOptions {
  readonly direction: 'up' | 'down';
  /** How much of the way the element goes with the finger, from 0 to 1, and how far at most, in pixels. */
  readonly follow: { readonly share: number; readonly atMostPx: number };
  /** False where the gesture belongs to something else. */
  readonly mayBegin?: (event: PointerEvent) => boolean;
  readonly onSwiped: () => void;
}

/**
 * A swipe of a finger or pen over an element, which shows it in `--swipe`, a length, and has the attribute
 * `data-swiping` meanwhile. Its `touch-action` must leave the direction to it. A tap stays a tap.
 */
export class SwipeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: SwipeOptions;
  #swipe: AbortController | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, options: SwipeOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#swipe?.abort();
  }

  /** To be called for each `pointerdown`; `mover` goes with the finger. */
  begin(event: PointerEvent, mover: HTMLElement): void {
    this.#swipe?.abort();
    if (event.pointerType === 'mouse' || !event.isPrimary) return;
    if (this.#options.mayBegin?.(event) === false) return;
    const swipe = new AbortController();
    const { signal } = swipe;
    const { direction, follow, onSwiped } = this.#options;
    const sign = direction === 'up' ? -1 : 1;
    let goesPx = 0;
    let swiping = false;

    const onMove = (move: PointerEvent): void => {
      if (move.pointerId !== event.pointerId) return;
      const acrossPx = Math.abs(move.clientX - event.clientX);
      goesPx = (move.clientY - event.clientY) * sign;
      if (!swiping && Math.max(acrossPx, Math.abs(goesPx)) > SLOP_PX) {
        if (goesPx <= acrossPx) {
          swipe.abort();
          return;
        }
        swiping = true;
        mover.toggleAttribute('data-swiping', true);
      }
      if (!swiping || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      const shownPx = Math.min(follow.atMostPx, Math.max(0, goesPx) * follow.share) * sign;
      mover.style.setProperty('--swipe', `${shownPx}px`);
    };
    const onUp = (up: PointerEvent): void => {
      if (up.pointerId !== event.pointerId) return;
      const isFarEnough = swiping && goesPx >= THRESHOLD_PX;
      if (swiping) this.#swallowClick();
      if (isFarEnough) onSwiped();
      swipe.abort();
    };
    signal.addEventListener('abort', () => {
      mover.removeAttribute('data-swiping');
      mover.style.removeProperty('--swipe');
    });
    addEventListener('pointermove', onMove, { signal });
    addEventListener('pointerup', onUp, { signal });
    addEventListener('pointercancel', () => swipe.abort(), { signal });
    this.#swipe = swipe;
  }

  /** A pen presses what it lifts off from; that ends the swipe and means nothing else. */
  #swallowClick(): void {
    const swallow = (click: Event): void => {
      click.preventDefault();
      click.stopPropagation();
    };
    this.#host.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => this.#host.removeEventListener('click', swallow, { capture: true }));
  }
}
