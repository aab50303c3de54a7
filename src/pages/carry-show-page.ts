import { DEFAULT_SHOW_SETTINGS } from '../../core/shows/show-settings.ts';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { EpisodeListController } from '../controllers/episode-list-controller.ts';
import { ResourceController } from '../controllers/resource-controller.ts';
import { SnapshotController } from '../controllers/snapshot-controller.ts';
import { downloadViews, isOnline, listeningEntries, playingId } from '../controllers/service-snapshots.ts';
import { icon } from '../elements/icons.ts';
import { showPath } from '../router/routes.ts';
import { showResource, showsResource } from '../services/resources.ts';
import { keepSessionValue, sessionValue } from '../services/session-value.ts';
import { buttonStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import { formatCount, formatDate } from '../text/format.ts';
import { foundText } from '../text/found-text.ts';
import { catalogueText } from '../text/problems.ts';
import { finishedOf } from '../views/download-lists.ts';
import { bulkChoices } from '../views/bulk-choices.ts';
import {
  filterEpisodes,
  filterOf,
  needsWholeList,
  readFilter,
  type EpisodeFilter,
  type EpisodeOrder,
} from '../views/episode-filter.ts';
import '../elements/carry-artwork.ts';
import '../elements/carry-bulk-download.ts';
import '../elements/carry-episode-list.ts';
import '../elements/carry-list-filter.ts';
import '../elements/carry-mark-all.ts';
import '../elements/carry-notice.ts';
import '../elements/carry-rich-text.ts';
import '../elements/carry-show-settings.ts';
import '../elements/carry-subscription.ts';
import { PageElement } from './page-element.ts';

/** Example row, in the session: `carryon.filter.0199…` → `{"choice":"not-played","order":"newest","text":""}` */
const keptKey = (showId: string): string => `carryon.filter.${showId}`;

/** How near the end of the list the next page is loaded, in CSS pixels. */
const AHEAD = '2000px';

/** A show: what it is, and its episodes. */
@customElement('carry-show-page')
export class CarryShowPage extends PageElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    pageStyles,
    css`
      .head {
        display: grid;
        grid-template-columns: clamp(112px, 26vw, 208px) minmax(0, 1fr);
        gap: 8px clamp(16px, 3vw, 32px);
        align-items: end;
      }
      carry-artwork {
        width: 100%;
        box-shadow: var(--carry-shadow-1);
        --carry-artwork-radius: var(--carry-radius-l);
      }
      .author {
        color: var(--carry-accent);
        font-weight: 600;
      }
      .facts {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .words {
        display: grid;
        gap: 6px;
      }
      carry-rich-text {
        margin-top: var(--carry-space-3);
      }
      .episodes {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 16px;
        min-height: var(--carry-target);
        margin-bottom: var(--carry-space-2);
      }
      carry-mark-all {
        margin-inline-end: -12px;
      }
      .found {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .found:not(:empty) {
        padding-top: 12px;
      }
      .found.none {
        padding: 40px 0 16px;
        font-size: var(--carry-text-l);
        font-weight: 600;
        color: var(--carry-ink);
        text-align: center;
        text-wrap: balance;
        overflow-wrap: anywhere;
      }
      .way {
        display: flex;
        justify-content: center;
        padding-bottom: 40px;
      }
      .more {
        display: flex;
        justify-content: center;
        padding: 16px;
        min-height: 76px;
      }
      @media (max-width: 479px) {
        h1 {
          font-size: 1.375rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) showId = '';
  /** What was chosen in this session; null for nothing. */
  @state() private chosen: EpisodeFilter | null = null;

  readonly #show = new ResourceController(this, () => showResource(this.showId));
  readonly #shows = new ResourceController(this, showsResource);
  readonly #list = new EpisodeListController(this, () => this.showId);
  readonly #views = downloadViews(this);
  readonly #entries = listeningEntries(this);
  readonly #online = isOnline(this);
  readonly #playingId = playingId(this);
  readonly #settings = new SnapshotController(this, {
    from: ({ showSettings }) => showSettings,
    select: ({ showSettings }) => showSettings.all,
  });
  #endOfList: IntersectionObserver | undefined;

  protected get pageTitle(): string {
    return this.#summary()?.title ?? '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endOfList?.disconnect();
    this.#endOfList = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('showId')) this.chosen = readFilter(sessionValue(keptKey(this.showId)));
  }

  override updated(changed?: PropertyValues<this>): void {
    super.updated();
    this.#list.wantAll(needsWholeList(this.#filter));
    if (changed?.has('showId')) this.#endOfList?.disconnect();
    const end = this.renderRoot.querySelector('.more');
    this.#endOfList ??= new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting) && this.#list.snapshot.problem === null) {
          this.#list.loadMore();
        }
      },
      { rootMargin: AHEAD },
    );
    this.#endOfList.disconnect();
    if (end !== null && !this.#list.snapshot.loading) this.#endOfList.observe(end);
  }

  override render() {
    const show = this.#summary();
    const { items } = this.#list.snapshot;
    const finished = finishedOf(this.#views()).filter(
      ({ download }) => download.episode.showId === this.showId,
    );
    if (show === undefined && items.length === 0 && this.#show.problem !== null && finished.length === 0) {
      const { what, wayOut } = catalogueText(this.#show.problem);
      return html`<div class="page narrow">
        <h1 class="visually-hidden">Show</h1>
        <carry-notice
          .icon=${this.#show.problem === 'offline' ? 'offline' : 'warning'}
          .heading=${what}
          .text=${wayOut}
        >
          <button class="button" @click=${() => this.#show.reload()}>Try again</button>
          <a class="button quiet" href="/">Home</a>
        </carry-notice>
      </div>`;
    }
    const episodes =
      items.length > 0 ? items : this.#online() ? [] : finished.map(({ download }) => download.episode);
    const first = episodes[0];
    const whole = this.#show.value;
    const title = show?.title ?? first?.showTitle ?? '';
    return html`
      <div class="page narrow">
        <div class="status">
          ${
            this.#online()
              ? nothing
              : html`<p class="offline">${icon('offline', 18)} Offline: showing what is on this device</p>`
          }
        </div>
        <header class="head">
          <carry-artwork
            .src=${show?.artworkUrl ?? ''}
            .color=${show?.artworkColor ?? 'var(--carry-sunken)'}
            .subject=${showPath(this.showId)}
            .size=${256}
          ></carry-artwork>
          <div class="words">
            <h1>${title === '' ? 'Show' : title}</h1>
            ${show === undefined || show.author === '' ? nothing : html`<p class="author">${show.author}</p>`}
            ${
              show === undefined
                ? nothing
                : html`<p class="facts">
                    ${formatCount(show.episodeCount, 'episode', 'episodes')}${
                      show.latestPublishedAt === null
                        ? nothing
                        : ` · latest ${formatDate(show.latestPublishedAt, Date.now())}`
                    }
                  </p>`
            }
          </div>
        </header>
        ${whole === undefined ? nothing : html`<carry-subscription .show=${whole}></carry-subscription>`}
        ${
          whole === undefined || whole.descriptionHtml === ''
            ? nothing
            : html`<carry-rich-text
                .html=${whole.descriptionHtml}
                .language=${whole.language}
              ></carry-rich-text>`
        }
        ${
          show === undefined
            ? nothing
            : html`<carry-show-settings
                .showId=${this.showId}
                .settings=${this.#settings.value?.get(this.showId) ?? DEFAULT_SHOW_SETTINGS}
              ></carry-show-settings>`
        }
        ${whole === undefined && this.#show.problem === null ? nothing : this.#section(episodes)}
      </div>
    `;
  }

  /** In which order episodes stand until another one is chosen: a story is told from its beginning. */
  get #defaultOrder(): EpisodeOrder {
    return this.#summary()?.order === 'serial' ? 'oldest' : 'newest';
  }

  get #filter(): EpisodeFilter {
    return this.chosen ?? filterOf(this.#defaultOrder);
  }

  #section(episodes: readonly EpisodeSummary[]) {
    const entries = this.#entries();
    const isReachable = this.#online() && episodes.length > 0;
    return html`<section aria-labelledby="episodes">
      <div class="episodes">
        <h2 id="episodes">Episodes</h2>
        ${
          isReachable
            ? html`<carry-mark-all
                .episodes=${episodes.filter(({ id }) => entries.get(id)?.played !== true)}
                ?whole=${!this.#list.snapshot.hasMore}
                .loadAll=${this.#loadAll}
              ></carry-mark-all>`
            : nothing
        }
      </div>
      ${isReachable ? this.#bulk(episodes) : nothing}
      ${
        episodes.length === 0
          ? nothing
          : html`<carry-list-filter
              .filter=${this.#filter}
              .defaultOrder=${this.#defaultOrder}
              @carry-filter-changed=${({ detail }: CustomEvent<EpisodeFilter>) => this.#choose(detail)}
            ></carry-list-filter>`
      }
      ${this.#episodes(episodes)}
    </section>`;
  }

  #choose(filter: EpisodeFilter): void {
    this.chosen = filter;
    keepSessionValue(keptKey(this.showId), filter);
  }

  #bulk(episodes: readonly EpisodeSummary[]) {
    return html`<carry-bulk-download
      .choices=${bulkChoices(episodes, this.#views(), this.#entries())}
      ?whole=${!this.#list.snapshot.hasMore}
      .loadAll=${this.#loadAll}
    ></carry-bulk-download>`;
  }

  readonly #loadAll = (): Promise<boolean> => this.#list.loadAll();

  #episodes(listed: readonly EpisodeSummary[]) {
    const { hasMore, problem } = this.#list.snapshot;
    if (listed.length === 0 && problem !== null) {
      const { what, wayOut } = catalogueText(problem);
      return html`<carry-notice
        .icon=${problem === 'offline' ? 'offline' : 'warning'}
        .heading=${what}
        .text=${wayOut}
      >
        <button class="button" @click=${() => this.#list.loadMore()}>Try again</button>
      </carry-notice>`;
    }
    if (listed.length === 0) return hasMore ? this.#more() : html`<p class="soft">No episodes yet.</p>`;
    const filter = this.#filter;
    const isLooking = needsWholeList(filter) && hasMore && problem === null;
    const isOfDevice = filter.choice === 'in-progress' || filter.choice === 'downloaded';
    // The oldest are not known before the last page is here.
    const episodes = isLooking && filter.order === 'oldest' ? [] : this.#found(listed);
    return html`
      ${this.#status(listed.length, episodes.length)}
      <carry-episode-list
        .showId=${this.showId}
        .episodes=${episodes}
        .views=${this.#views()}
        .entries=${this.#entries()}
        .playingId=${this.#playingId()}
        ?offline=${!this.#online()}
        ?unfinished=${hasMore && !isOfDevice}
      ></carry-episode-list>
      ${hasMore && !isLooking && !isOfDevice ? this.#more() : nothing}
    `;
  }

  #found(listed: readonly EpisodeSummary[]): readonly EpisodeSummary[] {
    return filterEpisodes(
      { showId: this.showId, listed, views: this.#views(), entries: this.#entries() },
      this.#filter,
    );
  }

  #status(known: number, found: number) {
    const { hasMore, problem } = this.#list.snapshot;
    const filter = this.#filter;
    const text = foundText({
      filter,
      found,
      known,
      total: this.#summary()?.episodeCount ?? null,
      isWhole: !hasMore,
      hasFailed: problem !== null,
    });
    const isNone = found === 0 && !(needsWholeList(filter) && hasMore);
    return html`<p class="found ${isNone ? 'none' : ''}" role="status">${text}</p>
      ${
        isNone
          ? html`<div class="way">
              <button class="button" @click=${() => this.#choose(filterOf(this.#defaultOrder))}>
                Show all
              </button>
            </div>`
          : nothing
      }`;
  }

  #more() {
    const { loading, problem } = this.#list.snapshot;
    return html`<div class="more">
      <button class="button" ?disabled=${loading} @click=${() => this.#list.loadMore()}>
        ${loading ? 'Loading more episodes' : problem === null ? 'More episodes' : 'Try again to load more'}
      </button>
    </div>`;
  }

  #summary() {
    return this.#show.value ?? this.#shows.value?.items.find(({ id }) => id === this.showId);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-show-page': CarryShowPage;
  }
}
