import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { menuItems, moveInMenu, placePopover } from '../elements/popover-menu.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** A menu in a popover of the host, beside the button that opens it. */
export class MenuController implements ReactiveController {
  readonly #host: Host;
  #scrolling: AbortController | undefined;
  /** Whether its items are to be rendered. */
  isOpen = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#scrolling?.abort();
  }

  /** For `beforetoggle`: the items are rendered before they are shown. */
  readonly prepare = (event: ToggleEvent): void => {
    this.isOpen = event.newState === 'open';
    this.#host.requestUpdate();
  };

  /** For `toggle`: puts it beside its button, and the focus on its first item. */
  readonly toggle = (event: ToggleEvent): void => {
    this.#scrolling?.abort();
    const { button, menu } = this.#parts;
    if (event.newState !== 'open' || button === null || menu === null) return;
    placePopover(menu, button);
    menuItems(menu)
      .find((item) => !item.matches(':disabled'))
      ?.focus({ preventScroll: true });
    // It stands still on the screen, so it goes when what it belongs to moves away.
    this.#scrolling = new AbortController();
    const { signal } = this.#scrolling;
    addEventListener('scroll', () => menu.hidePopover(), { signal, capture: true });
  };

  /** For `keydown`. */
  readonly move = (event: KeyboardEvent): void => {
    const { menu } = this.#parts;
    if (menu !== null) moveInMenu(event, menu);
  };

  close(): void {
    const { button, menu } = this.#parts;
    menu?.hidePopover();
    button?.focus({ preventScroll: true });
  }

  get #parts() {
    const root = this.#host.shadowRoot;
    return {
      button: root?.querySelector<HTMLElement>('[popovertarget]') ?? null,
      menu: root?.querySelector<HTMLElement>('[popover]') ?? null,
    };
  }
}
