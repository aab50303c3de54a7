import type { DownloadView } from '../../engine/downloads-port.ts';
import type { PlayerSnapshot } from '../services/player.ts';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { cssProperties } from './css-properties.ts';
import { SwipeController } from '../controllers/swipe-controller.ts';
import { ResourceController } from '../controllers/resource-controller.ts';
import { episodePath, showPath } from '../router/routes.ts';
import { chapterAt } from '../services/player.ts';
import { transcriptResource } from '../services/resources.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { playerText } from '../text/problems.ts';
import { isHere, playableRanges } from '../views/download-lists.ts';
import { listedChapters, pictureAt } from '../views/chapter-details.ts';
import './carry-artwork.ts';
import './carry-chapter-picture.ts';
import './carry-chapters.ts';
import './carry-download-button.ts';
import './carry-seek-bar.ts';
import './carry-speed-menu.ts';
import './carry-times.ts';
import './carry-transcript.ts';
import './carry-transport.ts';
import './carry-volume.ts';
import { icon, type IconName } from './icons.ts';
import { sendRequest } from './requests.ts';

type Panel = 'chapters' | 'transcript';

/**
 * The player over the whole window: large artwork or video, chapters and transcript.
 * @slot media - the media element of the app, while a video is shown here
 * @fires carry-player-request
 * @fires carry-download-request
 * @fires carry-app-request
 */
