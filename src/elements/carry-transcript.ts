import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { findInCues, indexCues, type CueIndex, type Hit } from '../text/find-in-cues.ts';
import { cueIndexAt, parseVtt, type Cue } from '../text/vtt.ts';
import './carry-find-bar.ts';
import { hitStyles, makeHitPainter } from './hit-painter.ts';
import { ScrollFollower } from './scroll-follower.ts';
import { TranscriptLines } from './transcript-lines.ts';

/**
 * What is said in an episode, to read, to follow and to search; a click asks to play from there.
 * @fires carry-time-chosen - `detail`: seconds
 * @cssprop --carry-transcript-ground - the colour behind it
 * @cssprop --carry-transcript-inset - the room at both sides of the field to search in
 * @cssprop --carry-transcript-bottom - how much is covered at the bottom of the box that scrolls it
 */
@customElement('carry-transcript')
export class CarryTranscript extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    hitStyles,
    css`
      :host {
        --ground: var(--carry-transcript-ground, var(--carry-bg));
      }
      carry-find-bar {
        position: sticky;
        top: 0;
        z-index: 1;
        padding: 4px var(--carry-transcript-inset, 0px) 8px;
        background: var(--ground);
      }
      .block {
        content-visibility: auto;
        contain-intrinsic-block-size: auto calc(var(--lines) * 2.5em);
      }
      .block:empty {
        min-block-size: calc(var(--lines) * 2.5em);
      }
      .line {
        display: block;
        width: 100%;
        padding: 7px 12px;
        border: 0;
        border-radius: var(--carry-radius-s);
        background: none;
        text-align: start;
        line-height: 1.5;
        overflow-wrap: anywhere;
        cursor: pointer;
        color: var(--carry-ink-soft);
        transition: color var(--carry-calm);
      }
      .line:focus-visible {
        outline-offset: -2px;
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
      .below {
        position: sticky;
        bottom: calc(var(--carry-transcript-bottom, 0px) + 8px);
        display: grid;
        justify-items: center;
        padding-top: 8px;
        pointer-events: none;
      }
      .below .button {
        pointer-events: auto;
        box-shadow: var(--carry-shadow-2);
      }
      @media (hover: hover) {
        .line:hover {
          color: var(--carry-ink);
        }
      }
      @media (forced-colors: active) {
        [aria-current='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  /** WebVTT */
  @property({ attribute: false }) source = '';
  /** Where the player is in this episode; null when it has another one. */
  @property({ attribute: false }) positionSeconds: number | null = null;
  @property({ attribute: false }) language: string | null = null;
  /** Keeps the current line in sight from the start, until the listener scrolls or searches. */
  @property({ type: Boolean }) follows = false;

  @state() private following = false;
  @state() private lookedFor = '';
  @state() private hits: readonly Hit[] = [];
  @state() private hit = 0;

  #cues: readonly Cue[] = [];
  /** Made by the first search. */
  #index: CueIndex | null = null;
  #current = -1;
  #lines = new TranscriptLines([]);
  #marked: HTMLButtonElement | undefined;
  #tabStop: HTMLButtonElement | undefined;

  readonly #painter = makeHitPainter((cue) => this.#lines.at(cue)?.lastElementChild ?? undefined);
  readonly #follower = new ScrollFollower({ onLeft: () => (this.following = false) });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follower.stop();
    this.#painter.clear();
    this.#lines.rest();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lines.fillByAndBy();
    this.#paint();
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.size > 1 || !changed.has('positionSeconds')) return true;
    return this.#indexNow() !== this.#current;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('source')) {
      this.#cues = parseVtt(this.source);
      this.#index = null;
      this.#painter.clear();
      this.#lines.rest();
      this.#lines = new TranscriptLines(this.#cues);
      this.#lines.fillByAndBy();
      this.lookedFor = '';
      this.hits = [];
    }
    if (changed.has('source') || changed.has('follows')) this.following = this.follows;
    this.#current = this.#indexNow();
  }

  override render() {
    return html`
      ${
        this.#cues.length === 0
          ? nothing
          : html`<carry-find-bar
              .label=${'Search the transcript'}
              .query=${this.lookedFor}
              .hits=${this.hits.length}
              .current=${this.hit}
              @carry-find-changed=${this.#look}
              @carry-find-moved=${this.#moveOn}
            ></carry-find-bar>`
      }
      <div lang=${this.language ?? nothing} @click=${this.#choose} @keydown=${this.#key}>
        ${this.#lines.blocks}
      </div>
      ${
        this.following || this.#current < 0
          ? nothing
          : html`<div class="below">
              <button
                class="button primary"
                title="Keep the line that is spoken in sight"
                @click=${() => (this.following = true)}
              >
                Follow
              </button>
            </div>`
      }
    `;
  }

  override updated(): void {
    this.#markCurrent();
    this.#offerToTab(this.#lines.at(this.#lineToOffer()));
    const line = this.#lines.at(this.#current);
    if (!this.following) this.#follower.stop();
    else if (line !== undefined) this.#follower.follow(line);
  }

  #indexNow(): number {
    return this.positionSeconds === null ? -1 : cueIndexAt(this.#cues, this.positionSeconds);
  }

  /** Touches the line before and the new one, however many there are. */
  #markCurrent(): void {
    const line = this.#lines.at(this.#current);
    if (line === this.#marked) return;
    this.#marked?.removeAttribute('aria-current');
    line?.setAttribute('aria-current', 'true');
    this.#marked = line;
  }

  /** One line at a time is reached by Tab, so that a long transcript is no wall; the arrows lead to the others. */
  #offerToTab(line: HTMLButtonElement | undefined): void {
    if (line === this.#tabStop) return;
    if (this.#tabStop !== undefined) this.#tabStop.tabIndex = -1;
    if (line !== undefined) line.tabIndex = 0;
    this.#tabStop = line;
  }

  #lineToOffer(): number {
    const focused = this.shadowRoot?.activeElement;
    if (focused instanceof HTMLButtonElement && focused.matches('.line')) return Number(focused.value);
    return this.hits[this.hit]?.[0].cue ?? Math.max(0, this.#current);
  }

  readonly #look = ({ detail: query }: CustomEvent<string>): void => {
    const from = this.hits[this.hit]?.[0].cue ?? Math.max(0, this.#current);
    this.lookedFor = query;
    this.#index ??= indexCues(this.#cues);
    this.hits = findInCues(this.#index, query);
    this.hit = Math.max(
      0,
      this.hits.findIndex(([{ cue }]) => cue >= from),
    );
    if (query !== '') this.following = false;
    this.#paint();
    this.#showHit();
  };

  readonly #moveOn = ({ detail: direction }: CustomEvent<-1 | 1>): void => {
    const { length } = this.hits;
    this.hit = (this.hit + direction + length) % length;
    this.#painter.move(this.hit);
    this.#showHit();
  };

  #paint(): void {
    this.#painter.paint(this.hits, this.hit);
  }

  #showHit(): void {
    const line = this.#lines.at(this.hits[this.hit]?.[0].cue ?? -1);
    this.#follower.stop();
    if (line !== undefined) this.#follower.show(line);
  }

  readonly #choose = ({ target }: Event): void => {
    const line = lineOf(target);
    if (line === null) return;
    const cue = this.#cues[Number(line.value)];
    if (cue !== undefined) this.dispatchEvent(new CustomEvent('carry-time-chosen', { detail: cue.start }));
  };

  readonly #key = (event: KeyboardEvent): void => {
    const line = lineOf(event.target);
    if (line === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.#lines.count - 1;
    const next = {
      ArrowDown: Math.min(last, Number(line.value) + 1),
      ArrowUp: Math.max(0, Number(line.value) - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.following = false;
    const target = this.#lines.at(next);
    target?.focus();
    this.#offerToTab(target);
  };
}

const lineOf = (target: EventTarget | null): HTMLButtonElement | null =>
  target instanceof Element ? target.closest<HTMLButtonElement>('button.line') : null;

declare global {
  interface HTMLElementTagNameMap {
    'carry-transcript': CarryTranscript;
  }
}
