import type { CarryArtwork } from '../elements/carry-artwork.ts';

/** The style sheet of the document gives the artwork with this part its name in a view transition. */
const PART = 'moving-artwork';

/** The artwork that two pages share: it moves from its place on one to its place on the other. */
export interface MovingArtwork {
  readonly subject: string;
  readonly artwork: CarryArtwork;
}

/**
 * Picks the artwork that moves, one at a time. A page may show several of one subject: the one that was pressed goes,
 * and comes back to its place.
 */
export class MovingArtworks {
  #pressed: readonly EventTarget[] = [];
  #place = 0;

  /** To be called for each click in the page, before it is followed. */
  press(event: Event): void {
    this.#pressed = event.composedPath();
  }

  /** Marks in the page that goes the artwork of the first of `subjects` that it shows. */
  leave(page: Element, subjects: readonly string[]): MovingArtwork | null {
    const pressedPath = this.#pressed;
    this.#pressed = [];
    for (const subject of subjects) {
      const all = artworksOf(page, subject);
      const pressed = all.find((artwork) => pressedPath.includes((artwork.getRootNode() as ShadowRoot).host));
      const artwork = pressed ?? all.find(isInView);
      if (artwork === undefined) continue;
      if (all.length > 1) this.#place = all.indexOf(artwork);
      artwork.part.add(PART);
      return { subject, artwork };
    }
    return null;
  }

  /** Marks the artwork of the same subject in the page that came. */
  arrive(page: Element, { artwork: before, subject }: MovingArtwork): CarryArtwork | null {
    before.part.remove(PART);
    const all = artworksOf(page, subject);
    const artwork = [all[this.#place], ...all].find((one) => one !== undefined && isInView(one));
    artwork?.part.add(PART);
    return artwork ?? null;
  }

  rest(artwork: CarryArtwork): void {
    artwork.part.remove(PART);
  }
}

function artworksOf(root: Element, subject: string): CarryArtwork[] {
  return [...(root.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((element) =>
    element.localName === 'carry-artwork' && (element as CarryArtwork).subject === subject
      ? [element as CarryArtwork]
      : artworksOf(element, subject),
  );
}

function isInView(element: Element): boolean {
  const { bottom, height, left, right, top } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
}
