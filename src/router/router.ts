import { routeOf, type Route } from './routes.ts';

/** `first`: the page was just opened; `link`: a new entry; `history`: back or forward to one seen before. */
export type NavigationKind = 'first' | 'link' | 'history';

export interface Navigation {
  readonly kind: NavigationKind;
  readonly route: Route;
  /** Where this entry was scrolled to when it was left, in pixels. */
  readonly scrollTop: number;
}

interface EntryState {
  readonly key: string;
}

const SCROLL_KEY = 'carryon.scroll';

const keyOf = (state: unknown): string | null =>
  typeof state === 'object' && state !== null && 'key' in state ? (state as EntryState).key : null;

/** Turns addresses into routes: links inside the app, the back button, and requests from elsewhere. */
export class Router {
  readonly #onNavigate: (navigation: Navigation) => void;
  readonly #scrollTops = readScrollTops();
  #key = '';

  constructor(onNavigate: (navigation: Navigation) => void) {
    this.#onNavigate = onNavigate;
  }

  start(): void {
    history.scrollRestoration = 'manual';
    this.#key = keyOf(history.state) ?? crypto.randomUUID();
    history.replaceState({ key: this.#key }, '');
    addEventListener('popstate', (event) => {
      this.#rememberScroll();
      this.#key = keyOf(event.state) ?? crypto.randomUUID();
      this.#announce('history');
    });
    addEventListener('pagehide', () => {
      this.#rememberScroll();
      try {
        sessionStorage.setItem(SCROLL_KEY, JSON.stringify([...this.#scrollTops].slice(-100)));
      } catch {
        // Without storage a reload begins at the top.
      }
    });
    document.addEventListener('click', (event) => this.#followLink(event));
    this.#announce('first');
  }

  /** Goes to a path of this app. */
  navigate(path: string): void {
    if (path === location.pathname + location.search) return;
    this.#rememberScroll();
    this.#key = crypto.randomUUID();
    history.pushState({ key: this.#key }, '', path);
    this.#announce('link');
  }

  #announce(kind: NavigationKind): void {
    const route = routeOf(new URL(location.href));
    this.#onNavigate({ kind, route, scrollTop: this.#scrollTops.get(this.#key) ?? 0 });
  }

  #rememberScroll(): void {
    this.#scrollTops.set(this.#key, scrollY);
  }

  #followLink(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || link.origin !== location.origin || link.hasAttribute('download')) return;
    if (link.target !== '' && link.target !== '_self') return;
    if (link.hash !== '' && link.pathname === location.pathname) return;
    event.preventDefault();
    this.navigate(link.pathname + link.search);
  }
}

function readScrollTops(): Map<string, number> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(SCROLL_KEY) ?? '[]') as [string, number][]);
  } catch {
    return new Map();
  }
}
