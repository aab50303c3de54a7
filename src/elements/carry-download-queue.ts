import type { DownloadView } from '../../engine/downloads-port.ts';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { cssProperties } from './css-properties.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';
import { scrollAtEdges } from './scroll-at-edges.ts';
import './carry-download-row.ts';

/** What is being moved. The list itself changes only when the engine has done it. */
interface Sorting {
  readonly id: string;
  readonly by: 'pointer' | 'keyboard';
  readonly from: number;
  readonly to: number;
  /** How far the row is from its place. */
  readonly offsetPx: number;
  /** It was let go, and waits for the queue to follow. */
  readonly dropped: boolean;
  /** Of all rows, from the first one. */
  readonly heightsPx: readonly number[];
}

/** A queue that does not follow by then did not take the order. */
const FOLLOW_WITHIN_MS = 1_500;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * The downloads that are on their way, to be put in another order by dragging, or by keys.
 * @csspart moving-artwork - an artwork, while it moves to another page
 * @fires carry-download-request
 * @fires carry-player-request
 * @fires carry-page-request
 * @fires carry-app-request
 */
@customElement('carry-download-queue')
export class CarryDownloadQueue extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      ul {
        margin-top: 8px;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: start;
        background: var(--carry-bg);
        transform: translateY(calc(var(--offset) * 1px));
      }
      li + li {
        border-top: 1px solid var(--carry-line);
      }
      ul.sorting li:not(.lifted) {
        transition: transform var(--carry-calm) var(--carry-ease);
      }
      ul.by-keyboard li.lifted {
        transition: transform var(--carry-quick) var(--carry-ease);
      }
      li.lifted {
        position: relative;
        z-index: 2;
        border-radius: var(--carry-radius-m);
        background: var(--carry-raised);
        box-shadow: var(--carry-shadow-2);
      }
      .handle {
        cursor: grab;
        touch-action: none;
        margin: 18px 4px 0 -12px;
      }
      .sorting,
      .sorting .handle {
        cursor: grabbing;
      }
      .sorting {
        user-select: none;
      }
      .handle[aria-pressed='true'] {
        color: var(--carry-accent);
        background: var(--carry-accent-soft);
      }
      @media (max-width: 479px) {
        .handle {
          margin: 14px 0 0 -12px;
        }
      }
      @media (forced-colors: active) {
        li.lifted {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  /** In the order of the queue. */
  @property({ attribute: false }) views: readonly DownloadView[] = [];
  /** Place in line of each queued download, from 1, by episode id. */
  @property({ attribute: false }) places: ReadonlyMap<string, number> = new Map();
  @property({ attribute: false }) playingId: string | null = null;
  @state() private sorting: Sorting | null = null;

  #gesture: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('views');
    if (this.sorting === null || before === undefined) return;
    const ids = (views: readonly DownloadView[]): string =>
      views.map(({ download }) => download.episode.id).join();
    if (ids(before) !== ids(this.views)) this.#end();
  }

  override render() {
    const { sorting } = this;
    return html`
      <p id="how" class="visually-hidden">
        Space picks it up and drops it, the arrow keys move it, Escape puts it back.
      </p>
      <ul class=${sorting === null ? '' : `sorting by-${sorting.by}`}>
        ${repeat(
          this.views,
          ({ download }) => download.episode.id,
          (view, index) => this.#row(view, index),
        )}
      </ul>
    `;
  }

  #row(view: DownloadView, index: number) {
    const { id, title } = view.download.episode;
    const lifted = this.sorting?.id === id;
    return html`
      <li class=${lifted ? 'lifted' : ''} ${cssProperties({ '--offset': String(this.#offsetPx(index)) })}>
        <button
          class="icon-button handle"
          aria-label="Move ${title}"
          aria-describedby="how"
          aria-pressed=${lifted ? 'true' : 'false'}
          title="Move ${title}"
          @pointerdown=${(event: PointerEvent) => this.#press(event, index)}
          @click=${(event: MouseEvent) => this.#click(event, index)}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
          @blur=${() => this.#leave(id)}
        >
          ${icon('handle', 22)}
        </button>
        <carry-download-row
          exportparts="moving-artwork"
          .view=${view}
          .place=${this.places.get(id) ?? null}
          ?playing=${this.playingId === id}
        ></carry-download-row>
      </li>
    `;
  }

  /** How far a row stands from its place, so that there is a gap where the lifted one would go. */
  #offsetPx(index: number): number {
    const { sorting } = this;
    if (sorting === null) return 0;
    const { from, heightsPx, offsetPx, to } = sorting;
    if (index === from) return offsetPx;
    const own = heightsPx[from] ?? 0;
    if (index > from && index <= to) return -own;
    return index < from && index >= to ? own : 0;
  }

  #press(event: PointerEvent, from: number): void {
    if (event.button !== 0 || !event.isPrimary || this.sorting !== null) return;
    const heightsPx = this.#heights();
    const gesture = new AbortController();
    const { signal } = gesture;
    const startPx = event.clientY + scrollY;
    const mine = (move: PointerEvent): boolean => move.pointerId === event.pointerId;
    this.#lift({ from, by: 'pointer', heightsPx });
    this.#gesture = gesture;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    let pointerY = event.clientY;
    const follow = (): void => {
      if (this.sorting === null) return;
      const offsetPx = within(
        pointerY + scrollY - startPx,
        -sum(heightsPx.slice(0, from)),
        sum(heightsPx.slice(from + 1)),
      );
      this.sorting = { ...this.sorting, offsetPx, to: placeAt(heightsPx, from, offsetPx) };
    };
    const onMove = (move: PointerEvent): void => {
      if (!mine(move)) return;
      pointerY = move.clientY;
      follow();
    };
    addEventListener('pointermove', onMove, { signal });
    addEventListener('pointermove', () => scrollAtEdges(() => pointerY, follow, signal), {
      signal,
      once: true,
    });
    addEventListener('pointerup', (up) => mine(up) && this.#drop(), { signal });
    addEventListener('pointercancel', (cancelled) => mine(cancelled) && this.#end(), { signal });
    addEventListener('keydown', ({ key }) => key === 'Escape' && this.#end(), { signal });
  }

  /** Of the keyboard or of assistive technology: a press of the pointer has a count. */
  #click(event: MouseEvent, index: number): void {
    if (event.detail > 0) return;
    if (this.sorting === null) {
      this.#lift({ from: index, by: 'keyboard', heightsPx: this.#heights() });
      this.#say(index, '. Picked up. Move it with the arrow keys.');
    } else if (this.sorting.by === 'keyboard' && this.sorting.from === index) {
      this.#say(this.sorting.to, ', dropped');
      this.#drop();
    }
  }

  #key(event: KeyboardEvent): void {
    const { sorting } = this;
    if (sorting?.by !== 'keyboard' || sorting.dropped) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#say(sorting.from, ', put back');
      this.#end();
      return;
    }
    const last = this.views.length - 1;
    const { from, heightsPx, to: at } = sorting;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 || to > last) return;
    const offsetPx = distancePx(heightsPx, from, to);
    this.sorting = { ...sorting, to, offsetPx };
    this.#say(to);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.lifted')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  /** Who leaves the handle for something else has not dropped it anywhere. */
  #leave(id: string): void {
    const { sorting } = this;
    if (sorting?.id === id && sorting.by === 'keyboard' && !sorting.dropped) this.#end();
  }

  #lift({ by, from, heightsPx }: Pick<Sorting, 'by' | 'from' | 'heightsPx'>): void {
    const id = this.views[from]?.download.episode.id;
    if (id === undefined) return;
    this.sorting = { id, by, from, to: from, offsetPx: 0, dropped: false, heightsPx };
  }

  #drop(): void {
    const { sorting } = this;
    this.#gesture?.abort();
    if (sorting === null || sorting.from === sorting.to) {
      this.#end();
      return;
    }
    const { from, heightsPx, id, to } = sorting;
    const others = this.views.filter(({ download }) => download.episode.id !== id);
    const beforeId = others[to]?.download.episode.id ?? null;
    const offsetPx = distancePx(heightsPx, from, to);
    this.sorting = { ...sorting, offsetPx, dropped: true };
    this.#timer = setTimeout(() => this.#end(), FOLLOW_WITHIN_MS);
    sendRequest(this, 'carry-download-request', { action: 'move', episodeId: id, beforeId });
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#gesture?.abort();
    this.#gesture = null;
    const { sorting } = this;
    this.sorting = null;
    if (sorting?.by !== 'keyboard' || !sorting.dropped) return;
    // The row went to another place in the document, and the focus stayed behind.
    void this.updateComplete.then(() => this.#handleOf(sorting.id)?.focus({ preventScroll: true }));
  }

  #handleOf(id: string): HTMLElement | undefined {
    const index = this.views.findIndex(({ download }) => download.episode.id === id);
    return this.renderRoot.querySelectorAll<HTMLElement>('.handle')[index];
  }

  #heights(): number[] {
    return [...this.renderRoot.querySelectorAll('li')].map((row) => row.getBoundingClientRect().height);
  }

  /** `Sleeper, 2 of 5` */
  #say(index: number, more = ''): void {
    const title = this.views[this.sorting?.from ?? index]?.download.episode.title ?? '';
    sendRequest(this, 'carry-app-request', {
      type: 'announce',
      text: `${title}, ${index + 1} of ${this.views.length}${more}`,
    });
  }
}

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

const distancePx = (heightsPx: readonly number[], from: number, to: number): number =>
  to > from ? sum(heightsPx.slice(from + 1, to + 1)) : -sum(heightsPx.slice(to, from));

/** Where a row belongs that is `offsetPx` from its place: it has passed each row whose middle its edge has passed. */
function placeAt(heightsPx: readonly number[], from: number, offsetPx: number): number {
  let to = from;
  let wayPx = 0;
  const step = offsetPx > 0 ? 1 : -1;
  for (let next = from + step; heightsPx[next] !== undefined; next += step) {
    const height = heightsPx[next] ?? 0;
    if (Math.abs(offsetPx) < wayPx + height / 2) break;
    wayPx += height;
    to = next;
  }
  return to;
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-download-queue': CarryDownloadQueue;
  }
}
