import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';

/**
 * A question over everything else.
 * @slot - what it is about
 * @slot actions - the answers
 */
@customElement('carry-dialog')
export class CarryDialog extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      dialog {
        width: min(520px, calc(100vw - 24px));
        max-height: min(720px, calc(100dvh - 48px));
        padding: 0;
        border: 0;
        border-radius: var(--carry-radius-l);
        background: var(--carry-raised);
        color: var(--carry-ink);
        box-shadow: var(--carry-shadow-2);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: var(--carry-scrim);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        padding: 12px 12px 4px 24px;
      }
      h2 {
        font-size: var(--carry-text-l);
        line-height: 1.3;
        text-wrap: balance;
      }
      .content {
        padding: 0 24px;
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 8px;
        padding: 16px 24px 20px;
      }
      @media (forced-colors: active) {
        dialog {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) heading = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    return html`
      <dialog aria-labelledby="title">
        <div class="head">
          <h2 id="title">${this.heading}</h2>
          <button class="icon-button" aria-label="Close" @click=${() => this.close()}>
            ${icon('close')}
          </button>
        </div>
        <div class="content"><slot></slot></div>
        <div class="actions"><slot name="actions"></slot></div>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-dialog': CarryDialog;
  }
}
