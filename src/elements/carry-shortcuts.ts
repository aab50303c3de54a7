import { css, html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { SHORTCUTS } from '../services/shortcuts.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { icon } from './icons.ts';

/** The list of keyboard shortcuts, as a dialog. */
@customElement('carry-shortcuts')
export class CarryShortcuts extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      dialog {
        width: min(440px, calc(100vw - 32px));
        padding: 16px 24px 24px;
        border: 0;
        border-radius: var(--carry-radius-l);
        background: var(--carry-raised);
        color: var(--carry-ink);
        box-shadow: var(--carry-shadow-2);
      }
      dialog::backdrop {
        background: var(--carry-scrim);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-bottom: 8px;
        margin-inline-end: -12px;
      }
      h2 {
        font-size: var(--carry-text-l);
      }
      dl > div {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        padding: 8px 0;
      }
      dl > div + div {
        border-top: 1px solid var(--carry-line);
      }
      dd {
        display: flex;
        gap: 6px;
      }
      kbd {
        min-width: 28px;
        padding: 2px 8px;
        border: 1px solid var(--carry-line);
        border-bottom-width: 2px;
        border-radius: 6px;
        background: var(--carry-sunken);
        font: inherit;
        font-size: var(--carry-text-s);
        text-align: center;
      }
      @media (forced-colors: active) {
        dialog {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Opens the list over everything else. */
  show(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    return html`
      <dialog aria-labelledby="title">
        <div class="head">
          <h2 id="title">Keyboard shortcuts</h2>
          <button class="icon-button" aria-label="Close" @click=${() => this.dialog.close()}>
            ${icon('close')}
          </button>
        </div>
        <dl>
          ${SHORTCUTS.map(
            ({ keys, label }) => html`
              <div>
                <dt>${label}</dt>
                <dd>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dd>
              </div>
            `,
          )}
        </dl>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-shortcuts': CarryShortcuts;
  }
}
