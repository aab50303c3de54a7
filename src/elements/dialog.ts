import { css, html, type TemplateResult } from 'lit';
import { icon } from './icons.ts';

/** A question over everything else, in a native dialog: `.head`, `.content`, `.actions`. */
export const dialogStyles = css`
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
  dialog h2 {
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
`;

/** The heading of a dialog that has `aria-labelledby="title"`, with its close button. */
export const dialogHead = (heading: string): TemplateResult => html`
  <div class="head">
    <h2 id="title">${heading}</h2>
    <button
      class="icon-button"
      aria-label="Close"
      @click=${(event: Event) => (event.currentTarget as HTMLElement).closest('dialog')?.close()}
    >
      ${icon('close')}
    </button>
  </div>
`;
