import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sanitizeHtml } from '../html/sanitize-html.ts';
import { resetStyles } from '../styles/shared.ts';

/** A description that others wrote: only its harmless part is shown. */
@customElement('carry-rich-text')
export class CarryRichText extends LitElement {
  static override styles = [
    resetStyles,
    css`
      :host {
        line-height: 1.6;
        overflow-wrap: anywhere;
        max-width: 68ch;
      }
      p,
      ul,
      ol,
      blockquote,
      pre {
        margin: 0 0 0.75em;
      }
      div > :last-child {
        margin-bottom: 0;
      }
      ul {
        list-style: disc;
        padding-inline-start: 1.4em;
      }
      ol {
        list-style: decimal;
        padding-inline-start: 1.6em;
      }
      blockquote {
        border-inline-start: 3px solid var(--carry-line);
        padding-inline-start: 12px;
        color: var(--carry-ink-soft);
      }
      pre {
        white-space: pre-wrap;
      }
      a {
        color: var(--carry-accent);
        text-decoration: underline;
        text-underline-offset: 2px;
        text-decoration-thickness: 1px;
      }
    `,
  ];

  @property({ attribute: false }) html = '';
  /** BCP 47, where it is known. */
  @property({ attribute: false }) language: string | null = null;

  override render() {
    return html`<div lang=${this.language ?? nothing}>${sanitizeHtml(this.html)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-rich-text': CarryRichText;
  }
}
