import { css, html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cssProperties } from '../elements/css-properties.ts';
import { keepSessionValue, sessionValue } from '../services/session-value.ts';
import { RowHeights } from '../views/row-heights.ts';
import { nextWindow, NO_ROWS, partsOf, type ListPart } from '../views/row-window.ts';

type Host = ReactiveControllerHost & HTMLElement;

interface LongListOptions {
  /** Tells this list from others, so that its place is found again in this session. */
  readonly name: () => string;
  /** About how high a row is, in CSS pixels, as long as none was measured. */
  readonly guessPx: number;
}

/** Rows that are in the document at once, unless the window shows more. */
const MOST_ROWS = 54;
/** Rows beside those to be seen that are made in one frame. */
const STEP = 6;

export const longListStyles = css`
  .gap {
    height: calc(var(--gap) * 1px);
    /* The page keeps a row in its place, never the room between rows. */
    overflow-anchor: none;
  }
`;

/**
 * A list of any length that scrolls with the page: rows are in the document only near the window and around the focus. The rest is
 * empty room, as high as the rows were when they were there, or as they are guessed to be. The host sets `keys` before it renders,
 * and renders one `<ul role="list">` with nothing but `rows()` in it; rows have no margins.
 *
 * What is rendered above the window for the first time may be higher or lower than guessed. Browsers keep what is read in its place by
 * scroll anchoring; where they do not, the page is scrolled by as much: Safari never does, and Chromium only after rows were scrolled.
 */
