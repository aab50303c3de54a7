import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { resetStyles } from '../styles/shared.ts';
import { formatClock } from '../text/format.ts';
import { cueIndexAt, parseVtt, type Cue } from '../text/vtt.ts';

/**
 * What is said in an episode, to read; a click asks to play from there.
 * @fires carry-time-chosen - `detail`: seconds
 */
@customElement('carry-transcript')
export class CarryTranscript extends LitElement {
  static override styles = [
    resetStyles,
    css`
      button {
        display: block;
        width: 100%;
        padding: 7px 12px;
        border: 0;
        border-radius: var(--carry-radius-s);
        background: none;
        text-align: start;
        line-height: 1.5;
        cursor: pointer;
        color: var(--carry-ink-soft);
        transition: color var(--carry-calm);
      }
      .speaker {
        display: block;
        font-size: var(--carry-text-s);
        font-weight: 700;
        color: var(--carry-accent);
      }
      [aria-current='true'] {
        background: var(--carry-accent-soft);
        color: var(--carry-ink);
      }
      @media (hover: hover) {
        button:hover {
          color: var(--carry-ink);
        }
      }
    `,
  ];

  /** WebVTT */
  @property({ attribute: false }) source = '';
  /** Where the player is in this episode; null when it has another one. */
  @property({ attribute: false }) positionSeconds: number | null = null;
  @property({ attribute: false }) language: string | null = null;
  /** Keeps the current line in sight, inside the nearest box that scrolls. */
  @property({ type: Boolean }) follows = false;

  #cues: readonly Cue[] = [];
  #current = -1;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('source')) this.#cues = parseVtt(this.source);
    this.#current = this.positionSeconds === null ? -1 : cueIndexAt(this.#cues, this.positionSeconds);
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.size > 1 || !changed.has('positionSeconds')) return true;
    const next = this.positionSeconds === null ? -1 : cueIndexAt(this.#cues, this.positionSeconds);
    return next !== this.#current;
  }

  override render() {
    let speaker: string | null = null;
    return html`
      <div lang=${this.language ?? nothing}>
        ${this.#cues.map((cue, index) => {
          const changes = cue.speaker !== null && cue.speaker !== speaker;
          speaker = cue.speaker ?? speaker;
          return html`<button
            aria-current=${index === this.#current ? 'true' : 'false'}
            title="Play from ${formatClock(cue.start)}"
            @click=${() => this.#choose(cue.start)}
          >
            ${changes ? html`<span class="speaker">${cue.speaker}</span>` : nothing}${cue.text}
          </button>`;
        })}
      </div>
    `;
  }

  override updated(): void {
    if (!this.follows || this.#current < 0) return;
    const line = this.renderRoot.querySelectorAll('button')[this.#current];
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    line?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  }

  #choose(seconds: number): void {
    this.dispatchEvent(new CustomEvent('carry-time-chosen', { detail: seconds }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-transcript': CarryTranscript;
  }
}
