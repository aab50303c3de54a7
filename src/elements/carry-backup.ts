import type { BackupState } from '../services/backup.ts';
import type { Backup } from '../services/backup-file.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { buttonStyles, lineStyles, resetStyles } from '../styles/shared.ts';
import { backupSummary, backupText } from '../text/backup-text.ts';
import { formatBytes, formatCount, formatDay } from '../text/format.ts';
import { dialogHead, dialogStyles } from './dialog.ts';
import { icon } from './icons.ts';
import { sendRequest } from './requests.ts';

/**
 * Saves everything into one file, and loads such a file after it was told what is in it.
 * @fires carry-backup-request
 */
@customElement('carry-backup')
export class CarryBackup extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    lineStyles,
    dialogStyles,
    css`
      .failed {
        color: var(--carry-danger);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .content {
        display: grid;
        gap: 12px;
      }
      .soft {
        color: var(--carry-ink-soft);
      }
      label {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: var(--carry-target);
        cursor: pointer;
      }
      input[type='checkbox'] {
        width: 20px;
        height: 20px;
        margin: 0;
        accent-color: var(--carry-accent);
      }
    `,
  ];

  @property({ attribute: false }) state: BackupState = { status: 'idle' };

  @query('input[type="file"]') private readonly file!: HTMLInputElement;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override updated(): void {
    const isAsking = this.state.status === 'asking';
    if (isAsking && !this.dialog.open) this.dialog.showModal();
    if (!isAsking && this.dialog.open) this.dialog.close();
  }

  override render() {
    const { state } = this;
    const isBusy = state.status === 'working';
    return html`
      <div class="line">
        <div class="words">
          <p class="name">Everything in one file</p>
          <p class="sentence ${state.status === 'failed' ? 'failed' : ''}" role="status">
            ${sentenceOf(state)}
          </p>
        </div>
        <div class="buttons">
          <button class="button" ?disabled=${isBusy} @click=${() => this.#ask('save')}>
            ${icon('export', 20)} Save a backup
          </button>
          <button class="button" ?disabled=${isBusy} @click=${() => this.file.click()}>
            ${icon('import', 20)} Load a backup
          </button>
        </div>
      </div>
      <input type="file" hidden accept=".json,application/json" @change=${this.#read} />
      <dialog aria-labelledby="title" @close=${this.#closed}>
        ${dialogHead('Load this backup?')}
        ${state.status === 'asking' ? this.#question(state.backup) : nothing}
      </dialog>
    `;
  }

  #question(backup: Backup) {
    const { downloads, savedAt } = backup;
    const bytes = downloads.reduce((sum, { episode }) => sum + episode.media.bytes, 0);
    return html`
      <div class="content">
        <p>It was saved ${savedOn(savedAt)} and holds ${backupSummary(backup)}.</p>
        <p class="soft">Nothing that is here is lost. Of each episode, the later progress stays.</p>
        ${
          downloads.length === 0
            ? nothing
            : html`<label>
                <input type="checkbox" checked />
                Download ${formatCount(downloads.length, 'episode', 'episodes')} again, ${formatBytes(bytes)}
              </label>`
        }
      </div>
      <div class="actions">
        <button class="button" @click=${() => this.dialog.close()}>Not now</button>
        <button class="button primary" @click=${this.#load}>Load</button>
      </div>
    `;
  }

  readonly #load = (): void => {
    const checkbox = this.renderRoot.querySelector<HTMLInputElement>('input[type="checkbox"]');
    sendRequest(this, 'carry-backup-request', { action: 'load', withDownloads: checkbox?.checked ?? false });
  };

  readonly #read = (): void => {
    const [file] = this.file.files ?? [];
    // The same file can be chosen again.
    this.file.value = '';
    if (file !== undefined) sendRequest(this, 'carry-backup-request', { action: 'read', file });
  };

  readonly #closed = (): void => {
    if (this.state.status === 'asking') this.#ask('close');
  };

  #ask(action: 'save' | 'close'): void {
    sendRequest(this, 'carry-backup-request', { action });
  }
}

const savedOn = (savedAt: number): string => formatDay(savedAt, Date.now());

function sentenceOf(state: BackupState): string {
  switch (state.status) {
    case 'idle':
    case 'asking':
      return 'Subscriptions, what you listened to, the list of downloads, and settings. For another browser, or to be safe.';
    case 'working':
      return 'One moment';
    case 'saved':
      return 'Saved. The file is where your browser puts downloads.';
    case 'loaded':
      return `Loaded: ${state.summary}.`;
    case 'failed': {
      const { wayOut, what } = backupText(state.problem);
      return `${what} ${wayOut}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-backup': CarryBackup;
  }
}
