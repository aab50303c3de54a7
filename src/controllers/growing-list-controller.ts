import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** As many rows as fill a window, and are looked ahead for. */
const FIRST = 24;
/** As many rows as fill some windows. */
const STEP = 60;
const AHEAD = '1200px';

/** How much of a long list is rendered: more whenever the element that marks its present end comes near the window. */
export class GrowingListController implements ReactiveController {
  readonly #host: Host;
  readonly #endSelector: string;
  readonly #observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      this.count += STEP;
      this.#host.requestUpdate();
    },
    { rootMargin: AHEAD },
  );
  count = FIRST;

  constructor(host: Host, endSelector: string) {
    this.#host = host;
    this.#endSelector = endSelector;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#observer.disconnect();
    const end = this.#host.shadowRoot?.querySelector(this.#endSelector);
    if (end) this.#observer.observe(end);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