@customElement('carry-full-player')
export class CarryFullPlayer extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      dialog {
        position: fixed;
        inset: 0;
        width: 100vw;
        height: 100dvh;
        max-width: none;
        max-height: none;
        margin: 0;
        padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
          env(safe-area-inset-left);
        border: 0;
        color: var(--carry-ink);
        background: linear-gradient(
            to bottom,
            color-mix(in oklab, var(--artwork), var(--carry-bg) 72%),
            var(--carry-bg) 65%
          )
          var(--carry-bg);
        overflow-y: auto;
        overscroll-behavior: contain;
        outline: none;
        translate: 0 var(--swipe, 0px);
        transition: translate var(--carry-quick) var(--carry-ease);
      }
      dialog[data-swiping] {
        transition: none;
      }
      dialog[open] {
        animation: rise var(--carry-calm) var(--carry-ease);
      }
      @keyframes rise {
        from {
          transform: translateY(32px);
          opacity: 0;
        }
      }
      .head {
        position: sticky;
        top: 0;
        z-index: 3;
        display: flex;
        justify-content: space-between;
        padding: 8px;
        touch-action: none;
      }
      dialog:not(.at-top) .head {
        background: color-mix(in oklab, var(--carry-bg) 88%, transparent);
        backdrop-filter: blur(12px);
      }
      /* Downwards is a swipe, upwards scrolls; once scrolled, both do. */
      .at-top .picture {
        touch-action: pan-down pinch-zoom;
      }
      .head .icon-button {
        background: color-mix(in oklab, var(--carry-bg) 60%, transparent);
        backdrop-filter: blur(8px);
      }
      .body {
        display: grid;
        gap: 20px;
        padding: 0 24px 32px;
        max-width: 560px;
        margin: 0 auto;
      }
      .picture {
        display: grid;
        justify-items: center;
      }
      .cover {
        position: relative;
        width: min(100%, 46dvh, 400px);
        border-radius: var(--carry-radius-l);
        box-shadow: var(--carry-shadow-2);
        --carry-artwork-radius: var(--carry-radius-l);
      }
      .screen {
        width: 100%;
        aspect-ratio: 16 / 9;
        max-height: 60dvh;
        background: #000;
        border-radius: var(--carry-radius-m);
        overflow: hidden;
        box-shadow: var(--carry-shadow-2);
      }
      ::slotted(video) {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
        background: #000;
      }
      .words {
        display: grid;
        gap: 4px;
        text-align: center;
      }
      .chapter {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        min-height: 1.45em;
      }
      h2 {
        font-size: var(--carry-text-xl);
        line-height: 1.25;
        letter-spacing: -0.01em;
        text-wrap: balance;
        overflow-wrap: anywhere;
      }
      h2 a:hover {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .show {
        color: var(--carry-accent);
        font-weight: 600;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 4px 8px;
      }
      .icon-button[aria-pressed='true'] {
        color: var(--carry-accent);
        background: var(--carry-accent-soft);
      }
      .problem {
        display: grid;
        gap: 8px;
        padding: 16px;
        border-radius: var(--carry-radius-m);
        background: var(--carry-danger-soft);
        text-align: center;
        justify-items: center;
      }
      .problem strong {
        color: var(--carry-danger);
      }
      .panel {
        border-radius: var(--carry-radius-l);
        background: var(--carry-surface);
        border: 1px solid var(--carry-line);
        padding: 8px;
        min-height: 0;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }
      .tabs {
        display: flex;
        gap: 4px;
        padding-bottom: 8px;
      }
      .tabs button {
        min-height: var(--carry-target);
        padding: 0 16px;
        border: 0;
        border-radius: 999px;
        background: none;
        font-weight: 600;
        color: var(--carry-ink-soft);
        cursor: pointer;
      }
      .tabs button[aria-selected='true'] {
        background: var(--carry-sunken);
        color: var(--carry-ink);
      }
      .scroll {
        overflow-y: auto;
        overscroll-behavior: contain;
        max-height: 60dvh;
        scrollbar-width: thin;
      }
      carry-transcript {
        --carry-transcript-ground: var(--carry-surface);
      }
      .wide {
        display: none;
      }
      @media (min-width: 880px) {
        .head {
          padding: 12px 20px;
        }
        .body {
          max-width: 1120px;
          padding: 0 48px 40px;
          min-height: calc(100dvh - 72px);
          align-content: center;
        }
        .body.with-panel {
          grid-template-columns: minmax(0, 1fr) minmax(300px, 400px);
          gap: 20px 56px;
          align-items: center;
        }
        .main {
          display: grid;
          gap: 16px;
          min-width: 0;
        }
        .main > * {
          width: 100%;
          max-width: 640px;
          justify-self: center;
        }
        .panel {
          max-height: min(640px, calc(100dvh - 140px));
        }
        .scroll {
          max-height: none;
        }
        .wide {
          display: flex;
        }
      }
      @media (forced-colors: active) {
        .icon-button[aria-pressed='true'],
        .tabs button[aria-selected='true'] {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
      @media (max-width: 879px) {
        .main {
          display: contents;
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: PlayerSnapshot;
  @property({ attribute: false }) view: DownloadView | undefined;
  @property({ attribute: false }) place: number | null = null;

  @state() private panel: Panel | null = null;
  @state() private atTop = true;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  readonly #transcript = new ResourceController(this, () => {
    const transcript = this.snapshot.transcripts[0];
    return transcript === undefined ? null : transcriptResource(transcript.url);
  });
  readonly #swipe = new SwipeController(this, {
    direction: 'down',
    follow: { share: 0.8, atMostPx: 240 },
    onSwiped: () => void this.#leave(),
  });

  override firstUpdated(): void {
    this.dialog?.showModal();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('snapshot');
    if (before !== undefined && before.episode?.id !== this.snapshot.episode?.id) this.panel = null;
  }

  override render() {
    const { snapshot } = this;
    const { durationSeconds, episode, positionSeconds, problem } = snapshot;
    if (episode === null) return nothing;
    const chapters = listedChapters(snapshot.chapters);
    const isVideo = episode.kind === 'video';
    const panels = this.#panels();
    return html`
      <dialog
        class=${this.atTop ? 'at-top' : ''}
        aria-label="Player"
        ${cssProperties({ '--artwork': episode.artworkColor })}
        @scroll=${() => (this.atTop = (this.dialog?.scrollTop ?? 0) <= 0)}
        @close=${() => sendRequest(this, 'carry-app-request', { type: 'close-player' })}
      >
        <div class="head" @pointerdown=${this.#swipeBegins}>
          <button
            class="icon-button strong"
            autofocus
            aria-label="Close the player"
            title="Close (Esc)"
            @click=${() => this.dialog?.close()}
          >
            ${icon('chevronDown')}
          </button>
        </div>
        <div class="body ${panels.length > 0 ? 'with-panel' : ''}">
          <div class="main">
            <div class="picture" @pointerdown=${this.atTop ? this.#swipeBegins : null}>
              ${
                isVideo && snapshot.loaded
                  ? html`<div
                      class="screen"
                      @click=${() => sendRequest(this, 'carry-player-request', { type: 'toggle' })}
                    >
                      <slot name="media"></slot>
                    </div>`
                  : html`<div class="cover">
                      <carry-artwork
                        .src=${episode.artworkUrl}
                        .color=${episode.artworkColor}
                        .size=${512}
                      ></carry-artwork>
                      <carry-chapter-picture
                        .src=${pictureAt(snapshot.chapters, positionSeconds)}
                      ></carry-chapter-picture>
                    </div>`
              }
            </div>
            <div class="words">
              <p class="chapter">${chapterAt(chapters, positionSeconds)?.title ?? ''}</p>
              <h2><a href=${episodePath(episode.id)}>${episode.title}</a></h2>
              <p><a class="show" href=${showPath(episode.showId)}>${episode.showTitle}</a></p>
            </div>
            ${problem === null ? nothing : this.#problem()}
            <carry-times stacked .positionSeconds=${positionSeconds} .durationSeconds=${durationSeconds}>
              <carry-seek-bar
                .positionSeconds=${positionSeconds}
                .durationSeconds=${durationSeconds}
                .buffered=${snapshot.buffered}
                .stored=${this.view === undefined ? [] : playableRanges(this.view)}
                .chapters=${chapters}
              ></carry-seek-bar>
            </carry-times>
            <carry-transport large .snapshot=${snapshot}></carry-transport>
            <div class="tools">
              <carry-speed-menu .speed=${snapshot.speed}></carry-speed-menu>
              <carry-volume class="wide" .volume=${snapshot.volume} ?muted=${snapshot.muted}></carry-volume>
              ${isVideo ? this.#videoTools() : nothing}
              <carry-download-button
                .episode=${episode}
                .view=${this.view}
                .place=${this.place}
              ></carry-download-button>
            </div>
          </div>
          ${panels.length === 0 ? nothing : this.#panel(panels)}
        </div>
      </dialog>
    `;
  }

  #videoTools() {
    const { captionsOn, transcripts } = this.snapshot;
    const tool = (
      name: string,
      key: string,
      face: IconName,
      run: () => void,
      pressed: boolean | null,
    ) => html`
      <button
        class="icon-button strong"
        aria-label=${name}
        title=${key === '' ? name : `${name} (${key})`}
        aria-pressed=${pressed === null ? nothing : pressed ? 'true' : 'false'}
        @click=${run}
      >
        ${icon(face)}
      </button>
    `;
    return html`
      ${
        transcripts.length === 0
          ? nothing
          : tool('Captions', 'C', 'captions', () => this.#ask('toggle-captions'), captionsOn)
      }
      ${
        document.pictureInPictureEnabled
          ? tool('Picture in picture', '', 'pip', () => this.#ask('toggle-picture-in-picture'), null)
          : nothing
      }
      ${tool('Full window', 'F', 'fullscreen', () => this.#ask('toggle-fullscreen'), null)}
    `;
  }

  #problem() {
    const { episode, problem } = this.snapshot;
    if (problem === null || episode === null) return nothing;
    const { wayOut, what } = playerText(problem);
    return html`
      <div class="problem" role="alert">
        <strong>${what}</strong>
        <span>${wayOut}</span>
        <span>
          <button class="button" @click=${() => this.#ask('retry')}>Retry</button>
          ${
            isHere(this.view) || this.view !== undefined
              ? nothing
              : html`<button
                  class="button"
                  @click=${() => sendRequest(this, 'carry-download-request', { action: 'download', episode })}
                >
                  Download
                </button>`
          }
        </span>
      </div>
    `;
  }

  #panels(): readonly Panel[] {
    const panels: Panel[] = [];
    if (listedChapters(this.snapshot.chapters).length > 0) panels.push('chapters');
    if (this.snapshot.transcripts.length > 0) panels.push('transcript');
    return panels;
  }

  #panel(panels: readonly Panel[]) {
    const { chapters, positionSeconds, transcripts } = this.snapshot;
    const shown = this.panel !== null && panels.includes(this.panel) ? this.panel : panels[0];
    return html`
      <div class="panel">
        <div class="tabs" role="tablist" aria-label="About this episode" @keydown=${this.#moveTab}>
          ${panels.map(
            (panel) => html`
              <button
                role="tab"
                id="tab-${panel}"
                aria-controls="panel"
                aria-selected=${panel === shown ? 'true' : 'false'}
                tabindex=${panel === shown ? 0 : -1}
                @click=${() => (this.panel = panel)}
              >
                ${panel === 'chapters' ? 'Chapters' : 'Transcript'}
              </button>
            `,
          )}
        </div>
        <div class="scroll" id="panel" role="tabpanel" aria-labelledby="tab-${shown}">
          ${
            shown === 'chapters'
              ? html`<carry-chapters
                  .chapters=${chapters}
                  .positionSeconds=${positionSeconds}
                  @carry-time-chosen=${this.#playFrom}
                ></carry-chapters>`
              : html`<carry-transcript
                  follows
                  .source=${this.#transcript.value ?? ''}
                  .language=${transcripts[0]?.language ?? null}
                  .positionSeconds=${positionSeconds}
                  @carry-time-chosen=${this.#playFrom}
                ></carry-transcript>`
          }
        </div>
      </div>
    `;
  }

  readonly #moveTab = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const panels = this.#panels();
    const next = panels.find((panel) => panel !== (this.panel ?? panels[0]));
    if (next === undefined) return;
    this.panel = next;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus());
  };

  readonly #playFrom = (event: CustomEvent<number>): void => {
    const { episode } = this.snapshot;
    if (episode === null) return;
    sendRequest(this, 'carry-player-request', { type: 'play', episode, fromSeconds: event.detail });
  };

  #ask(type: 'toggle-captions' | 'toggle-fullscreen' | 'toggle-picture-in-picture' | 'retry'): void {
    sendRequest(this, 'carry-player-request', { type });
  }

  readonly #swipeBegins = (event: PointerEvent): void => {
    if (this.dialog !== null) this.#swipe.begin(event, this.dialog);
  };

  /** Goes on downwards from where the finger let it go. */
  async #leave(): Promise<void> {
    const { dialog } = this;
    if (dialog === null) return;
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const from = getComputedStyle(dialog).translate;
      await dialog.animate({ translate: [from, '0 100dvh'] }, { duration: 160, easing: 'ease-in' }).finished;
    }
    dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-full-player': CarryFullPlayer;
  }
}
