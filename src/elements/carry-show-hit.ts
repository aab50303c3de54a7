import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { showPath } from '../router/routes.ts';
import { resetStyles } from '../styles/shared.ts';
import './carry-artwork.ts';

/** What a row shows of a show. */
export interface ShowHit {
  readonly id: string;
  readonly title: string;
  /** The author, or how many episodes there are; may be empty. */
  readonly facts: string;
  readonly artworkUrl: string;
  readonly artworkColor: string;
}

/**
 * A show that was found, as a row.
 * @csspart moving-artwork - its artwork, while it moves to another page
 */
@customElement('carry-show-hit')
export class CarryShowHit extends LitElement {
  static override styles = [
    resetStyles,
    css`
      a {
        display: grid;
        grid-template-columns: 56px minmax(0, 1fr);
        align-items: center;
        gap: 14px;
        padding: 8px 0;
        border-radius: var(--carry-radius-s);
      }
      carry-artwork {
        width: 56px;
        --carry-artwork-radius: 10px;
      }
      h3 {
        font-size: var(--carry-text-m);
        font-weight: 600;
        line-height: 1.3;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      p {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @media (hover: hover) {
        a:hover h3 {
          text-decoration: underline;
          text-decoration-thickness: 1px;
          text-underline-offset: 3px;
        }
      }
    `,
  ];

  @property({ attribute: false }) hit!: ShowHit;

  override render() {
    const { artworkColor, artworkUrl, facts, id, title } = this.hit;
    return html`
      <a href=${showPath(id)}>
        <carry-artwork
          .src=${artworkUrl}
          .color=${artworkColor}
          .subject=${showPath(id)}
          .size=${96}
        ></carry-artwork>
        <div>
          <h3>${title}</h3>
          ${facts === '' ? '' : html`<p>${facts}</p>`}
        </div>
      </a>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-show-hit': CarryShowHit;
  }
}
