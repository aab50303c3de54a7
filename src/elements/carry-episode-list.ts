import type { EpisodeSummary } from '../../core/api/episode.ts';
import type { DownloadView } from '../../engine/downloads-port.ts';
import type { ListeningEntry } from '../services/listening.ts';
import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LongListController, longListStyles } from '../controllers/long-list-controller.ts';
import { resetStyles } from '../styles/shared.ts';
import { isHere, placesInLine } from '../views/download-lists.ts';
import './carry-episode-row.ts';

/**
 * The episodes of a show, as many as there are.
 * @fires carry-player-request
 * @fires carry-download-request
 * @fires carry-listening-request
 */
@customElement('carry-episode-list')
export class CarryEpisodeList extends LitElement {
  static override styles = [resetStyles, longListStyles];

  @property({ attribute: false }) showId = '';
  @property({ attribute: false }) episodes: readonly EpisodeSummary[] = [];
  @property({ attribute: false }) views: ReadonlyMap<string, DownloadView> = new Map();
  @property({ attribute: false }) entries: ReadonlyMap<string, ListeningEntry> = new Map();
  @property({ attribute: false }) playingId: string | null = null;
  @property({ type: Boolean }) offline = false;
  /** More episodes are to come than these. */
  @property({ type: Boolean }) unfinished = false;

  readonly #rows = new LongListController(this, { name: () => this.showId, guessPx: 96 });

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('episodes')) this.#rows.keys = this.episodes.map(({ id }) => id);
  }

  override render() {
    const places = placesInLine(this.views);
    return html`<ul role="list">
      ${this.#rows.rows(!this.unfinished, (index) => this.#row(this.episodes[index], places))}
    </ul>`;
  }

  #row(episode: EpisodeSummary | undefined, places: ReadonlyMap<string, number>) {
    if (episode === undefined) return html``;
    const view = this.views.get(episode.id);
    return html`<carry-episode-row
      .episode=${episode}
      .view=${view}
      .place=${places.get(episode.id) ?? null}
      .entry=${this.entries.get(episode.id)}
      ?playing=${this.playingId === episode.id}
      ?dimmed=${this.offline && !isHere(view)}
    ></carry-episode-row>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-episode-list': CarryEpisodeList;
  }
}
