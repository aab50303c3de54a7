import type { DirectoryHit } from '../../core/api/directory.ts';
import type { ShowSummary } from '../../core/api/show.ts';
import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { servicesContext, type Services } from '../contexts/services.ts';
import { downloadViews, isOnline, playingId } from '../controllers/service-snapshots.ts';
import { SnapshotController } from '../controllers/snapshot-controller.ts';
import type { CarrySearchField } from '../elements/carry-search-field.ts';
import type { ShowHit } from '../elements/carry-show-hit.ts';
import { icon } from '../elements/icons.ts';
import { sendRequest, type FollowRequest } from '../elements/requests.ts';
import { searchPath, showPath } from '../router/routes.ts';
import { NOTHING_LOOKED_UP } from '../services/quiet-look-up.ts';
import { Search, wordsOf, type SearchSnapshot } from '../services/search.ts';
import { readStoredNotes } from '../services/stored-notes.ts';
import type { FollowState } from '../services/subscriptions.ts';
import { buttonStyles, lineStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import { directoryText } from '../text/directory-text.ts';
import { formatCount } from '../text/format.ts';
import { holdsPassword, looksLikeAddress } from '../text/looks-like-address.ts';
import { finishedOf } from '../views/download-lists.ts';
import { searchStored, type StoredHit, type StoredText } from '../views/search-stored.ts';
import { snippetPieces } from '../../core/search/snippet-pieces.ts';
import '../elements/carry-directory-hit.ts';
import '../elements/carry-episode-hit.ts';
import '../elements/carry-follow-address.ts';
import '../elements/carry-opml-import.ts';
import '../elements/carry-search-field.ts';
import '../elements/carry-show-hit.ts';
import { PageElement } from './page-element.ts';

/** What was found here, by the server or on this device. */
interface OwnHits {
  readonly shows: readonly ShowHit[];
  readonly episodes: readonly StoredHit[];
}

const NO_HITS: OwnHits = { shows: [], episodes: [] };
/** More are shown when somebody asks: what directories know stands below. */
const FIRST_HITS = 5;
const DIRECTORY_PROBLEM_TEXT = 'Podcasts to follow could not be searched. Press Enter to try again.';
const KEEP_ADDRESS_AFTER_MS = 300;

/** Finds what is here, and what could be followed. */
@customElement('carry-search-page')
export class CarrySearchPage extends PageElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    pageStyles,
    lineStyles,
    css`
      h1 {
        margin-bottom: var(--carry-space-3);
      }
      section {
        margin-top: var(--carry-space-4);
      }
      section > h2 {
        margin-bottom: var(--carry-space-1);
      }
      .state + section {
        margin-top: var(--carry-space-3);
      }
      /* Its line is there also while it says nothing, so that nothing moves when it speaks. */
      .state {
        min-height: 1.25rem;
        margin-top: var(--carry-space-2);
      }
      li + li {
        border-top: 1px solid var(--carry-line);
      }
      carry-follow-address {
        margin-top: var(--carry-space-2);
      }
      .quiet-line {
        margin-top: var(--carry-space-2);
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .begin {
        margin-top: var(--carry-space-4);
        padding: 16px;
      }
      .hint {
        margin-top: var(--carry-space-2);
        max-width: 60ch;
        color: var(--carry-ink-soft);
        text-wrap: pretty;
      }
      .none {
        margin-top: var(--carry-space-4);
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      .none strong {
        display: block;
        font-size: var(--carry-text-l);
      }
      .skeleton {
        height: 64px;
        margin: 10px 0;
        border-radius: var(--carry-radius-m);
        background: var(--carry-sunken);
      }
      .more {
        margin-top: var(--carry-space-2);
      }
    `,
  ];

  @consume({ context: servicesContext }) private services: Services | undefined;

  /** What to search for at first. */
  @property({ attribute: false }) text = '';

  @state() private showsAll = false;
  /** What is on this device; null until it was read. */
  @state() private stored: readonly StoredText[] | null = null;
  @query('carry-search-field') private readonly field!: CarrySearchField;

  protected readonly pageTitle = 'Search';
  readonly #online = isOnline(this);
  readonly #views = downloadViews(this);
  readonly #playingId = playingId(this);
  readonly #subscriptions = new SnapshotController(this, {
    from: ({ subscriptions }) => subscriptions,
    select: ({ subscriptions }) => subscriptions.snapshot,
  });
  readonly #import = new SnapshotController(this, {
    from: ({ opmlImport }) => opmlImport,
    select: ({ opmlImport }) => opmlImport.state,
  });
  #search: Search | null = null;
  #wasOnline: boolean | null = null;
  /** The address that somebody asked to follow here: then the page of its show opens. */
  #asked: string | null = null;
  #announced = '';
  #keepAddress: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#keepAddress);
    this.#search?.close();
    this.#search = null;
    this.#wasOnline = null;
  }

  override firstUpdated(): void {
    // On a phone the keyboard would cover half of the page.
    if (hasKeyboard()) void this.field.updateComplete.then(() => this.field.focus({ preventScroll: true }));
  }

  override focusHeading(): boolean {
    if (!hasKeyboard()) return super.focusHeading();
    this.field.focus({ preventScroll: true });
    return true;
  }

  override willUpdate(): void {
    this.#begin();
    this.#followConnection();
  }

  override updated(): void {
    super.updated();
    this.#openFollowed();
    this.#announce();
  }

  override render() {
    const isOnline = this.#online();
    const address = looksLikeAddress(this.text);
    return html`
      <div class="page narrow" @carry-follow-request=${this.#noteAsked}>
        <h1>Search</h1>
        <carry-search-field
          .text=${this.text}
          @carry-search-typed=${this.#type}
          @carry-search-submitted=${this.#submit}
        ></carry-search-field>
        <div class="state">
          ${isOnline ? nothing : html`<p class="offline">${icon('offline', 18)} Offline: searching what is on this device</p>`}
        </div>
        ${
          address === null || !isOnline
            ? nothing
            : html`<carry-follow-address
                .address=${address}
                .state=${this.#subscriptions.value?.follows.get(address.typed)}
              ></carry-follow-address>`
        }
        ${this.text.trim() === '' ? this.#empty() : wordsOf(this.text) === '' ? nothing : this.#found()}
      </div>
    `;
  }

  #empty() {
    return html`
      <p class="hint">
        Type the name of a podcast, or what an episode is about. An address that you paste can be followed at
        once.
      </p>
      <div class="card begin">
        <carry-opml-import
          .state=${this.#import.value ?? { status: 'idle' }}
          ?offline=${!this.#online()}
        ></carry-opml-import>
      </div>
    `;
  }

  #found() {
    const { episodes, shows } = this.#ownHits();
    return html`
      ${shows.length === 0 ? nothing : this.#shows(shows)}
      ${episodes.length === 0 ? nothing : this.#episodes(episodes)}
      ${
        this.#online() && this.#snapshot?.own.problem
          ? html`<p class="quiet-line">Your shows could not be searched. Press Enter to try again.</p>`
          : nothing
      }
      ${this.#online() && this.#ownIsHere() ? this.#directory() : nothing}
      ${this.#isSettled() && this.#count() === 0 ? this.#nothingFound() : nothing}
    `;
  }

  #nothingFound() {
    return html`<p class="none">
      <strong>Nothing was found for “${wordsOf(this.text)}”.</strong>
      <span class="soft">
        ${
          this.#online()
            ? 'Check the spelling, or paste the address of the feed.'
            : 'More can be searched when the network is back.'
        }
      </span>
    </p>`;
  }

  #shows(shows: readonly ShowHit[]) {
    const shown = this.showsAll ? shows : shows.slice(0, FIRST_HITS);
    return html`
      <section aria-labelledby="shows">
        <h2 id="shows">Your shows</h2>
        <ul>
          ${repeat(
            shown,
            ({ id }) => id,
            (hit) =>
              html`<li><carry-show-hit exportparts="moving-artwork" .hit=${hit}></carry-show-hit></li>`,
          )}
        </ul>
      </section>
    `;
  }

  #episodes(episodes: readonly StoredHit[]) {
    const shown = this.showsAll ? episodes : episodes.slice(0, FIRST_HITS);
    const hidden = episodes.length - shown.length;
    return html`
      <section aria-labelledby="episodes">
        <h2 id="episodes">Your episodes</h2>
        <ul>
          ${repeat(
            shown,
            ({ episode }) => episode.id,
            ({ episode, snippet }) => html`
              <li>
                <carry-episode-hit
                  exportparts="moving-artwork"
                  .episode=${episode}
                  .snippet=${snippet}
                  ?playing=${this.#playingId() === episode.id}
                ></carry-episode-hit>
              </li>
            `,
          )}
        </ul>
        ${
          hidden === 0
            ? nothing
            : html`<button class="button more" @click=${() => (this.showsAll = true)}>
                Show ${formatCount(hidden, 'more episode', 'more episodes')}
              </button>`
        }
      </section>
    `;
  }

  #directory() {
    const { problem, slow, value } = this.#snapshot?.directory ?? NOTHING_LOOKED_UP;
    const line = problem === null ? directoryText(value?.directories ?? []) : DIRECTORY_PROBLEM_TEXT;
    const hits = value?.hits ?? [];
    if (hits.length === 0 && !slow) {
      return line === null ? nothing : html`<p class="quiet-line">${line}</p>`;
    }
    return html`
      <section aria-labelledby="directory">
        <h2 id="directory">To follow</h2>
        ${
          hits.length === 0
            ? html`<div aria-busy="true">${[1, 2, 3].map(() => html`<div class="skeleton"></div>`)}</div>`
            : nothing
        }
        <ul>
          ${repeat(
            hits,
            ({ feedUrl }) => feedUrl,
            (hit) => html`
              <li><carry-directory-hit .hit=${hit} .state=${this.#stateOf(hit)}></carry-directory-hit></li>
            `,
          )}
        </ul>
        ${line === null ? nothing : html`<p class="quiet-line">${line}</p>`}
      </section>
    `;
  }

  get #snapshot(): SearchSnapshot | undefined {
    return this.#search?.snapshot;
  }

  #ownHits(): OwnHits {
    if (!this.#online()) return this.#storedHits();
    const value = this.#snapshot?.own.value ?? null;
    if (value === null) return NO_HITS;
    return {
      shows: value.shows.map(showHitOf),
      episodes: value.episodes.map(({ episode, snippet }) => ({
        episode,
        snippet: snippet === null ? null : snippetPieces(snippet),
      })),
    };
  }

  #storedHits(): OwnHits {
    const { episodes, shows } = searchStored(wordsOf(this.text), this.stored ?? []);
    return {
      episodes,
      shows: shows.map(({ artworkColor, artworkUrl, showId, showTitle }) => ({
        id: showId,
        title: showTitle,
        facts: '',
        artworkUrl,
        artworkColor,
      })),
    };
  }

  #stateOf({ feedUrl, showId }: DirectoryHit): FollowState | undefined {
    const { follows, unfollowed } = this.#subscriptions.value ?? {};
    const asked = follows?.get(feedUrl);
    if (asked !== undefined) return asked;
    return showId === null || unfollowed?.has(showId) === true ? undefined : { status: 'followed', showId };
  }

  /** Everything was searched for these words. */
  #isSettled(): boolean {
    if (!this.#online()) return this.stored !== null;
    const snapshot = this.#snapshot;
    return (
      snapshot !== undefined &&
      snapshot.words === wordsOf(this.text) &&
      [snapshot.own, snapshot.directory].every(({ pending, problem }) => !pending && problem === null)
    );
  }

  /** What directories know waits for what is shown above it, so that nothing moves. */
  #ownIsHere(): boolean {
    const { pending, value } = this.#snapshot?.own ?? NOTHING_LOOKED_UP;
    return !pending || value !== null;
  }

  /** How much of all was found. */
  #count(): number {
    const { episodes, shows } = this.#ownHits();
    const hits = this.#online() ? (this.#snapshot?.directory.value?.hits.length ?? 0) : 0;
    return episodes.length + shows.length + hits;
  }

  #begin(): void {
    const { services } = this;
    if (this.#search !== null || services === undefined) return;
    const search = new Search((resource, signal) => services.catalogue.load(resource, signal));
    search.subscribe(() => this.requestUpdate());
    this.#search = search;
  }

  /** Asks the server again when it is back, and reads what is here when it is gone. */
  #followConnection(): void {
    const isOnline = this.#online();
    if (this.#search === null || isOnline === this.#wasOnline) return;
    this.#wasOnline = isOnline;
    if (isOnline) {
      this.#search.submit(this.text);
    } else {
      this.#search.close();
      void this.#readStored();
    }
  }

  async #readStored(): Promise<void> {
    const episodes = finishedOf(this.#views()).map(({ download }) => download.episode);
    const notes = await readStoredNotes(episodes.map(({ id }) => id));
    this.stored = episodes.map((episode) => ({ episode, notes: notes.get(episode.id) ?? '' }));
  }

  readonly #type = ({ detail }: CustomEvent<string>): void => {
    this.text = detail;
    this.showsAll = false;
    if (this.#online()) this.#search?.type(detail);
    clearTimeout(this.#keepAddress);
    this.#keepAddress = setTimeout(() => this.#keepText(), KEEP_ADDRESS_AFTER_MS);
  };

  readonly #submit = (): void => {
    const address = looksLikeAddress(this.text);
    if (!this.#online()) return;
    if (address === null) {
      this.#search?.submit(this.text);
    } else {
      this.#asked = address.typed;
      sendRequest(this, 'carry-follow-request', { action: 'follow', url: address.typed });
    }
  };

  /** Puts the words into the address of the page, for a reload and for who comes back. */
  #keepText(): void {
    const text = holdsPassword(this.text) ? '' : this.text.trim();
    sendRequest(this, 'carry-address-request', { action: 'replace', path: searchPath(text) });
  }

  readonly #noteAsked = ({ detail }: CustomEvent<FollowRequest>): void => {
    if (detail.action === 'follow' && detail.url === looksLikeAddress(this.text)?.typed)
      this.#asked = detail.url;
  };

  #openFollowed(): void {
    const state = this.#asked === null ? undefined : this.#subscriptions.value?.follows.get(this.#asked);
    if (state?.status !== 'followed') return;
    this.#asked = null;
    sendRequest(this, 'carry-address-request', { action: 'go-to', path: showPath(state.showId) });
  }

  /** Tells once for these words how much was found. */
  #announce(): void {
    const words = wordsOf(this.text);
    if (words === '' || !this.#isSettled()) return;
    const count = this.#count();
    const text = count === 0 ? 'No results' : formatCount(count, 'result', 'results');
    const told = `${words}: ${text}`;
    if (told === this.#announced) return;
    this.#announced = told;
    sendRequest(this, 'carry-app-request', { type: 'announce', text });
  }
}

const hasKeyboard = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches;

const showHitOf = ({ artworkColor, artworkUrl, author, episodeCount, id, title }: ShowSummary): ShowHit => ({
  id,
  title,
  facts: author === '' ? formatCount(episodeCount, 'episode', 'episodes') : author,
  artworkUrl,
  artworkColor,
});

declare global {
  interface HTMLElementTagNameMap {
    'carry-search-page': CarrySearchPage;
  }
}
