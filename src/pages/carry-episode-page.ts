import type { EpisodeSummary } from '../../core/api/episode.ts';
import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { servicesContext, type Services } from '../contexts/services.ts';
import { ResourceController } from '../controllers/resource-controller.ts';
import {
  downloadViews,
  isOnline,
  listeningEntries,
  playerSnapshot,
} from '../controllers/service-snapshots.ts';
import { icon } from '../elements/icons.ts';
import { sendRequest } from '../elements/requests.ts';
import { episodePath, showPath } from '../router/routes.ts';
import { chaptersResource, episodeResource, transcriptResource } from '../services/resources.ts';
import { buttonStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import { downloadSentence } from '../text/download-text.ts';
import { formatDate, formatDuration } from '../text/format.ts';
import { catalogueText } from '../text/problems.ts';
import { listedChapters } from '../views/chapter-details.ts';
import { hasNewVersion, isHere, placesInLine } from '../views/download-lists.ts';
import '../elements/carry-artwork.ts';
import '../elements/carry-chapters.ts';
import '../elements/carry-download-button.ts';
import '../elements/carry-new-version.ts';
import '../elements/carry-notice.ts';
import '../elements/carry-part-map.ts';
import '../elements/carry-play-button.ts';
import '../elements/carry-rich-text.ts';
import '../elements/carry-transcript.ts';
import { PageElement } from './page-element.ts';

/** An episode: what it is about, its chapters, and what is said in it. */
@customElement('carry-episode-page')
export class CarryEpisodePage extends PageElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    pageStyles,
    css`
      .head {
        display: grid;
        grid-template-columns: clamp(96px, 24vw, 184px) minmax(0, 1fr);
        gap: 8px clamp(16px, 3vw, 32px);
        align-items: end;
      }
      carry-artwork {
        width: 100%;
        box-shadow: var(--carry-shadow-1);
        --carry-artwork-radius: var(--carry-radius-l);
      }
      .words {
        display: grid;
        gap: 6px;
      }
      .show {
        color: var(--carry-accent);
        font-weight: 600;
        justify-self: start;
        min-height: 24px;
      }
      .facts {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px 20px;
        margin-top: var(--carry-space-3);
      }
      .state {
        margin-top: 12px;
        display: grid;
        gap: 8px;
        max-width: 68ch;
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      carry-rich-text {
        margin-top: var(--carry-space-4);
      }
      carry-chapters,
      carry-transcript {
        margin: 0 -12px;
      }
      carry-transcript {
        --carry-transcript-inset: 12px;
        --carry-transcript-bottom: calc(
          var(--carry-nav-height) + var(--carry-player-height) + var(--carry-safe-bottom)
        );
      }
      @media (max-width: 479px) {
        .head {
          align-items: start;
        }
        h1 {
          font-size: 1.375rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) episodeId = '';
  /** Starts the player as soon as the episode is known. */
  @property({ attribute: false }) autoplay = false;

  @consume({ context: servicesContext }) private services: Services | undefined;

  readonly #episode = new ResourceController(this, () => episodeResource(this.episodeId));
  readonly #chapters = new ResourceController(this, () => {
    const url = this.#episode.value?.chaptersUrl;
    return url === undefined ? null : chaptersResource(url);
  });
  readonly #transcript = new ResourceController(this, () => {
    const transcript = this.#episode.value?.transcripts?.[0];
    return transcript === undefined ? null : transcriptResource(transcript.url);
  });
  readonly #views = downloadViews(this);
  readonly #entries = listeningEntries(this);
  readonly #online = isOnline(this);
  readonly #player = playerSnapshot(this);
  #autoplayedId = '';

  protected get pageTitle(): string {
    return this.#summary()?.title ?? '';
  }

  override updated(): void {
    super.updated();
    const episode = this.#summary();
    if (!this.autoplay || episode === undefined || this.#autoplayedId === episode.id) return;
    this.#autoplayedId = episode.id;
    sendRequest(this, 'carry-player-request', { type: 'play', episode });
  }

  override render() {
    const episode = this.#summary();
    if (episode === undefined) return this.#missing();
    const view = this.#views().get(episode.id);
    const whole = this.#episode.value;
    const player = this.#player();
    const isInPlayer = player?.episode?.id === episode.id;
    const positionSeconds = isInPlayer ? player.positionSeconds : null;
    const transcript = whole?.transcripts?.[0];
    return html`
      <div class="page narrow">
        <div class="status">
          ${
            this.#online() || isHere(view)
              ? nothing
              : html`<p class="offline">
                  ${icon('offline', 18)} Offline: this episode is not on this device
                </p>`
          }
        </div>
        <header class="head">
          <carry-artwork
            .src=${episode.artworkUrl}
            .color=${episode.artworkColor}
            .subject=${episodePath(episode.id)}
            .size=${256}
          ></carry-artwork>
          <div class="words">
            <a class="show text-link" href=${showPath(episode.showId)}>${episode.showTitle}</a>
            <h1>${episode.title}</h1>
            <p class="facts">${this.#facts(episode)}</p>
          </div>
        </header>
        <div class="actions">
          <carry-play-button
            labelled
            .episode=${episode}
            ?playing=${isInPlayer && player.playing}
            .label=${this.#playLabel(episode)}
          ></carry-play-button>
          <carry-download-button
            .episode=${episode}
            .view=${view}
            .place=${placesInLine(this.#views()).get(episode.id) ?? null}
          ></carry-download-button>
        </div>
        ${
          view === undefined || ['complete', 'cancelled', 'queued', 'probing'].includes(view.download.status)
            ? nothing
            : html`<div class="state">
                <carry-part-map .view=${view}></carry-part-map>
                <p>${downloadSentence(view, { place: null, nowMs: Date.now() })}</p>
              </div>`
        }
        ${
          hasNewVersion(view, whole?.media.etag)
            ? html`<carry-new-version class="state" .episode=${episode}></carry-new-version>`
            : nothing
        }
        ${
          whole === undefined || whole.descriptionHtml === ''
            ? nothing
            : html`<carry-rich-text
                timed
                .html=${whole.descriptionHtml}
                .durationSeconds=${whole.durationSeconds}
                @carry-time-chosen=${(event: CustomEvent<number>) => this.#playFrom(event.detail)}
              ></carry-rich-text>`
        }
        ${
          listedChapters(this.#chapters.value ?? []).length === 0
            ? nothing
            : html`<section aria-labelledby="chapters">
                <h2 id="chapters">Chapters</h2>
                <carry-chapters
                  .chapters=${this.#chapters.value ?? []}
                  .positionSeconds=${positionSeconds}
                  @carry-time-chosen=${(event: CustomEvent<number>) => this.#playFrom(event.detail)}
                ></carry-chapters>
              </section>`
        }
        ${
          this.#transcript.value === undefined || transcript === undefined || this.#chaptersToCome()
            ? nothing
            : html`<section aria-labelledby="transcript">
                <h2 id="transcript">Transcript</h2>
                <carry-transcript
                  .source=${this.#transcript.value}
                  .language=${transcript.language}
                  .positionSeconds=${positionSeconds}
                  @carry-time-chosen=${(event: CustomEvent<number>) => this.#playFrom(event.detail)}
                ></carry-transcript>
              </section>`
        }
      </div>
    `;
  }

  /** What stands below waits for the chapters, so that it does not move when they arrive. */
  #chaptersToCome(): boolean {
    const { problem, value } = this.#chapters;
    return this.#episode.value?.chaptersUrl !== undefined && value === undefined && problem === null;
  }

  #missing() {
    const { problem } = this.#episode;
    if (problem === null) return nothing;
    const { what, wayOut } = catalogueText(problem);
    return html`<div class="page narrow">
      <h1 class="visually-hidden">Episode</h1>
      <carry-notice .icon=${problem === 'offline' ? 'offline' : 'warning'} .heading=${what} .text=${wayOut}>
        <button class="button" @click=${() => this.#episode.reload()}>Try again</button>
        <a class="button quiet" href="/">Home</a>
      </carry-notice>
    </div>`;
  }

  #facts(episode: EpisodeSummary): string {
    const facts = [formatDate(episode.publishedAt, Date.now())];
    if (episode.episode !== null) {
      facts.push(
        episode.season === null
          ? `Episode ${episode.episode}`
          : `Season ${episode.season}, episode ${episode.episode}`,
      );
    }
    if (episode.durationSeconds !== null) facts.push(formatDuration(episode.durationSeconds));
    if (episode.kind === 'video') facts.push('Video');
    return facts.join(' · ');
  }

  #playLabel(episode: EpisodeSummary): string {
    const entry = this.#entries().get(episode.id);
    if (entry === undefined || entry.positionSeconds < 5) return 'Play';
    return entry.played ? 'Play again' : 'Continue';
  }

  #playFrom(fromSeconds: number): void {
    const episode = this.#summary();
    if (episode !== undefined)
      sendRequest(this, 'carry-player-request', { type: 'play', episode, fromSeconds });
  }

  #summary(): EpisodeSummary | undefined {
    const id = this.episodeId;
    return (
      this.#episode.value ??
      this.services?.catalogue.recall(id) ??
      this.#views().get(id)?.download.episode ??
      this.#entries().get(id)?.episode
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-episode-page': CarryEpisodePage;
  }
}
