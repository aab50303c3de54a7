import type { DownloadStatus } from '../../core/downloads/download.ts';
import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { downloadLine } from '../text/download-text.ts';
import { formatBytes } from '../text/format.ts';
import { icon, type IconName } from './icons.ts';
import { sendRequest } from './requests.ts';

type Action = 'download' | 'pause' | 'resume' | 'retry' | 'cancel';

interface Face {
  readonly action: Action | null;
  readonly name: (title: string) => string;
  readonly glyph: IconName;
  /** How much of the ring is drawn; null for no ring. */
  readonly ring: 'bytes' | 'turning' | 'dashed' | null;
}

const FACES: Record<DownloadStatus | 'none', Face> = {
  none: { action: 'download', name: (title) => `Download ${title}`, glyph: 'arrowDown', ring: null },
  cancelled: { action: 'download', name: (title) => `Download ${title}`, glyph: 'arrowDown', ring: null },
  queued: { action: 'pause', name: (title) => `Pause download of ${title}`, glyph: 'pause', ring: 'dashed' },
  probing: {
    action: 'pause',
    name: (title) => `Pause download of ${title}`,
    glyph: 'pause',
    ring: 'turning',
  },
  downloading: {
    action: 'pause',
    name: (title) => `Pause download of ${title}`,
    glyph: 'pause',
    ring: 'bytes',
  },
  waiting: { action: 'retry', name: (title) => `Retry download of ${title}`, glyph: 'clock', ring: 'bytes' },
  paused: {
    action: 'resume',
    name: (title) => `Resume download of ${title}`,
    glyph: 'arrowDown',
    ring: 'bytes',
  },
  verifying: { action: null, name: (title) => `Checking ${title}`, glyph: 'check', ring: 'turning' },
  complete: { action: 'cancel', name: (title) => `Remove download of ${title}`, glyph: 'trash', ring: null },
  failed: { action: 'retry', name: (title) => `Retry download of ${title}`, glyph: 'retry', ring: null },
};

const CANCELLABLE: ReadonlySet<DownloadStatus> = new Set([
  'queued',
  'probing',
  'downloading',
  'waiting',
  'paused',
  'verifying',
  'failed',
]);

const RADIUS = 16;
const CIRCUMFERENCE = 2 * Math.PI * RADIUS;

/**
 * The one control of a download, with a face for each of its states.
 * @fires carry-download-request
 */
