import { artworkSrc, type ArtworkSize } from '../../core/api/artwork.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import { cssProperties } from './css-properties.ts';
import { resetStyles } from '../styles/shared.ts';

/**
 * A square picture in a box that is reserved in its dominant colour until it is here. Decorative: the title stands beside it.
 * @cssprop --carry-artwork-radius
 */
@customElement('carry-artwork')
export class CarryArtwork extends LitElement {
  static override styles = [
    resetStyles,
    css`
      :host {
        aspect-ratio: 1;
        border-radius: var(--carry-artwork-radius, var(--carry-radius-m));
        overflow: hidden;
        position: relative;
        isolation: isolate;
        flex: none;
      }
      .box {
        position: absolute;
        inset: 0;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: cover;
        display: block;
        opacity: 0;
        transition: opacity var(--carry-calm);
      }
      img.here {
        opacity: 1;
      }
      .box::after {
        content: '';
        position: absolute;
        inset: 0;
        border-radius: inherit;
        box-shadow: inset 0 0 0 1px rgb(128 128 128 / 18%);
      }
      .heard {
        position: absolute;
        inset: auto 8px 8px;
        height: 4px;
        border-radius: 2px;
        background: rgb(0 0 0 / 55%);
        box-shadow: 0 0 0 1px rgb(0 0 0 / 20%);
        overflow: hidden;
        z-index: 1;
      }
      .heard > span {
        display: block;
        height: 100%;
        border-radius: inherit;
        background: #fff;
        width: calc(var(--heard) * 100%);
      }
      @media (forced-colors: active) {
        .heard {
          height: 8px;
          border: 1px solid CanvasText;
          background: Canvas;
          forced-color-adjust: none;
        }
        .heard > span {
          background: Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) src = '';
  @property({ attribute: false }) color = '#808080';
  /** The path of what it is a picture of, for artwork that moves there or comes from there. */
  @property({ attribute: false }) subject = '';
  @property({ attribute: false }) size: ArtworkSize = 192;
  /** How much was heard, from 0 to 1; drawn over the picture when it is not null. */
  @property({ attribute: false }) heard: number | null = null;

  override render() {
    const larger: ArtworkSize =
      this.size >= 512 ? 1024 : this.size >= 256 ? 512 : this.size >= 192 ? 256 : 192;
    return html`
      <div class="box" ${cssProperties({ background: this.color })}>
        ${
          this.src === ''
            ? null
            : html`<img
                src=${artworkSrc(this.src, this.size)}
                srcset="${artworkSrc(this.src, this.size)} 1x, ${artworkSrc(this.src, larger)} 2x"
                alt=""
                decoding="async"
                loading="lazy"
                @load=${this.#markHere}
                @error=${this.#markMissing}
              />`
        }
        ${
          this.heard === null
            ? null
            : html`<div class="heard" ${cssProperties({ '--heard': String(this.heard) })}>
                <span></span>
              </div>`
        }
      </div>
    `;
  }

  readonly #markHere = (event: Event): void => {
    (event.target as HTMLImageElement).classList.add('here');
  };

  readonly #markMissing = (event: Event): void => {
    (event.target as HTMLImageElement).classList.remove('here');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-artwork': CarryArtwork;
  }
}
