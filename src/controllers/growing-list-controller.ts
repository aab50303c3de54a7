import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** No row is lower than this, in CSS pixels. */
const LOWEST_ROW = 64;
const AHEAD = '1200px';

/** As many rows as fill the window: each step is short. */
const rowsOfWindow = (): number => Math.ceil(innerHeight / LOWEST_ROW);

/** How much of a long list is rendered: more whenever the element that marks its present end comes near the window. */
export class GrowingListController implements ReactiveController {
  readonly #host: Host;
  readonly #endSelector: string;
  readonly #observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      this.count += rowsOfWindow();
      this.#host.requestUpdate();
    },
    { rootMargin: AHEAD },
  );
  count = rowsOfWindow();

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