@customElement('carry-download-button')
export class CarryDownloadButton extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        min-width: 0;
      }
      .main {
        position: relative;
        isolation: isolate;
      }
      .main svg.glyph,
      .main > svg {
        width: 20px;
        height: 20px;
      }
      .main[data-status='downloading'],
      .main[data-status='probing'],
      .main[data-status='queued'],
      .main[data-status='verifying'],
      .main[data-status='paused'] {
        color: var(--carry-accent);
      }
      .main[data-status='downloading'] > svg:not(.ring),
      .main[data-status='probing'] > svg:not(.ring),
      .main[data-status='queued'] > svg:not(.ring) {
        width: 14px;
        height: 14px;
      }
      .main[data-status='paused'] > svg:not(.ring),
      .main[data-status='waiting'] > svg:not(.ring),
      .main[data-status='verifying'] > svg:not(.ring) {
        width: 18px;
        height: 18px;
      }
      .main[data-status='waiting'] {
        color: var(--carry-warn);
      }
      .main[data-status='failed'] {
        color: var(--carry-danger);
        background: var(--carry-danger-soft);
      }
      .main > svg.ring {
        position: absolute;
        inset: 3px;
        width: 38px;
        height: 38px;
        transform: rotate(-90deg);
      }
      .track {
        stroke: var(--carry-line);
      }
      .arc {
        stroke: currentColor;
        transition: stroke-dashoffset var(--carry-calm) linear;
      }
      .turning {
        animation: turn 1.1s linear infinite;
      }
      @keyframes turn {
        to {
          transform: rotate(270deg);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .turning {
          animation: none;
        }
      }
      @media (forced-colors: active) {
        .icon-button.main {
          border: 0;
          box-shadow: none;
          outline-color: Highlight;
        }
        .track {
          stroke: GrayText;
          stroke-width: 1;
        }
        .arc {
          stroke: Highlight;
        }
        .main:not(:has(.ring)) {
          border: 1px solid ButtonText;
        }
      }
      .outlined {
        box-shadow: inset 0 0 0 1.5px var(--carry-line);
      }
      .text {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        padding: 0 4px 0 8px;
        font-variant-numeric: tabular-nums;
        line-height: 1.25;
        min-width: 0;
      }
      .text.here {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        padding: 0 4px 0 0;
        color: var(--carry-accent);
        font-weight: 600;
      }
      .text.failed {
        color: var(--carry-danger);
      }
      .text.waiting {
        color: var(--carry-warn);
      }
    `,
  ];

  @property({ attribute: false }) episode!: EpisodeSummary;
  @property({ attribute: false }) view: DownloadView | undefined;
  /** Place in the queue, from 1; null when it is not queued. */
  @property({ attribute: false }) place: number | null = null;
  /** Leaves the text out, where it stands elsewhere. */
  @property({ type: Boolean }) bare = false;

  #ticking: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#ticking);
  }

  override render() {
    const { episode, view } = this;
    const status = view?.download.status ?? 'none';
    const face = FACES[status];
    const name = face.name(episode.title);
    const cancellable = status !== 'none' && CANCELLABLE.has(status);
    return html`
      ${status === 'complete' ? this.#text(status) : nothing}
      <button
        class="icon-button main ${status === 'none' || status === 'cancelled' ? 'outlined' : ''}"
        data-status=${status}
        aria-label=${name}
        title=${name}
        ?disabled=${face.action === null}
        @click=${() => this.#request(face.action)}
      >
        ${this.#ring(face)} ${icon(face.glyph)}
      </button>
      ${status === 'complete' ? nothing : this.#text(status)}
      ${
        cancellable
          ? html`<button
              class="icon-button cancel"
              aria-label="Cancel download of ${episode.title}"
              title="Cancel download of ${episode.title}"
              @click=${() => this.#request('cancel')}
            >
              ${icon('close', 18)}
            </button>`
          : nothing
      }
    `;
  }

  override updated(): void {
    clearTimeout(this.#ticking);
    const download = this.view?.download;
    if (download?.status === 'waiting' && download.retryAt !== null) {
      this.#ticking = setTimeout(() => this.requestUpdate(), 1000);
    }
  }

  #text(status: DownloadStatus | 'none'): TemplateResult | typeof nothing {
    if (this.bare) return nothing;
    const { bytes } = this.episode.media;
    const size = bytes > 0 ? formatBytes(bytes) : 'Download';
    if (this.view === undefined || status === 'none' || status === 'cancelled')
      return html`<span class="text">${size}</span>`;
    const line = downloadLine(this.view, { place: this.place, nowMs: Date.now() });
    if (status === 'complete') return html`<span class="text here">${icon('check', 18)}${line}</span>`;
    return html`<span class="text ${status}">${line}</span>`;
  }

  #ring({ ring }: Face): TemplateResult | typeof nothing {
    if (ring === null) return nothing;
    const { bytesHere = 0, bytesTotal = null } = this.view ?? {};
    const fraction =
      ring === 'turning' ? 0.25 : bytesTotal === null || bytesTotal === 0 ? 0 : bytesHere / bytesTotal;
    const offset = CIRCUMFERENCE * (1 - Math.min(1, fraction));
    return html`<svg
      class="ring ${ring === 'turning' ? 'turning' : ''}"
      viewBox="0 0 38 38"
      aria-hidden="true"
    >
      ${svg`<circle class="track" cx="19" cy="19" r=${RADIUS} fill="none" stroke-width="3"
        stroke-dasharray=${ring === 'dashed' ? '3 4' : nothing} />`}
      ${
        fraction === 0
          ? nothing
          : svg`<circle class="arc" cx="19" cy="19" r=${RADIUS} fill="none" stroke-width="3" stroke-linecap="round"
              stroke-dasharray=${CIRCUMFERENCE.toFixed(2)} stroke-dashoffset=${offset.toFixed(2)} />`
      }
    </svg>`;
  }

  #request(action: Action | null): void {
    if (action === null) return;
    sendRequest(this, 'carry-download-request', { action, episode: this.episode });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-download-button': CarryDownloadButton;
  }
}
