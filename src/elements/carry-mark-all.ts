import type { EpisodeSummary } from '../../core/api/episode.ts';
import { html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { formatCount } from '../text/format.ts';
import { dialogHead, dialogStyles } from './dialog.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * Marks all episodes of a show as played. Where not all of them are known yet, they are looked up first, and their number is told
 * before anything is done.
 * @fires carry-listening-request
 */
@customElement('carry-mark-all')
export class CarryMarkAll extends LitElement {
  static override styles = [resetStyles, buttonStyles, dialogStyles];

  /** Those that are not played, as far as they are known. */
  @property({ attribute: false }) episodes: readonly EpisodeSummary[] = [];
  /** False while the show has more episodes than were looked at. */
  @property({ type: Boolean }) whole = false;
  /** Looks up the rest; false when that failed. */
  @property({ attribute: false }) loadAll: () => Promise<boolean> = () => Promise.resolve(true);

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @state() private loading = false;

  override render() {
    const count = formatCount(this.episodes.length, 'episode', 'episodes');
    const isDone = this.whole && this.episodes.length === 0;
    return html`
      <button class="button quiet" ?disabled=${this.loading || isDone} @click=${this.#ask}>
        ${icon('check', 20)}
        ${this.loading ? 'Looking up all episodes' : isDone ? 'All played' : 'Mark all as played'}
      </button>
      <dialog aria-labelledby="title">
        ${dialogHead(`Mark ${count} as played?`)}
        <p class="content">
          Where you are in those that you have begun is forgotten. It can be undone for some seconds.
        </p>
        <div class="actions">
          <button class="button" @click=${() => this.dialog.close()}>Not now</button>
          <button class="button primary" @click=${this.#confirm}>Mark as played</button>
        </div>
      </dialog>
    `;
  }

  readonly #ask = async (): Promise<void> => {
    this.loading = true;
    const isWhole = await this.loadAll();
    this.loading = false;
    await this.updateComplete;
    if (isWhole && this.episodes.length > 0) this.dialog.showModal();
  };

  readonly #confirm = (): void => {
    this.dialog.close();
    sendRequest(this, 'carry-listening-request', {
      action: 'set-played',
      episodes: this.episodes,
      played: true,
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-mark-all': CarryMarkAll;
  }
}
