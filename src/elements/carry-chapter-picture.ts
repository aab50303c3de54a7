import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { artworkSrc } from '../../core/api/artwork.ts';
import { resetStyles } from '../styles/shared.ts';

/**
 * The picture of a chapter, over the artwork that it takes the place of: it fills the box around it, and shows what is under
 * it until the picture is here, or when it cannot be had. Decorative: the title of the chapter stands beside it.
 */
@customElement('carry-chapter-picture')
export class CarryChapterPicture extends LitElement {
  static override styles = [
    resetStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        border-radius: inherit;
        overflow: hidden;
        pointer-events: none;
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: cover;
        opacity: 0;
        transition: opacity var(--carry-calm);
      }
      img.here {
        opacity: 1;
      }
    `,
  ];

  /** Null where there is none. */
  @property({ attribute: false }) src: string | null = null;

  @state() private isHere = false;

  override render() {
    const { src } = this;
    if (src === null) return nothing;
    // One `img` for all pictures: the browser shows the one before until the next one is here.
    return html`<img
      class=${this.isHere ? 'here' : ''}
      src=${artworkSrc(src, 512)}
      srcset="${artworkSrc(src, 512)} 1x, ${artworkSrc(src, 1024)} 2x"
      alt=""
      decoding="async"
      @load=${() => (this.isHere = true)}
      @error=${() => (this.isHere = false)}
    />`;
  }

  override willUpdate(): void {
    if (this.src === null) this.isHere = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-chapter-picture': CarryChapterPicture;
  }
}
