import type { DirectoryHit } from '../../core/api/directory.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FollowState } from '../services/subscriptions.ts';
import { resetStyles } from '../styles/shared.ts';
import { followText } from '../text/follow-text.ts';
import { formatCount } from '../text/format.ts';
import './carry-artwork.ts';
import './carry-follow-button.ts';

/**
 * A podcast that a directory knows.
 * @fires carry-follow-request
 */
@customElement('carry-directory-hit')
export class CarryDirectoryHit extends LitElement {
  static override styles = [
    resetStyles,
    css`
      .hit {
        display: grid;
        grid-template-columns: 56px minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 14px;
        padding: 10px 0;
      }
      carry-artwork {
        width: 56px;
        --carry-artwork-radius: 10px;
      }
      .title {
        font-size: var(--carry-text-m);
        font-weight: 600;
        line-height: 1.3;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      .facts {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .failed {
        grid-column: 2 / -1;
        padding-top: 4px;
        font-size: var(--carry-text-s);
        color: var(--carry-danger);
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) hit!: DirectoryHit;
  @property({ attribute: false }) state: FollowState | undefined;

  override render() {
    const { hit, state } = this;
    return html`
      <div class="hit">
        <carry-artwork
          .src=${hit.artworkUrl ?? ''}
          .color=${'var(--carry-sunken)'}
          .size=${96}
        ></carry-artwork>
        <div>
          <h3 class="title">${hit.title}</h3>
          ${hit.author === '' ? nothing : html`<p class="facts">${hit.author}</p>`}
          ${
            hit.episodeCount === null
              ? nothing
              : html`<p class="facts">${formatCount(hit.episodeCount, 'episode', 'episodes')}</p>`
          }
        </div>
        <carry-follow-button .url=${hit.feedUrl} .label=${hit.title} .state=${state}></carry-follow-button>
        ${state?.status === 'failed' ? this.#failure(state) : nothing}
      </div>
    `;
  }

  #failure({ problem }: Extract<FollowState, { status: 'failed' }>) {
    const { wayOut, what } = followText(problem);
    return html`<p class="failed">${what} ${wayOut}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-directory-hit': CarryDirectoryHit;
  }
}
