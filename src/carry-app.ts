import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { servicesContext, type Services } from './contexts/services.ts';
import { downloadViews, playerSnapshot } from './controllers/service-snapshots.ts';
import { SnapshotController } from './controllers/snapshot-controller.ts';
import { loadPage } from './pages/load-page.ts';
import type { PageElement } from './pages/page-element.ts';
import type { Navigation } from './router/router.ts';
import { MovingArtworks } from './router/moving-artwork.ts';
import { pathOf, type Route } from './router/routes.ts';
import { restoreScroll } from './router/restore-scroll.ts';
import { buttonStyles, resetStyles } from './styles/shared.ts';
import { placesInLine, underWayOf } from './views/download-lists.ts';
import './elements/carry-nav.ts';
import './elements/carry-notice.ts';
import './elements/carry-player.ts';
import './elements/carry-toasts.ts';

/** The frame around every page: the way around, the player, and the messages. */
@customElement('carry-app')
export class CarryApp extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      main {
        display: block;
        min-height: 100dvh;
        padding-inline-start: var(--carry-rail-width);
        padding-top: env(safe-area-inset-top, 0px);
        padding-bottom: calc(var(--carry-nav-height) + var(--carry-player-height) + var(--carry-safe-bottom));
      }
    `,
  ];

  @consume({ context: servicesContext }) private services: Services | undefined;

  /** The full player covers the page, which must not scroll under it. */
  @property({ type: Boolean, reflect: true }) locked = false;
  @state() private route: Route | null = null;
  @state() private pageMissing = false;
  @query('main') private readonly main!: HTMLElement;

  readonly #views = downloadViews(this);
  readonly #player = playerSnapshot(this);
  readonly #toasts = new SnapshotController(this, {
    from: ({ toasts }) => toasts,
    select: ({ toasts }) => ({ items: toasts.items, spoken: toasts.spoken }),
  });
  readonly #artworks = new MovingArtworks();
  #navigationCount = 0;

  /** Shows the page of a route, puts the focus on its heading, and scrolls to where it was left. */
  async show({ kind, route, scrollTop }: Navigation): Promise<void> {
    this.#navigationCount += 1;
    const navigation = this.#navigationCount;
    let pageMissing = false;
    try {
      await loadPage(route);
    } catch {
      pageMissing = true;
    }
    if (navigation !== this.#navigationCount) return;
    const update = async (): Promise<void> => {
      this.locked = false;
      this.pageMissing = pageMissing;
      this.route = route;
      this.services?.showVisits.open(route.name === 'show' ? route.showId : null);
      await this.updateComplete;
      await this.#page()?.updateComplete;
      restoreScroll(kind === 'link' ? 0 : scrollTop, this.main);
    };
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (kind === 'first' || calm || typeof document.startViewTransition !== 'function') {
      await update();
    } else {
      await this.#transition(route, update);
    }
    if (kind === 'first' || navigation !== this.#navigationCount) return;
    this.#focusPage();
  }

  /** Moves the artwork that both pages show, and fades the rest. */
  async #transition(route: Route, update: () => Promise<void>): Promise<void> {
    const page = this.#page();
    const subjects = [this.route, route].flatMap((one) => (one === null ? [] : (pathOf(one) ?? [])));
    const moving = page === null ? null : this.#artworks.leave(page, subjects);
    const transition = document.startViewTransition(async () => {
      await update();
      const arrived = this.#page();
      if (moving === null || arrived === null) return;
      // The elements of the page render after it.
      await new Promise((resolve) => setTimeout(resolve));
      const artwork = this.#artworks.arrive(arrived, moving);
      if (artwork !== null) void transition.finished.then(() => this.#artworks.rest(artwork));
    });
    // A page that is hidden, or left again at once, changes without it.
    transition.ready.catch(() => undefined);
    await transition.updateCallbackDone;
  }

  /** Opens the player over the whole window. */
  async openFullPlayer(): Promise<void> {
    await import('./elements/carry-full-player.ts');
    this.locked = true;
  }

  closeFullPlayer(): void {
    this.locked = false;
  }

  async showShortcuts(): Promise<void> {
    await import('./elements/carry-shortcuts.ts');
    const list = this.renderRoot.querySelector('carry-shortcuts');
    await list?.updateComplete;
    list?.show();
  }

  override updated(): void {
    document.documentElement.toggleAttribute('data-player', (this.#player()?.episode ?? null) !== null);
  }

  override render() {
    const views = this.#views();
    const player = this.#player();
    const episodeId = player?.episode?.id;
    const view = episodeId === undefined ? undefined : views.get(episodeId);
    return html`
      <carry-nav
        .path=${this.#navPath()}
        .activeDownloads=${underWayOf(views).length}
        @carry-skip-requested=${() => this.#focusPage()}
      ></carry-nav>
      <main id="main" tabindex="-1" @click=${(event: Event) => this.#artworks.press(event)}>
        ${this.#pageTemplate()}
      </main>
      <carry-player
        .snapshot=${player}
        .view=${view}
        .place=${placesInLine(views).get(episodeId ?? '') ?? null}
        ?expanded=${this.locked}
      >
        ${this.services?.player.media}
      </carry-player>
      <carry-shortcuts></carry-shortcuts>
      <carry-toasts
        .items=${this.#toasts.value?.items ?? []}
        .spoken=${this.#toasts.value?.spoken ?? ''}
      ></carry-toasts>
    `;
  }

  #pageTemplate() {
    const { route } = this;
    if (route === null) return nothing;
    if (this.pageMissing) {
      return html`<carry-notice
        .icon=${'offline'}
        .heading=${'This page could not be loaded'}
        .text=${'There is no connection to your server. Load it again when the network is back.'}
      >
        <button class="button" @click=${() => location.reload()}>Load again</button>
      </carry-notice>`;
    }
    switch (route.name) {
      case 'home':
        return html`<carry-home-page exportparts="moving-artwork"></carry-home-page>`;
      case 'show':
        return keyed(
          route.showId,
          html`<carry-show-page exportparts="moving-artwork" .showId=${route.showId}></carry-show-page>`,
        );
      case 'episode':
        return keyed(
          route.episodeId,
          html`<carry-episode-page
            exportparts="moving-artwork"
            .episodeId=${route.episodeId}
            .autoplay=${route.play}
          ></carry-episode-page>`,
        );
      case 'search':
        return keyed(
          route,
          html`<carry-search-page exportparts="moving-artwork" .text=${route.text}></carry-search-page>`,
        );
      case 'downloads':
        return html`<carry-downloads-page exportparts="moving-artwork"></carry-downloads-page>`;
      case 'settings':
        return html`<carry-settings-page></carry-settings-page>`;
      case 'not-found':
        return html`<carry-not-found-page></carry-not-found-page>`;
    }
  }

  #page(): PageElement | null {
    const page = this.main.firstElementChild;
    return page !== null && 'focusHeading' in page ? (page as PageElement) : null;
  }

  #navPath(): string {
    const name = this.route?.name;
    if (name === 'home') return '/';
    return name === 'search' || name === 'downloads' || name === 'settings' ? `/${name}` : '';
  }

  #focusPage(): void {
    if (this.#page()?.focusHeading() !== true) this.main.focus({ preventScroll: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-app': CarryApp;
  }
}
