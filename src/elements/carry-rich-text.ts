import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { linkTimes } from '../html/link-times.ts';
import { sanitizeHtml } from '../html/sanitize-html.ts';
import { resetStyles } from '../styles/shared.ts';

/**
 * A description that others wrote: only its harmless part is shown.
 * @fires carry-time-chosen - `detail`: seconds
 */
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
      button {
        padding: 0.2em 0;
        border: 0;
        background: none;
        color: var(--carry-accent);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        text-decoration: underline dotted;
        text-underline-offset: 3px;
        cursor: pointer;
      }
      @media (hover: hover) {
        button:hover {
          text-decoration-style: solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) html = '';
  /** BCP 47, where it is known. */
  @property({ attribute: false }) language: string | null = null;

  /** It is about one episode: times in it ask to play from there. */
  @property({ type: Boolean }) timed = false;
  /** How long that episode is; null when it is not known. */
  @property({ attribute: false }) durationSeconds: number | null = null;

  override render() {
    const notes = sanitizeHtml(this.html);
    return html`<div lang=${this.language ?? nothing} @click=${this.#choose}>
      ${this.timed ? linkTimes(notes, this.durationSeconds) : notes}
    </div>`;
  }

  readonly #choose = ({ target }: Event): void => {
    // The sanitizer leaves no button of others.
    if (!(target instanceof HTMLButtonElement)) return;
    this.dispatchEvent(new CustomEvent('carry-time-chosen', { detail: Number(target.value) }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-rich-text': CarryRichText;
  }
}