export class LongListController implements ReactiveController {
  readonly #host: Host;
  readonly #options: LongListOptions;
  readonly #heights: RowHeights;
  readonly #keyOfElement = new Map<Element, string>();
  readonly #resizes = new ResizeObserver((entries) => this.#measure(entries));
  #parts: readonly ListPart[] = [];
  #window = NO_ROWS;
  #isOtherList = false;
  /** A row that is to stay where it is while others come or go; null for none. */
  #fixed: { readonly element: Element; readonly top: number } | null = null;
  #scrollTop = 0;
  /** How far the top of the window is below that of the list. */
  #topPx = 0;
  /** The first row that is read, and stays where it is while those above it get their heights. */
  #readIndex = 0;
  #widthPx = 0;
  #isGuess = true;
  #isComingBack = false;
  /** Rows are there that were not measured yet. */
  #isPending = false;
  /** The gaps have another height now. */
  #isStale = false;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, options: LongListOptions) {
    this.#host = host;
    this.#options = options;
    this.#heights = new RowHeights(options.guessPx);
    host.addController(this);
  }

  /** One for each row, all different. */
  set keys(keys: readonly string[]) {
    this.#heights.keys = keys;
    this.#isOtherList = true;
  }

  /** @param isWhole false while more rows are to come than there are keys */
  rows(isWhole: boolean, renderRow: (index: number) => TemplateResult) {
    const setSize = isWhole ? this.#heights.count : -1;
    return repeat(
      this.#parts,
      ({ key }) => key,
      (part) =>
        part.kind === 'row'
          ? html`<li aria-setsize=${setSize} aria-posinset=${part.index + 1}>${renderRow(part.index)}</li>`
          : html`<li
              class="gap"
              role="presentation"
              aria-hidden="true"
              ${cssProperties({ '--gap': part.heightPx.toFixed(2) })}
            ></li>`,
    );
  }

  hostConnected(): void {
    const kept = sessionValue(this.#keptKey);
    if (typeof kept === 'number' && kept > 0) {
      this.#heights.guessPx = kept;
      this.#isGuess = false;
      this.#isComingBack = true;
    }
    addEventListener('scroll', this.#followOn, { passive: true });
    addEventListener('resize', this.#follow, { passive: true });
    addEventListener('pagehide', this.#remember);
  }

  hostDisconnected(): void {
    this.#remember();
    removeEventListener('scroll', this.#followOn);
    removeEventListener('resize', this.#follow);
    removeEventListener('pagehide', this.#remember);
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#resizes.disconnect();
    this.#keyOfElement.clear();
  }

  hostUpdate(): void {
    if (this.#isComingBack) {
      this.#waitForPlace();
      return;
    }
    const element = this.#findTop();
    if (!this.#isPending || !this.#isCovered()) this.#readIndex = this.#findRead();
    const isInside = element !== null && this.#topPx > 0;
    this.#fixed = this.#isOtherList && isInside ? { element, top: topOf(element) } : null;
    this.#isOtherList = false;
    this.#isStale = false;
    this.#scrollTop = scrollY;
    this.#window = this.#nextWindow();
    this.#parts = partsOf(this.#heights, this.#window, this.#focusedIndex());
  }

  hostUpdated(): void {
    this.#pairRows();
    if (this.#fixed?.element.isConnected) scrollByPx(topOf(this.#fixed.element) - this.#fixed.top);
    this.#followLater();
  }

  /**
   * The page is about to be scrolled to where it was left: rows that are made before that are the wrong ones. A timer comes also
   * while the browser draws nothing because it changes from one page to the other.
   */
  #waitForPlace(): void {
    this.#isComingBack = false;
    this.#isOtherList = false;
    this.#parts = partsOf(this.#heights, NO_ROWS, null);
    this.#timer = setTimeout(this.#follow);
  }

  readonly #follow = (): void => {
    this.#findTop();
    if (this.#isPending && this.#isCovered()) return;
    const { end, first } = this.#nextWindow();
    if (this.#isStale || first !== this.#window.first || end !== this.#window.end) this.#host.requestUpdate();
  };

  /** While keys scroll smoothly, Chromium moves the page once more between the event and the picture. */
  readonly #followOn = (): void => {
    this.#follow();
    this.#followLater();
  };

  #followLater(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#follow);
  }

  #nextWindow() {
    return nextWindow(this.#heights, {
      topPx: this.#topPx,
      bottomPx: this.#topPx + innerHeight,
      aheadPx: innerHeight,
      mostRows: MOST_ROWS,
      before: this.#window,
      step: STEP,
    });
  }

  /**
   * Told from a row that is rendered, for what is above it may be about to change its height, and the browser to scroll by as much. The
   * one that is there the longest was measured.
   * @returns that row; null when there is none
   */
  #findTop(): Element | null {
    for (const [element, key] of this.#keyOfElement) {
      const index = this.#heights.indexOf(key);
      if (index === null || !element.isConnected) continue;
      const { top, width } = element.getBoundingClientRect();
      // In another width nothing is where it was, until all is measured again.
      if (this.#widthPx === 0 || Math.abs(width - this.#widthPx) < 1)
        this.#topPx = this.#heights.topOf(index) - top;
      return element;
    }
    this.#topPx = -(this.#list?.getBoundingClientRect().top ?? 0);
    return null;
  }

  /** Whether rows are there for all that is to be seen. */
  #isCovered(): boolean {
    const { end, first } = this.#window;
    return this.#heights.rowAt(this.#topPx) >= first && this.#heights.rowAt(this.#topPx + innerHeight) < end;
  }

  /** Of what is to be seen, the first row whose height is known; after a jump the first at all. */
  #findRead(): number {
    const { keys } = this.#heights;
    const first = this.#heights.rowAt(this.#topPx);
    const end = this.#heights.rowAt(this.#topPx + innerHeight) + 1;
    const known = keys.slice(first, end).findIndex((key) => this.#heights.isMeasured(key));
    return first + Math.max(0, known);
  }

  #focusedIndex(): number | null {
    const row = this.#host.shadowRoot?.activeElement?.closest('li');
    const key = row ? this.#keyOfElement.get(row) : undefined;
    return key === undefined ? null : this.#heights.indexOf(key);
  }

  get #list(): Element | null {
    return this.#host.shadowRoot?.querySelector('ul') ?? null;
  }

  /** Learns which element is which row, and watches the height of each. */
  #pairRows(): void {
    const elements = this.#list?.children;
    const gone = new Set(this.#keyOfElement.keys());
    this.#parts.forEach(({ key, kind }, index) => {
      const element = elements?.[index];
      if (kind === 'gap' || element === undefined || gone.delete(element)) return;
      this.#keyOfElement.set(element, key);
      this.#resizes.observe(element);
      this.#isPending = true;
    });
    for (const element of gone) {
      this.#keyOfElement.delete(element);
      this.#resizes.unobserve(element);
    }
  }

  #measure(entries: readonly ResizeObserverEntry[]): void {
    const widthPx = entries[0]?.borderBoxSize[0]?.inlineSize ?? 0;
    const isOtherWidth = this.#widthPx !== 0 && Math.abs(this.#widthPx - widthPx) >= 1;
    this.#widthPx = widthPx;
    this.#isPending = false;
    if (isOtherWidth) this.#forgetHeights();
    let grownPx = 0;
    let measuredPx = 0;
    for (const { borderBoxSize, target } of entries) {
      const key = this.#keyOfElement.get(target);
      const heightPx = borderBoxSize[0]?.blockSize ?? 0;
      if (key === undefined || heightPx === 0) continue;
      measuredPx += heightPx;
      if ((this.#heights.indexOf(key) ?? 0) < this.#readIndex)
        grownPx += heightPx - this.#heights.heightOf(key);
      this.#heights.measure(key, heightPx);
    }
    if (this.#isGuess && this.#window.first === 0 && measuredPx > 0) {
      this.#heights.guessPx = measuredPx / entries.length;
      this.#isGuess = false;
      this.#isStale = true;
    }
    const isAnchored = anchorsScroll(this.#host) && scrollY !== this.#scrollTop;
    if (!isOtherWidth && !isAnchored) scrollByPx(grownPx);
    this.#followLater();
  }

  /** Rows of another width have other heights. The one on top stays where it is, and what is above as high as it was. */
  #forgetHeights(): void {
    const index = this.#heights.rowAt(this.#topPx);
    const key = this.#heights.keys[index];
    const beforePx = this.#heights.topOf(index) - this.#topPx;
    const [element] = [...this.#keyOfElement].find((pair) => pair[1] === key) ?? [];
    const guessPx = this.#meanHeightAbove(this.#window.first);
    this.#heights.forget();
    this.#heights.guessPx = guessPx;
    this.#isGuess = this.#window.first === 0;
    if (element !== undefined && this.#topPx > 0) scrollByPx(topOf(element) - beforePx);
  }

  /** So high would all rows above be if each were as high as the others; with none above, of the whole list. */
  #meanHeightAbove(index: number): number {
    return index === 0 ? this.#heights.totalPx / this.#heights.count : this.#heights.topOf(index) / index;
  }

  /** With this guess alone, the row that is on top now will be where it is when the list is back. */
  readonly #remember = (): void => {
    if (this.#isGuess || this.#heights.count === 0) return;
    keepSessionValue(this.#keptKey, this.#meanHeightAbove(this.#heights.rowAt(this.#topPx)));
  };

  /** Example row: `carryon.row-height.0199…` → `96.25` */
  get #keptKey(): string {
    return `carryon.row-height.${this.#options.name()}`;
  }
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;

function scrollByPx(top: number): void {
  if (Math.abs(top) >= 1) scrollBy({ top, behavior: 'instant' });
}

/** Whether the browser keeps what is read in its place when something above it grows. */
const anchorsScroll = (list: Element): boolean =>
  getComputedStyle(list).getPropertyValue('overflow-anchor') === 'auto';
