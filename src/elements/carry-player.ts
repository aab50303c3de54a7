import type { DownloadView } from '../../engine/downloads-port.ts';
import type { PlayerSnapshot } from '../services/player.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SwipeController } from '../controllers/swipe-controller.ts';
import { cssProperties } from './css-properties.ts';
import { chapterAt } from '../services/player.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { listedChapters } from '../views/chapter-details.ts';
import { playerText } from '../text/problems.ts';
import { playableRanges } from '../views/download-lists.ts';
import './carry-artwork.ts';
import './carry-seek-bar.ts';
import './carry-speed-menu.ts';
import './carry-times.ts';
import './carry-transport.ts';
import './carry-volume.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * The player: a strip above the bar of a phone, or along the bottom of a wider window, and the full player over it.
 * @slot media - the media element of the app; it shows wherever the screen of a video is
 * @fires carry-player-request
 * @fires carry-app-request
 */
@customElement('carry-player')
export class CarryPlayer extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      .bar {
        position: fixed;
        z-index: 31;
        inset: auto 8px calc(var(--carry-nav-height) + var(--carry-safe-bottom) + 6px);
        height: 64px;
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        border-radius: var(--carry-radius-m);
        background: var(--carry-raised);
        box-shadow:
          0 0 0 1px var(--carry-line),
          var(--carry-shadow-2);
        padding-inline-end: 4px;
        touch-action: pan-x pinch-zoom;
      }
      .bar,
      .screen {
        translate: 0 var(--swipe, 0px);
        transition: translate var(--carry-quick) var(--carry-ease);
      }
      :host([data-swiping]) :is(.bar, .screen) {
        transition: none;
      }
      .line {
        position: absolute;
        inset: auto 12px 0;
        height: 3px;
        border-radius: 2px;
        background: var(--carry-line);
        overflow: hidden;
      }
      .line span {
        display: block;
        height: 100%;
        width: calc(var(--at) * 100%);
        background: var(--carry-accent);
      }
      .open {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 12px;
        height: 100%;
        padding: 8px;
        border: 0;
        background: none;
        text-align: start;
        cursor: pointer;
        border-radius: var(--carry-radius-m);
        -webkit-tap-highlight-color: transparent;
      }
      .open:focus-visible {
        outline-offset: -3px;
      }
      carry-artwork {
        width: 46px;
        --carry-artwork-radius: 8px;
      }
      .watching carry-artwork {
        width: 82px;
        height: 46px;
        aspect-ratio: auto;
        visibility: hidden;
      }
      .title,
      .under {
        display: block;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .title {
        font-weight: 600;
        line-height: 1.3;
      }
      .under {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .under.problem {
        color: var(--carry-danger);
      }
      .middle,
      .end {
        display: none;
      }
      .screen {
        position: fixed;
        z-index: 32;
        bottom: calc(var(--carry-nav-height) + var(--carry-safe-bottom) + 15px);
        inset-inline-start: 16px;
        width: 82px;
        height: 46px;
        border-radius: 8px;
        overflow: hidden;
        background: #000;
        pointer-events: none;
      }
      ::slotted(video) {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
        background: #000;
      }
      .enlarge {
        display: none;
      }
      @media (min-width: 880px) {
        .bar {
          inset: auto 0 0;
          height: 88px;
          border-radius: 0;
          border-top: 1px solid var(--carry-line);
          box-shadow: none;
          background: var(--carry-bar);
          backdrop-filter: blur(20px) saturate(1.4);
          grid-template-columns: minmax(200px, 1fr) minmax(320px, 560px) minmax(200px, 1fr);
          gap: 24px;
          padding: 0 16px 0 8px;
        }
        .line,
        .compact {
          display: none;
        }
        carry-artwork,
        .watching carry-artwork {
          width: 60px;
          height: 60px;
          visibility: visible;
        }
        .middle {
          display: grid;
        }
        .middle carry-times {
          margin-top: -4px;
        }
        .end {
          display: flex;
          justify-content: flex-end;
          align-items: center;
        }
        .screen {
          inset-inline: auto 20px;
          bottom: calc(88px + 20px);
          width: clamp(280px, 26vw, 400px);
          height: auto;
          aspect-ratio: 16 / 9;
          border-radius: var(--carry-radius-m);
          box-shadow: var(--carry-shadow-2);
          pointer-events: auto;
        }
        .enlarge {
          display: grid;
          place-items: center;
          position: absolute;
          inset: 0;
          width: 100%;
          border: 0;
          background: none;
          color: #fff;
          opacity: 0;
          cursor: pointer;
          transition: opacity var(--carry-quick);
        }
        .enlarge:hover,
        .enlarge:focus-visible {
          opacity: 1;
          background: rgb(0 0 0 / 45%);
        }
        .enlarge:focus-visible {
          outline: 2px solid #fff;
          outline-offset: -4px;
        }
      }
      @media (forced-colors: active) {
        .bar {
          border: 1px solid CanvasText;
        }
        .line {
          height: 6px;
          border: 1px solid CanvasText;
          background: Canvas;
          forced-color-adjust: none;
        }
      }
      @media (min-width: 880px) and (max-width: 1040px) {
        .end carry-volume {
          display: none;
        }
      }
      @media (min-width: 880px) and (hover: hover) {
        .open:hover .title {
          text-decoration: underline;
          text-underline-offset: 3px;
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot: PlayerSnapshot | undefined;
  /** The download of what plays, for its stored parts. */
  @property({ attribute: false }) view: DownloadView | undefined;
  /** Its place in the queue of downloads, from 1; null when it is not queued. */
  @property({ attribute: false }) place: number | null = null;
  /** Shows the full player, whose element must be loaded by then. */
  @property({ type: Boolean }) expanded = false;

  readonly #swipe = new SwipeController(this, {
    direction: 'up',
    follow: { share: 0.4, atMostPx: 32 },
    mayBegin: (event) => !event.composedPath().some((node) => node instanceof HTMLInputElement),
    onSwiped: () => this.#openFull(),
  });

  override render() {
    const { snapshot } = this;
    if (snapshot === undefined) return nothing;
    const { buffered, durationSeconds, episode, positionSeconds, problem } = snapshot;
    const chapters = listedChapters(snapshot.chapters);
    if (episode === null) return nothing;
    const isVideo = episode.kind === 'video';
    const watching = isVideo && snapshot.loaded && !this.expanded;
    const fraction = durationSeconds === null || durationSeconds <= 0 ? 0 : positionSeconds / durationSeconds;
    const under =
      problem === null
        ? (chapterAt(chapters, positionSeconds)?.title ?? episode.showTitle)
        : playerText(problem).what;
    return html`
      <section
        class="bar ${watching ? 'watching' : ''}"
        aria-label="Player"
        @pointerdown=${(event: PointerEvent) => this.#swipe.begin(event, this)}
      >
        <button class="open" aria-label="Open the player" @click=${() => this.#openFull()}>
          <carry-artwork
            .src=${episode.artworkUrl}
            .color=${episode.artworkColor}
            .size=${96}
          ></carry-artwork>
          <span>
            <span class="title">${episode.title}</span>
            <span class="under ${problem === null ? '' : 'problem'}">${under}</span>
          </span>
        </button>
        <carry-transport class="compact" compact .snapshot=${snapshot}></carry-transport>
        <div class="line" ${cssProperties({ '--at': fraction.toFixed(4) })}><span></span></div>
        <div class="middle">
          <carry-transport .snapshot=${snapshot}></carry-transport>
          <carry-times .positionSeconds=${positionSeconds} .durationSeconds=${durationSeconds}>
            <carry-seek-bar
              .positionSeconds=${positionSeconds}
              .durationSeconds=${durationSeconds}
              .buffered=${buffered}
              .stored=${this.view === undefined ? [] : playableRanges(this.view)}
              .chapters=${chapters}
            ></carry-seek-bar>
          </carry-times>
        </div>
        <div class="end">
          <carry-speed-menu .speed=${snapshot.speed}></carry-speed-menu>
          <carry-volume .volume=${snapshot.volume} ?muted=${snapshot.muted}></carry-volume>
          <button
            class="icon-button"
            aria-label="Full player"
            title="Full player"
            @click=${() => this.#openFull()}
          >
            ${icon('chevronUp')}
          </button>
        </div>
      </section>
      ${
        watching
          ? html`<section class="screen" aria-label="Video">
              <slot name="media"></slot>
              <button class="enlarge" aria-label="Enlarge the video" @click=${() => this.#openFull()}>
                ${icon('fullscreen', 32)}
              </button>
            </section>`
          : nothing
      }
      ${
        this.expanded
          ? html`<carry-full-player .snapshot=${snapshot} .view=${this.view} .place=${this.place}>
              <slot name="media" slot="media"></slot>
            </carry-full-player>`
          : nothing
      }
    `;
  }

  #openFull(): void {
    sendRequest(this, 'carry-app-request', { type: 'open-player' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-player': CarryPlayer;
  }
}
