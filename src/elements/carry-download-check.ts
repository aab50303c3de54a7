import type { CheckState } from '../services/download-check.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttonStyles, lineStyles, resetStyles } from '../styles/shared.ts';
import { checkText } from '../text/check-text.ts';
import { formatBytesOf } from '../text/format.ts';
import { sendRequest } from './requests.ts';

/**
 * Verifies everything that is stored, and tells what was found.
 * @fires carry-download-request
 */
@customElement('carry-download-check')
export class CarryDownloadCheck extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    lineStyles,
    css`
      .sentence {
        font-variant-numeric: tabular-nums;
      }
      .found {
        color: var(--carry-warn);
      }
      progress {
        appearance: none;
        display: block;
        width: 100%;
        height: 6px;
        margin-top: 10px;
        border: 0;
        border-radius: 3px;
        background: var(--carry-line);
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: var(--carry-line);
      }
      progress::-webkit-progress-value {
        background: var(--carry-accent);
      }
      progress::-moz-progress-bar {
        background: var(--carry-accent);
      }
      @media (forced-colors: active) {
        progress {
          appearance: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) state: CheckState = { status: 'idle' };

  override render() {
    const { state } = this;
    const running = state.status === 'running';
    const found = state.status === 'failed' || (state.status === 'done' && state.report.damaged.length > 0);
    return html`
      <div class="line">
        <div class="words">
          <p class="name">Check downloads</p>
          <p class="sentence ${found ? 'found' : ''}" role=${running ? nothing : 'status'}>
            ${sentenceOf(state)}
          </p>
        </div>
        ${
          running
            ? html`<button class="button" @click=${() => this.#ask('cancel-check')}>Stop checking</button>`
            : html`<button class="button" @click=${() => this.#ask('check')}>Check downloads</button>`
        }
      </div>
      ${
        running
          ? html`<progress
              aria-label="Checked so far"
              max="1"
              .value=${state.progress === null ? 0 : state.progress.checkedBytes / state.progress.totalBytes}
            ></progress>`
          : nothing
      }
    `;
  }

  #ask(action: 'check' | 'cancel-check'): void {
    sendRequest(this, 'carry-download-request', { action });
  }
}

function sentenceOf(state: CheckState): string {
  switch (state.status) {
    case 'idle':
      return 'Compares every part on this device with what the server said of it, and fetches damaged ones again.';
    case 'running':
      return state.progress === null
        ? 'Checking'
        : `Checked ${formatBytesOf(state.progress.checkedBytes, state.progress.totalBytes)}.`;
    case 'done':
      return checkText(state.report);
    case 'failed':
      return 'The check stopped, because the browser did not give out what is stored. Try it again.';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-download-check': CarryDownloadCheck;
  }
}
