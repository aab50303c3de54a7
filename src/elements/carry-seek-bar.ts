import type { FractionRange } from '../services/player.ts';
import type { Chapter } from '../services/resources.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { cssProperties } from './css-properties.ts';
import { chapterAt, SKIP_AHEAD_SECONDS, SKIP_BACK_SECONDS } from '../services/player.ts';
import { resetStyles } from '../styles/shared.ts';
import { formatClock, formatSpokenTime } from '../text/format.ts';
import { rangesGradient } from '../views/download-lists.ts';
import { sendRequest } from './requests.ts';

const SKIPS: Readonly<Record<string, number>> = {
  ArrowLeft: -SKIP_BACK_SECONDS,
  ArrowRight: SKIP_AHEAD_SECONDS,
  PageDown: -60,
  PageUp: 60,
};

/**
 * Where the player is, where it can go, and what is stored of it.
 * @fires carry-player-request
 */
@customElement('carry-seek-bar')
export class CarrySeekBar extends LitElement {
  static override styles = [
    resetStyles,
    css`
      .bar {
        --tick: var(--carry-surface);
        position: relative;
        height: 28px;
        display: grid;
        align-items: center;
      }
      .track {
        position: relative;
        height: 6px;
        border-radius: 3px;
        background: var(--carry-line);
        overflow: hidden;
        pointer-events: none;
        transition: height var(--carry-quick);
      }
      .layer {
        position: absolute;
        inset: 0;
      }
      .buffered {
        background-image: var(--buffered);
      }
      .stored {
        inset: auto 0 0;
        height: 100%;
        background-image: var(--stored);
      }
      .played {
        inset-inline-end: auto;
        width: calc(var(--at) * 100%);
        background: var(--carry-accent);
      }
      .chapters {
        background-image: var(--chapters);
      }
      /* As wide as the bar and one thumb: the middle of the thumb then reaches both ends, as it is drawn. */
      input {
        --thumb: 16px;
        position: absolute;
        inset: -8px calc(var(--thumb) / -2);
        width: calc(100% + var(--thumb));
        height: calc(100% + 16px);
        margin: 0;
        opacity: 0;
        appearance: none;
        cursor: pointer;
        touch-action: none;
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: var(--thumb);
        height: var(--thumb);
      }
      input::-moz-range-thumb {
        border: 0;
        width: var(--thumb);
        height: var(--thumb);
      }
      input:disabled {
        cursor: default;
      }
      .thumb {
        position: absolute;
        top: 50%;
        left: calc(var(--at) * 100%);
        width: 14px;
        height: 14px;
        margin: -7px;
        border-radius: 50%;
        background: var(--carry-accent);
        pointer-events: none;
        box-shadow: 0 0 0 2px var(--carry-surface);
        transition: transform var(--carry-quick);
      }
      .bar:has(input:focus-visible) .thumb {
        outline: 2px solid var(--carry-accent);
        outline-offset: 3px;
      }
      .bar:has(input:active) .thumb {
        transform: scale(1.3);
      }
      .bubble {
        position: absolute;
        z-index: 2;
        bottom: 100%;
        left: clamp(48px, calc(var(--hover) * 100%), calc(100% - 48px));
        transform: translateX(-50%);
        padding: 4px 10px;
        border-radius: var(--carry-radius-s);
        background: var(--carry-ink);
        color: var(--carry-bg);
        font-size: var(--carry-text-xs);
        font-variant-numeric: tabular-nums;
        text-align: center;
        white-space: nowrap;
        max-width: 240px;
        overflow: hidden;
        text-overflow: ellipsis;
        pointer-events: none;
      }
      .bubble b {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @media (hover: hover) {
        .bar:hover .track {
          height: 8px;
        }
      }
      @media (forced-colors: active) {
        .bar {
          --tick: CanvasText;
          forced-color-adjust: none;
        }
        .track {
          border: 1px solid CanvasText;
          background: Canvas;
        }
        .track,
        .bar:hover .track {
          height: 10px;
        }
        .buffered {
          display: none;
        }
        .stored {
          height: 3px;
        }
        .bubble {
          border: 1px solid CanvasText;
          background: Canvas;
          color: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) positionSeconds = 0;
  @property({ attribute: false }) durationSeconds: number | null = null;
  @property({ attribute: false }) buffered: readonly FractionRange[] = [];
  /** What of the file is stored on this device. */
  @property({ attribute: false }) stored: readonly FractionRange[] = [];
  @property({ attribute: false }) chapters: readonly Chapter[] = [];

  /** Where the pointer is, from 0 to 1. */
  @state() private hover: number | null = null;
  /** Where a drag is, in seconds; the player is asked when it ends. */
  @state() private dragSeconds: number | null = null;

  override render() {
    const duration = this.durationSeconds ?? 0;
    const at = this.dragSeconds ?? this.positionSeconds;
    const fraction = duration > 0 ? Math.min(1, at / duration) : 0;
    const shown = this.dragSeconds === null ? this.hover : fraction;
    return html`
      <div
        class="bar"
        ${cssProperties({
          '--at': fraction.toFixed(5),
          '--hover': (shown ?? 0).toFixed(4),
          '--buffered': rangesGradient(
            this.buffered,
            'color-mix(in oklab, var(--carry-line-strong) 35%, transparent)',
          ),
          '--stored': rangesGradient(this.stored, 'var(--carry-stored)'),
          '--chapters': chapterTicks(this.chapters, duration),
        })}
        @pointermove=${this.#follow}
        @pointerleave=${this.#leave}
      >
        <div class="track">
          <div class="layer buffered"></div>
          <div class="layer stored"></div>
          <div class="layer played"></div>
          <div class="layer chapters"></div>
        </div>
        <div class="thumb"></div>
        ${shown === null || duration === 0 ? nothing : this.#bubble(shown * duration)}
        <input
          type="range"
          aria-label="Position"
          aria-valuetext="${formatSpokenTime(at)} of ${formatSpokenTime(duration)}"
          min="0"
          max=${duration}
          step="any"
          ?disabled=${duration === 0}
          .value=${String(at)}
          @input=${this.#drag}
          @change=${this.#drop}
          @keydown=${this.#key}
        />
      </div>
    `;
  }

  #bubble(seconds: number) {
    const chapter = chapterAt(this.chapters, seconds);
    return html`<div class="bubble">
      ${chapter === null ? nothing : html`<b>${chapter.title}</b>`}${formatClock(seconds)}
    </div>`;
  }

  readonly #follow = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return;
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.hover = width === 0 ? null : Math.min(1, Math.max(0, (event.clientX - left) / width));
  };

  readonly #leave = (): void => {
    this.hover = null;
  };

  readonly #drag = (event: Event): void => {
    this.dragSeconds = Number((event.target as HTMLInputElement).value);
  };

  readonly #drop = (event: Event): void => {
    this.dragSeconds = null;
    sendRequest(this, 'carry-player-request', {
      type: 'seek',
      seconds: Number((event.target as HTMLInputElement).value),
    });
  };

  readonly #key = (event: KeyboardEvent): void => {
    const seconds = SKIPS[event.key];
    if (seconds === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    sendRequest(this, 'carry-player-request', { type: 'skip', seconds });
  };
}

/** Thin gaps in the bar at the start of each chapter but the first. */
function chapterTicks(chapters: readonly Chapter[], durationSeconds: number): string {
  if (durationSeconds <= 0) return 'none';
  const ticks = chapters
    .map(({ startTime }) => startTime / durationSeconds)
    .filter((fraction) => fraction > 0.002 && fraction < 0.998)
    .map((fraction) => {
      const place = `${(fraction * 100).toFixed(3)}%`;
      const color = 'var(--tick)';
      return `transparent calc(${place} - 1px), ${color} calc(${place} - 1px), ${color} calc(${place} + 1px), transparent calc(${place} + 1px)`;
    });
  return ticks.length === 0 ? 'none' : `linear-gradient(to right, ${ticks.join(', ')})`;
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-seek-bar': CarrySeekBar;
  }
}
