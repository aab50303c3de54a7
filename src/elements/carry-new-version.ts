import type { EpisodeSummary } from '../../core/api/episode.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { sendRequest } from './requests.ts';

/**
 * Says that the server has another version than the one that is here, and asks for it.
 * @fires carry-download-request
 */
@customElement('carry-new-version')
export class CarryNewVersion extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) episode!: EpisodeSummary;

  override render() {
    const { episode } = this;
    return html`
      <p>
        A new version is on the server.
        <button
          class="button"
          aria-label="Update ${episode.title}"
          @click=${() => sendRequest(this, 'carry-download-request', { action: 'update', episode })}
        >
          Update
        </button>
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-new-version': CarryNewVersion;
  }
}
