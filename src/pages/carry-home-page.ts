import type { EpisodeSummary } from '../../core/api/episode.ts';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ResourceController } from '../controllers/resource-controller.ts';
import { downloadViews, isOnline, listeningEntries, playingId } from '../controllers/service-snapshots.ts';
import { SnapshotController } from '../controllers/snapshot-controller.ts';
import { icon } from '../elements/icons.ts';
import { unfinished } from '../services/listening.ts';
import { newestEpisodesResource, showsResource } from '../services/resources.ts';
import { buttonStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import { catalogueText } from '../text/problems.ts';
import { finishedOf, isHere, placesInLine } from '../views/download-lists.ts';
import { newEpisodesOf } from '../views/new-episodes.ts';
import '../elements/carry-episode-card.ts';
import '../elements/carry-episode-row.ts';
import '../elements/carry-notice.ts';
import '../elements/carry-show-card.ts';
import { PageElement } from './page-element.ts';

const NEWEST_SHOWN = 6;
const SHELF_SHOWN = 12;
const EXAMPLE_LIBRARY = `Podcasts/
  Night Trains/
    cover.jpg
    01 Departure.mp3
    02 Sleeper.mp3`;

/** Where a listener begins: what was begun, what is new, what is here, and every show. */
@customElement('carry-home-page')
export class CarryHomePage extends PageElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    pageStyles,
    css`
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        min-height: 2.5rem;
      }
      h1 {
        flex: none;
      }
      section:first-of-type {
        margin-top: var(--carry-space-4);
      }
      .shelf {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: clamp(136px, 38vw, 176px);
        gap: 16px;
        overflow-x: auto;
        overscroll-behavior-x: contain;
        scroll-snap-type: x proximity;
        scroll-padding-inline: var(--carry-gutter);
        margin: 0 calc(var(--carry-gutter) * -1);
        padding: 4px var(--carry-gutter) 12px;
        scrollbar-width: none;
      }
      .shelf > li {
        scroll-snap-align: start;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(42%, 168px), 1fr));
        gap: 24px 16px;
      }
      .more {
        margin-top: 12px;
      }
      .to-come {
        --row: 139px;
        height: calc(var(--row) * 6);
        border-radius: var(--carry-radius-m);
      }
      .to-come.slow {
        background: repeating-linear-gradient(
          to bottom,
          transparent 0 14px,
          var(--carry-sunken) 14px calc(var(--row) - 14px),
          transparent calc(var(--row) - 14px) var(--row)
        );
      }
      @media (min-width: 720px) {
        .to-come {
          --row: 89px;
        }
      }
      .skeleton {
        aspect-ratio: 1;
        border-radius: var(--carry-radius-m);
        background: var(--carry-sunken);
      }
      .example {
        width: 100%;
        max-width: 360px;
        margin-top: 24px;
        text-align: start;
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      pre {
        margin: 4px 0 16px;
        color: var(--carry-ink);
        padding: 12px 16px;
        border-radius: var(--carry-radius-s);
        background: var(--carry-sunken);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected readonly pageTitle = 'Home';
  readonly #shows = new ResourceController(this, showsResource);
  readonly #newest = new ResourceController(this, newestEpisodesResource, ({ items }, { catalogue }) =>
    catalogue.remember(items),
  );
  readonly #views = downloadViews(this);
  readonly #entries = listeningEntries(this);
  readonly #online = isOnline(this);
  readonly #playingId = playingId(this);
  readonly #visits = new SnapshotController(this, {
    from: ({ showVisits }) => showVisits,
    select: ({ showVisits }) => showVisits.visits,
  });

  override render() {
    const shows = this.#shows.value?.items;
    const newest = this.#newest.value?.items ?? [];
    const finished = finishedOf(this.#views());
    const begun = unfinished(this.#entries().values()).slice(0, SHELF_SHOWN);
    const isEmpty = shows?.length === 0 && finished.length === 0 && begun.length === 0;
    return html`
      <div class="page">
        <div class="head">
          <h1>Home</h1>
          ${
            this.#online()
              ? nothing
              : html`<p class="offline">${icon('offline', 18)} Offline: showing what is on this device</p>`
          }
        </div>
        ${isEmpty ? this.#emptyLibrary() : nothing}
        ${
          begun.length === 0
            ? nothing
            : this.#shelf(
                'continue',
                'Continue listening',
                begun.map(({ episode }) => episode),
              )
        }
        ${this.#newest.value === undefined && this.#newest.problem === null ? this.#newestToCome() : nothing}
        ${newest.length === 0 ? nothing : this.#newestSection(newest.slice(0, NEWEST_SHOWN))}
        ${
          finished.length === 0
            ? nothing
            : this.#shelf(
                'here',
                'On this device',
                finished.slice(0, SHELF_SHOWN).map(({ download }) => download.episode),
              )
        }
        ${this.#showsSection()}
      </div>
    `;
  }

  #shelf(id: string, heading: string, episodes: readonly EpisodeSummary[]) {
    const views = this.#views();
    return html`
      <section aria-labelledby=${id}>
        <h2 id=${id}>${heading}</h2>
        <ul class="shelf">
          ${repeat(
            episodes,
            (episode) => episode.id,
            (episode) => html`
              <li>
                <carry-episode-card
                  exportparts="moving-artwork"
                  .episode=${episode}
                  .entry=${this.#entries().get(episode.id)}
                  ?playing=${this.#playingId() === episode.id}
                  ?dimmed=${!this.#online() && !isHere(views.get(episode.id))}
                ></carry-episode-card>
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  /** Holds the place of the new episodes, so that nothing moves when they arrive. */
  #newestToCome() {
    return html`
      <section aria-label="New episodes" aria-busy="true">
        <h2>New episodes</h2>
        <div class="to-come ${this.#newest.slow ? 'slow' : ''}"></div>
      </section>
    `;
  }

  #newestSection(episodes: readonly EpisodeSummary[]) {
    const views = this.#views();
    const places = placesInLine(views);
    return html`
      <section aria-labelledby="new">
        <h2 id="new">New episodes</h2>
        <ul>
          ${repeat(
            episodes,
            (episode) => episode.id,
            (episode) => html`
              <li>
                <carry-episode-row
                  exportparts="moving-artwork"
                  with-artwork
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
      </section>
    `;
  }

  #showsSection() {
    const { problem, slow, value } = this.#shows;
    if (value === undefined && problem !== null) {
      const { what, wayOut } = catalogueText(problem);
      return html`
        <carry-notice .icon=${problem === 'offline' ? 'offline' : 'warning'} .heading=${what} .text=${wayOut}>
          <button class="button" @click=${() => this.#reload()}>Try again</button>
          <a class="button quiet" href="/downloads">Downloads</a>
        </carry-notice>
      `;
    }
    if (value === undefined) {
      if (!slow) return nothing;
      return html`<section aria-label="Shows" aria-busy="true">
        <div class="grid">${Array.from({ length: 6 }, () => html`<div class="skeleton"></div>`)}</div>
      </section>`;
    }
    if (value.items.length === 0) return nothing;
    const online = this.#online();
    const showsHere = new Set(finishedOf(this.#views()).map(({ download }) => download.episode.showId));
    return html`
      <section aria-labelledby="shows">
        <h2 id="shows">Shows</h2>
        <ul class="grid">
          ${repeat(
            value.items,
            ({ id }) => id,
            (show) =>
              html`<li>
                <carry-show-card
                  exportparts="moving-artwork"
                  .show=${show}
                  .newEpisodes=${newEpisodesOf(this.#visits.value?.get(show.id), show)}
                  ?dimmed=${!online && !showsHere.has(show.id)}
                ></carry-show-card>
              </li>`,
          )}
        </ul>
      </section>
    `;
  }

  #emptyLibrary() {
    return html`
      <carry-notice
        .icon=${'folder'}
        .heading=${'Your library is empty'}
        .text=${'Follow a podcast from the internet, or put a folder for each show, with its audio or video files, into the library folder of your server.'}
      >
        <a class="button primary" href="/search">Follow a podcast</a>
        <button class="button" @click=${() => this.#reload()}>Look again</button>
        <div class="example">
          <p>A library looks like this. New files are found by themselves, mostly within seconds.</p>
          <pre>${EXAMPLE_LIBRARY}</pre>
          <p>The server looks in the folder that it was started with:</p>
          <pre>CARRYON_LIBRARY=~/Podcasts npm start</pre>
        </div>
      </carry-notice>
    `;
  }

  #reload(): void {
    void this.#shows.reload();
    void this.#newest.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-home-page': CarryHomePage;
  }
}
