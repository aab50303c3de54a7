import type { EpisodeSummary } from '../../core/api/episode.ts';
import { chooseToFree } from '../../core/storage/choose-to-free.ts';
import type { StoredEpisode } from '../../core/storage/stored-episode.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { formatBytes, formatCount, formatDay } from '../text/format.ts';
import { dialogHead, dialogStyles } from './dialog.ts';
import { sendRequest } from './requests.ts';

export interface FreeableEpisode extends StoredEpisode {
  readonly episode: EpisodeSummary;
}

/**
 * Asks which downloads go to make room for another one.
 * @fires carry-download-request
 */
@customElement('carry-free-room')
export class CarryFreeRoom extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    dialogStyles,
    css`
      .intro,
      .sum {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .intro {
        padding-bottom: 8px;
      }
      label {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr) auto;
        gap: 0 12px;
        align-items: center;
        min-height: 52px;
        padding: 6px 0;
        cursor: pointer;
      }
      li + li {
        border-top: 1px solid var(--carry-line);
      }
      input {
        width: 20px;
        height: 20px;
        margin: 0;
        accent-color: var(--carry-accent);
      }
      .title {
        display: block;
        font-weight: 600;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .facts,
      .size {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .sum {
        flex: 1 1 160px;
        align-self: center;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 479px) {
        .sum {
          flex-basis: 100%;
        }
      }
      .lacking {
        color: var(--carry-warn);
      }
    `,
  ];

  /** What may be removed, what is missed least first. */
  @property({ attribute: false }) candidates: readonly FreeableEpisode[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  /** The episode that lacks room; null while the dialog is closed. */
  @state() private forEpisode: EpisodeSummary | null = null;
  @state() private neededBytes = 0;
  @state() private chosen: ReadonlySet<string> = new Set();

  /** Opens with a choice that is just enough. */
  async show(forEpisode: EpisodeSummary, neededBytes: number): Promise<void> {
    this.forEpisode = forEpisode;
    this.neededBytes = neededBytes;
    this.chosen = new Set(chooseToFree(this.candidates, neededBytes));
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    const { forEpisode } = this;
    return html`
      <dialog aria-labelledby="title" @close=${this.#forget}>
        ${forEpisode === null ? nothing : this.#question(forEpisode)}
      </dialog>
    `;
  }

  #question(forEpisode: EpisodeSummary) {
    const { candidates, neededBytes } = this;
    const chosen = candidates.filter(({ episodeId }) => this.chosen.has(episodeId));
    const bytes = chosen.reduce((sum, one) => sum + one.bytes, 0);
    const lackingBytes = neededBytes - bytes;
    return html`
      ${dialogHead(`Make room for ${forEpisode.title}`)}
      <div class="content">
        ${
          candidates.length === 0
            ? html`<p>There is no download that could go. What you keep is not touched.</p>`
            : html`<p class="intro">
                  ${formatBytes(neededBytes)} are needed. What is ticked is removed from this device, and
                  stays on your server.
                </p>
                <ul>
                  ${candidates.map((candidate) => this.#candidate(candidate))}
                </ul>`
        }
      </div>
      <div class="actions">
        ${
          candidates.length === 0
            ? nothing
            : html`<p class="sum ${lackingBytes > 0 ? 'lacking' : ''}" role="status">
                ${formatCount(chosen.length, 'episode', 'episodes')},
                ${formatBytes(bytes)}${
                  lackingBytes > 0 ? `. ${formatBytes(lackingBytes)} more are needed.` : ''
                }
              </p>`
        }
        <button class="button" @click=${() => this.dialog.close()}>Not now</button>
        ${
          candidates.length === 0
            ? nothing
            : html`<button class="button primary" ?disabled=${lackingBytes > 0} @click=${this.#free}>
                Free ${formatBytes(bytes)}
              </button>`
        }
      </div>
    `;
  }

  #candidate({ bytes, completedAt, episode, episodeId, playedAt }: FreeableEpisode) {
    const nowMs = Date.now();
    const when =
      playedAt === null
        ? `not played, here since ${formatDay(completedAt, nowMs)}`
        : `played ${formatDay(playedAt, nowMs)}`;
    return html`
      <li>
        <label>
          <input
            type="checkbox"
            .checked=${this.chosen.has(episodeId)}
            @change=${(event: Event) => this.#tick(episodeId, (event.target as HTMLInputElement).checked)}
          />
          <span>
            <span class="title">${episode.title}</span>
            <span class="facts">${episode.showTitle} · ${when}</span>
          </span>
          <span class="size">${formatBytes(bytes)}</span>
        </label>
      </li>
    `;
  }

  #tick(episodeId: string, ticked: boolean): void {
    const chosen = new Set(this.chosen);
    if (ticked) chosen.add(episodeId);
    else chosen.delete(episodeId);
    this.chosen = chosen;
  }

  readonly #forget = (): void => {
    // It may have been opened again by then.
    if (!this.dialog.open) this.forEpisode = null;
  };

  readonly #free = (): void => {
    const { forEpisode } = this;
    if (forEpisode === null) return;
    // What is gone meanwhile is asked for no more.
    const episodeIds = this.candidates.map(({ episodeId }) => episodeId).filter((id) => this.chosen.has(id));
    sendRequest(this, 'carry-download-request', { action: 'free', episodeIds, retry: forEpisode });
    this.dialog.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-free-room': CarryFreeRoom;
  }
}
