import type { DownloadView } from '../../engine/downloads-port.ts';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LongListController, longListStyles } from '../controllers/long-list-controller.ts';
import { ServerEtags } from '../controllers/server-etags.ts';
import { showPath } from '../router/routes.ts';
import { resetStyles } from '../styles/shared.ts';
import { formatBytes } from '../text/format.ts';
import { hasNewVersion, type ShowGroup } from '../views/download-lists.ts';
import './carry-download-row.ts';

type Line =
  | { readonly kind: 'show'; readonly group: ShowGroup }
  | { readonly kind: 'episode'; readonly view: DownloadView; readonly isFirst: boolean };

const linesOf = (groups: readonly ShowGroup[]): Line[] =>
  groups.flatMap((group) => [
    { kind: 'show', group } as const,
    ...group.views.map((view, index) => ({ kind: 'episode', view, isFirst: index === 0 }) as const),
  ]);

const keyOf = (line: Line): string =>
  line.kind === 'show' ? `show ${line.group.showId}` : line.view.download.episode.id;

/**
 * What is complete on this device, by show, as much as there is.
 * @csspart moving-artwork - the artwork of a row, while it moves to another page
 * @fires carry-download-request
 * @fires carry-player-request
 * @fires carry-page-request
 */
@customElement('carry-stored-list')
export class CarryStoredList extends LitElement {
  static override styles = [
    resetStyles,
    longListStyles,
    css`
      carry-download-row {
        border-top: 1px solid var(--carry-line);
      }
      carry-download-row.first {
        border-top-color: transparent;
      }
      .group {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 16px;
        padding-top: 20px;
        font-size: var(--carry-text-m);
      }
      .group h3 {
        font-size: var(--carry-text-s);
        font-weight: 600;
        color: var(--carry-ink-soft);
      }
      .group span {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        white-space: nowrap;
      }
      li:first-child .group {
        padding-top: var(--carry-space-2);
      }
    `,
  ];

  @property({ attribute: false }) groups: readonly ShowGroup[] = [];
  @property({ attribute: false }) playingId: string | null = null;

  readonly #etags = new ServerEtags(this);
  readonly #rows = new LongListController(this, { name: () => 'downloads', guessPx: 76 });
  #lines: readonly Line[] = [];

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('groups')) return;
    this.#lines = linesOf(this.groups);
    this.#rows.keys = this.#lines.map(keyOf);
  }

  override render() {
    return html`<ul role="list">
      ${this.#rows.rows(true, (index) => this.#line(this.#lines[index]))}
    </ul>`;
  }

  #line(line: Line | undefined) {
    if (line === undefined) return html``;
    if (line.kind === 'show') {
      const { bytes, showId, showTitle } = line.group;
      return html`<div class="group">
        <h3><a href=${showPath(showId)}>${showTitle}</a></h3>
        <span>${formatBytes(bytes)}</span>
      </div>`;
    }
    const { isFirst, view } = line;
    const { episode } = view.download;
    return html`<carry-download-row
      class=${isFirst ? 'first' : ''}
      exportparts="moving-artwork"
      .view=${view}
      ?playing=${this.playingId === episode.id}
      ?new-version=${hasNewVersion(view, this.#etags.etagOf(episode))}
    ></carry-download-row>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-stored-list': CarryStoredList;
  }
}
