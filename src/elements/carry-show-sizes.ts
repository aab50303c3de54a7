import type { ShowGroup } from '../views/download-lists.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { showPath } from '../router/routes.ts';
import { resetStyles } from '../styles/shared.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import { cssProperties } from './css-properties.ts';

/** How much of what is here belongs to each show, the largest first. */
@customElement('carry-show-sizes')
export class CarryShowSizes extends LitElement {
  static override styles = [
    resetStyles,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 16px;
        align-items: center;
        padding: 4px 0 10px;
      }
      a {
        display: flex;
        align-items: center;
        min-height: var(--carry-target);
        font-weight: 600;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      a:hover {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .facts {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .bar {
        grid-column: 1 / -1;
        height: 6px;
        border-radius: 3px;
        background: var(--carry-sunken);
        overflow: hidden;
      }
      .bar span {
        display: block;
        height: 100%;
        min-width: 4px;
        width: calc(var(--share) * 100%);
        border-radius: inherit;
        background: var(--carry-accent);
      }
      @media (forced-colors: active) {
        .bar {
          border: 1px solid CanvasText;
        }
        .bar span {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) groups: readonly ShowGroup[] = [];

  override render() {
    const groups = this.groups.toSorted((a, b) => b.bytes - a.bytes);
    const most = groups[0]?.bytes ?? 0;
    return html`
      <ul>
        ${groups.map(
          ({ bytes, showId, showTitle, views }) => html`
            <li>
              <a href=${showPath(showId)}>${showTitle}</a>
              <span class="facts"
                >${formatCount(views.length, 'episode', 'episodes')} · ${formatBytes(bytes)}</span
              >
              <div
                class="bar"
                aria-hidden="true"
                ${cssProperties({ '--share': most === 0 ? '0' : (bytes / most).toFixed(4) })}
              >
                <span></span>
              </div>
            </li>
          `,
        )}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-show-sizes': CarryShowSizes;
  }
}
