import type { DownloadView } from '../../engine/downloads-port.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cssProperties } from './css-properties.ts';
import { resetStyles } from '../styles/shared.ts';
import { rangesGradient, storedRanges } from '../views/download-lists.ts';

/** More parts than this are drawn without gaps: they would be nothing but gaps. */
const MOST_WITH_GAPS = 80;

/** Which parts of a file are stored, as a thin bar. Decorative: the numbers stand beside it. */
@customElement('carry-part-map')
export class CarryPartMap extends LitElement {
  static override styles = [
    resetStyles,
    css`
      :host {
        height: 6px;
      }
      .map {
        height: 100%;
        border-radius: 3px;
        background-color: var(--carry-line);
        background-image: var(--stored);
        overflow: hidden;
      }
      .map.segmented {
        mask-image: linear-gradient(to right, #000 calc(100% - 2px), transparent 0);
        mask-size: var(--part) 100%;
      }
      @media (forced-colors: active) {
        .map {
          forced-color-adjust: none;
          border: 1px solid CanvasText;
          background-color: Canvas;
        }
        :host {
          height: 8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: DownloadView;

  override render() {
    const { download, partCount } = this.view;
    const generation = download.generation;
    const segmented = partCount > 1 && partCount <= MOST_WITH_GAPS;
    const part =
      generation === null ? 1 / Math.max(1, partCount) : Math.min(1, generation.partBytes / generation.bytes);
    return html`<div
      class="map ${segmented ? 'segmented' : ''}"
      aria-hidden="true"
      ${cssProperties({
        '--stored': rangesGradient(storedRanges(this.view), 'var(--carry-accent)'),
        '--part': `${(part * 100).toFixed(4)}%`,
      })}
    ></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-part-map': CarryPartMap;
  }
}
