import { freeable } from '../../core/storage/choose-to-free.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  downloadPreferences,
  downloadViews,
  listeningEntries,
  playingId,
} from '../controllers/service-snapshots.ts';
import { HistoryController } from '../controllers/history-controller.ts';
import { SnapshotController } from '../controllers/snapshot-controller.ts';
import { StorageController } from '../controllers/storage-controller.ts';
import type { CarryFreeRoom, FreeableEpisode } from '../elements/carry-free-room.ts';
import type { CarryHistory } from '../elements/carry-history.ts';
import { sendRequest, type PageRequest } from '../elements/requests.ts';
import { buttonStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import { formatBytes, formatBytesOf, formatCount, formatSpeed, formatTimeLeft } from '../text/format.ts';
import {
  failedOf,
  finishedOf,
  groupByShow,
  placesInLine,
  underWayOf,
  type ShowGroup,
} from '../views/download-lists.ts';
import '../elements/carry-download-check.ts';
import '../elements/carry-download-queue.ts';
import '../elements/carry-download-row.ts';
import { storedOf } from '../views/stored-episodes.ts';
import '../elements/carry-free-room.ts';
import '../elements/carry-history.ts';
import '../elements/carry-notice.ts';
import '../elements/carry-show-sizes.ts';
import '../elements/carry-storage.ts';
import '../elements/carry-stored-list.ts';
import { PageElement } from './page-element.ts';

/** Every download: what is on its way, what is here, and what failed. */
@customElement('carry-downloads-page')
export class CarryDownloadsPage extends PageElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    pageStyles,
    css`
      .overall {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
        margin-top: var(--carry-space-3);
      }
      .amount {
        font-size: var(--carry-text-l);
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      .pace {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .buttons {
        display: flex;
        gap: 8px;
      }
      li + li {
        border-top: 1px solid var(--carry-line);
      }
    `,
  ];

  @query('carry-free-room') private readonly freeRoom!: CarryFreeRoom;
  @query('carry-history') private readonly history!: CarryHistory;

  protected readonly pageTitle = 'Downloads';
  readonly #views = downloadViews(this);
  readonly #playingId = playingId(this);
  readonly #preferences = downloadPreferences(this);
  readonly #check = new SnapshotController(this, {
    from: ({ check }) => check,
    select: ({ check }) => check.state,
  });
  readonly #entries = listeningEntries(this);
  readonly #inPlayerId = new SnapshotController(this, {
    from: ({ player }) => player,
    select: ({ player }) => player.snapshot.episode?.id ?? null,
  });
  readonly #history = new HistoryController(this);
  readonly #storage = new StorageController(this);

  override render() {
    const views = this.#views();
    const underWay = underWayOf(views);
    const finished = finishedOf(views);
    const groups = groupByShow(finished);
    const failed = failedOf(views);
    const isEmpty = underWay.length === 0 && finished.length === 0 && failed.length === 0;
    return html`
      <div class="page narrow" @carry-page-request=${this.#handle}>
        <h1>Downloads</h1>
        ${underWay.length === 0 ? nothing : this.#underWay(underWay)}
        ${
          failed.length === 0
            ? nothing
            : html`<section aria-labelledby="failed">
                <h2 id="failed">Needs your help</h2>
                ${this.#list(failed)}
              </section>`
        }
        ${finished.length === 0 ? nothing : this.#finished(finished, groups)}
        ${
          isEmpty
            ? html`<carry-notice
                .icon=${'downloads'}
                .heading=${'Nothing is downloaded yet'}
                .text=${'Tap the arrow beside an episode. It carries on downloading by itself, and then plays anywhere.'}
              >
                <a class="button primary" href="/">Find something to carry</a>
              </carry-notice>`
            : nothing
        }
        <section aria-labelledby="storage">
          <h2 id="storage">Storage</h2>
          <carry-storage
            .storage=${this.#storage.value}
            .budgetBytes=${this.#preferences().budgetBytes}
            .capability=${this.#storage.capability}
            @carry-keep-requested=${() => this.#storage.keep()}
          >
            ${finished.length === 0 ? nothing : html`<carry-show-sizes .groups=${groups}></carry-show-sizes>`}
            ${
              isEmpty
                ? nothing
                : html`<carry-download-check
                    .state=${this.#check.value ?? { status: 'idle' }}
                  ></carry-download-check>`
            }
          </carry-storage>
        </section>
        <section>
          <carry-history
            .entries=${this.#history.value}
            @carry-history-toggled=${({ detail }: CustomEvent<boolean>) =>
              detail ? this.#history.open() : this.#history.close()}
          ></carry-history>
        </section>
        <carry-free-room .candidates=${this.#freeable(views)}></carry-free-room>
      </div>
    `;
  }

  readonly #handle = ({ detail }: CustomEvent<PageRequest>): void => {
    const { episode } = detail;
    if (detail.type === 'free-room') void this.freeRoom.show(episode, detail.missingBytes);
    else void this.history.showOnly(episode.id, episode.title);
  };

  #freeable(views: ReadonlyMap<string, DownloadView>): FreeableEpisode[] {
    const inPlayerId = this.#inPlayerId.value ?? null;
    return freeable(storedOf(views, this.#entries()))
      .filter(({ episodeId }) => episodeId !== inPlayerId)
      .flatMap((stored) => {
        const episode = views.get(stored.episodeId)?.download.episode;
        return episode === undefined ? [] : [{ ...stored, episode }];
      });
  }

  #underWay(views: readonly DownloadView[]) {
    const known = views.filter(({ bytesTotal }) => bytesTotal !== null);
    const bytesHere = known.reduce((sum, view) => sum + view.bytesHere, 0);
    const bytesTotal = views.reduce(
      (sum, view) => sum + (view.bytesTotal ?? view.download.episode.media.bytes),
      0,
    );
    const speed = views.reduce((sum, { bytesPerSecond }) => sum + (bytesPerSecond ?? 0), 0);
    const canPause = views.some(({ download }) => download.status !== 'paused');
    const canResume = views.some(({ download }) => download.status === 'paused');
    return html`
      <section aria-labelledby="under-way">
        <h2 id="under-way">On the way</h2>
        <div class="overall">
          <div>
            <p class="amount">${formatBytesOf(bytesHere, bytesTotal)}</p>
            <p class="pace">
              ${
                speed > 0
                  ? `${formatSpeed(speed)} · ${formatTimeLeft((bytesTotal - bytesHere) / speed)}`
                  : formatCount(views.length, 'download', 'downloads')
              }
            </p>
          </div>
          <div class="buttons">
            ${
              canResume
                ? html`<button
                    class="button"
                    @click=${() => sendRequest(this, 'carry-download-request', { action: 'resume-all' })}
                  >
                    Resume all
                  </button>`
                : nothing
            }
            ${
              canPause
                ? html`<button
                    class="button"
                    @click=${() => sendRequest(this, 'carry-download-request', { action: 'pause-all' })}
                  >
                    Pause all
                  </button>`
                : nothing
            }
          </div>
        </div>
        <carry-download-queue
          exportparts="moving-artwork"
          .views=${views}
          .places=${placesInLine(this.#views())}
          .playingId=${this.#playingId()}
        ></carry-download-queue>
      </section>
    `;
  }

  #finished(views: readonly DownloadView[], groups: readonly ShowGroup[]) {
    const total = views.reduce((sum, { bytesTotal }) => sum + (bytesTotal ?? 0), 0);
    return html`
      <section aria-labelledby="here">
        <h2 id="here">On this device</h2>
        <p class="pace">${formatCount(views.length, 'episode', 'episodes')}, ${formatBytes(total)}</p>
        <carry-stored-list
          exportparts="moving-artwork"
          .groups=${groups}
          .playingId=${this.#playingId()}
        ></carry-stored-list>
      </section>
    `;
  }

  #list(views: readonly DownloadView[]) {
    return html`
      <ul>
        ${repeat(
          views,
          ({ download }) => download.episode.id,
          (view) => html`
            <li>
              <carry-download-row
                exportparts="moving-artwork"
                .view=${view}
                ?playing=${this.#playingId() === view.download.episode.id}
              ></carry-download-row>
            </li>
          `,
        )}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-downloads-page': CarryDownloadsPage;
  }
}
