import type { BulkChoice } from '../views/bulk-choices.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import { dialogHead, dialogStyles } from './dialog.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * Buttons that ask for several episodes at once. Where not all of them are known yet, they are looked up first, and the number
 * and the size are told before anything is asked for.
 * @fires carry-download-request
 */
@customElement('carry-bulk-download')
export class CarryBulkDownload extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    dialogStyles,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        min-height: var(--carry-target);
        margin-bottom: 8px;
      }
      .button {
        padding-block: 4px;
        gap: 10px;
      }
      .none {
        align-self: center;
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .size {
        font-weight: 400;
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) choices: readonly BulkChoice[] = [];
  /** False while there are more episodes than the choices know. */
  @property({ type: Boolean }) whole = false;
  /** Looks up the rest; false when that failed. */
  @property({ attribute: false }) loadAll: () => Promise<boolean> = () => Promise.resolve(true);

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @state() private askedId: string | null = null;
  @state() private loading = false;

  override render() {
    const asked = this.choices.find(({ id }) => id === this.askedId);
    return html`
      <div class="buttons">
        ${this.choices.length === 0 && this.whole ? html`<p class="none">Everything is here or on its way.</p>` : nothing}
        ${this.choices.map(
          (choice, index) => html`
            <button class="button" ?disabled=${this.loading} @click=${() => this.#choose(choice)}>
              ${index === 0 ? icon('downloads', 20) : nothing}
              ${this.loading && choice.id === this.askedId ? 'Looking up all episodes' : choice.name}
              ${this.whole ? html`<span class="size">${sizeOf(choice)}</span>` : nothing}
            </button>
          `,
        )}
      </div>
      <dialog aria-labelledby="title">
        ${dialogHead(asked === undefined ? '' : `${asked.name}: ${countOf(asked)}?`)}
        <p class="content">
          They are ${formatBytes(asked?.bytes ?? 0)} together. What is here or on its way stays as it is.
        </p>
        <div class="actions">
          <button class="button" @click=${() => this.dialog.close()}>Not now</button>
          <button class="button primary" @click=${() => this.#confirm(asked)}>Download</button>
        </div>
      </dialog>
    `;
  }

  async #choose(choice: BulkChoice): Promise<void> {
    if (this.whole) {
      this.#download(choice);
      return;
    }
    this.askedId = choice.id;
    this.loading = true;
    const loaded = await this.loadAll();
    this.loading = false;
    await this.updateComplete;
    if (loaded) this.dialog.showModal();
  }

  #confirm(choice: BulkChoice | undefined): void {
    this.dialog.close();
    if (choice !== undefined) this.#download(choice);
  }

  #download({ episodes }: BulkChoice): void {
    sendRequest(this, 'carry-download-request', { action: 'download-all', episodes });
  }
}

const countOf = ({ episodes }: BulkChoice): string => formatCount(episodes.length, 'episode', 'episodes');

const sizeOf = (choice: BulkChoice): string => `${countOf(choice)}, ${formatBytes(choice.bytes)}`;

declare global {
  interface HTMLElementTagNameMap {
    'carry-bulk-download': CarryBulkDownload;
  }
}
