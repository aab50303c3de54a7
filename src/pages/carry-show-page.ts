import type { EpisodeSummary } from '../../core/api/episode.ts';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { EpisodeListController } from '../controllers/episode-list-controller.ts';
import { ResourceController } from '../controllers/resource-controller.ts';
import { downloadViews, isOnline, listeningEntries, playingId } from '../controllers/service-snapshots.ts';
import { icon } from '../elements/icons.ts';
import { showPath } from '../router/routes.ts';
import { showResource, showsResource } from '../services/resources.ts';
import { buttonStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import { formatCount, formatDate } from '../text/format.ts';
import { catalogueText } from '../text/problems.ts';
import { finishedOf, isHere, placesInLine } from '../views/download-lists.ts';
import { bulkChoices } from '../views/bulk-choices.ts';
import '../elements/carry-artwork.ts';
import '../elements/carry-bulk-download.ts';
import '../elements/carry-episode-row.ts';
import '../elements/carry-notice.ts';
import '../elements/carry-rich-text.ts';
import { PageElement } from './page-element.ts';

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

  readonly #show = new ResourceController(this, () => showResource(this.showId));
  readonly #shows = new ResourceController(this, showsResource);
  readonly #list = new EpisodeListController(this, () => this.showId);
  readonly #views = downloadViews(this);
  readonly #entries = listeningEntries(this);
  readonly #online = isOnline(this);
  readonly #playingId = playingId(this);
  #endOfList: IntersectionObserver | undefined;

  protected get pageTitle(): string {
    return this.#summary()?.title ?? '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endOfList?.disconnect();
    this.#endOfList = undefined;
  }

  override updated(changed?: PropertyValues<this>): void {
    super.updated();
    if (changed?.has('showId')) this.#endOfList?.disconnect();
    const end = this.renderRoot.querySelector('.more');
    this.#endOfList ??= new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting) && this.#list.snapshot.problem === null) {
          this.#list.loadMore();
        }
      },
      { rootMargin: '600px' },
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
        ${
          whole === undefined || whole.descriptionHtml === ''
            ? nothing
            : html`<carry-rich-text
                .html=${whole.descriptionHtml}
                .language=${whole.language}
              ></carry-rich-text>`
        }
        ${
          whole === undefined && this.#show.problem === null
            ? nothing
            : html`<section aria-labelledby="episodes">
                <h2 id="episodes">Episodes</h2>
                ${this.#online() && episodes.length > 0 ? this.#bulk(episodes) : nothing}
                ${this.#episodes(episodes)}
              </section>`
        }
      </div>
    `;
  }

  #bulk(episodes: readonly EpisodeSummary[]) {
    return html`<carry-bulk-download
      .choices=${bulkChoices(episodes, this.#views(), this.#entries())}
      ?whole=${!this.#list.snapshot.hasMore}
      .loadAll=${this.#loadAll}
    ></carry-bulk-download>`;
  }

  readonly #loadAll = (): Promise<boolean> => this.#list.loadAll();

  #episodes(episodes: readonly EpisodeSummary[]) {
    const views = this.#views();
    const places = placesInLine(views);
    const { hasMore, loading, problem } = this.#list.snapshot;
    if (episodes.length === 0 && problem !== null) {
      const { what, wayOut } = catalogueText(problem);
      return html`<carry-notice
        .icon=${problem === 'offline' ? 'offline' : 'warning'}
        .heading=${what}
        .text=${wayOut}
      >
        <button class="button" @click=${() => this.#list.loadMore()}>Try again</button>
      </carry-notice>`;
    }
    return html`
      <ul>
        ${repeat(
          episodes,
          ({ id }) => id,
          (episode) => html`
            <li>
              <carry-episode-row
                .episode=${episode}
                .view=${views.get(episode.id)}
                .place=${places.get(episode.id) ?? null}
                .entry=${this.#entries().get(episode.id)}
                ?playing=${this.#playingId() === episode.id}
                ?dimmed=${!this.#online() && !isHere(views.get(episode.id))}
              ></carry-episode-row>
            </li>
          `,
        )}
      </ul>
      ${!hasMore && episodes.length === 0 && problem === null ? html`<p class="soft">No episodes yet.</p>` : nothing}
      ${
        hasMore
          ? html`<div class="more">
              <button class="button" ?disabled=${loading} @click=${() => this.#list.loadMore()}>
                ${loading ? 'Loading more episodes' : problem === null ? 'More episodes' : 'Try again to load more'}
              </button>
            </div>`
          : nothing
      }
    `;
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
