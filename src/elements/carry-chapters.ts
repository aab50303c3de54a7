import type { Chapter } from '../services/resources.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { chapterAt } from '../services/player.ts';
import { buttonStyles, resetStyles } from '../styles/shared.ts';
import { formatClock } from '../text/format.ts';
import { linkOf, listedChapters, pictureOf } from '../views/chapter-details.ts';
import './carry-artwork.ts';
import { icon } from './icons.ts';

/**
 * The chapters of an episode; a click asks to play from there.
 * @fires carry-time-chosen - `detail`: seconds
 */
@customElement('carry-chapters')
export class CarryChapters extends LitElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    css`
      li {
        display: flex;
        align-items: center;
      }
      .chapter {
        flex: 1;
        min-width: 0;
        display: grid;
        grid-template-columns: 3.4em 1fr;
        gap: 8px;
        min-height: var(--carry-target);
        align-items: center;
        padding: 6px 12px;
        border: 0;
        border-radius: var(--carry-radius-s);
        background: none;
        text-align: start;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .pictured .chapter {
        grid-template-columns: 3.4em 48px 1fr;
        column-gap: 12px;
      }
      .picture {
        width: 48px;
        height: 48px;
      }
      carry-artwork {
        --carry-artwork-radius: var(--carry-radius-s);
      }
      time {
        color: var(--carry-ink-soft);
        font-variant-numeric: tabular-nums;
        font-size: var(--carry-text-s);
      }
      [aria-current='true'] {
        background: var(--carry-accent-soft);
        font-weight: 600;
      }
      @media (hover: hover) {
        .chapter:hover:not([aria-current='true']) {
          background: var(--carry-sunken);
        }
      }
    `,
  ];

  @property({ attribute: false }) chapters: readonly Chapter[] = [];
  /** Where the player is in this episode; null when it has another one. */
  @property({ attribute: false }) positionSeconds: number | null = null;

  override render() {
    const listed = listedChapters(this.chapters);
    const current = this.positionSeconds === null ? null : chapterAt(listed, this.positionSeconds);
    const pictured = listed.some((chapter) => pictureOf(chapter) !== null);
    return html`
      <ol class=${pictured ? 'pictured' : ''}>
        ${listed.map(
          (chapter) => html`
            <li>
              <button
                class="chapter"
                aria-current=${chapter === current ? 'true' : 'false'}
                @click=${() => this.#choose(chapter.startTime)}
              >
                <time>${formatClock(chapter.startTime)}</time>
                ${pictured ? this.#picture(chapter) : nothing}<span>${chapter.title}</span>
              </button>
              ${this.#link(chapter)}
            </li>
          `,
        )}
      </ol>
    `;
  }

  /** Its box is there also for a chapter without one: the titles stand in line. */
  #picture(chapter: Chapter) {
    const src = pictureOf(chapter);
    return html`<span class="picture">
      ${
        src === null
          ? nothing
          : html`<carry-artwork .src=${src} .color=${'var(--carry-sunken)'} .size=${96}></carry-artwork>`
      }
    </span>`;
  }

  #link(chapter: Chapter) {
    const href = linkOf(chapter);
    if (href === null) return nothing;
    const { host } = new URL(href);
    return html`<a
      class="icon-button"
      href=${href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      aria-label="More about ${chapter.title}, at ${host}"
      title=${host}
      >${icon('leaves', 20)}</a
    >`;
  }

  #choose(seconds: number): void {
    this.dispatchEvent(new CustomEvent('carry-time-chosen', { detail: seconds }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-chapters': CarryChapters;
  }
}
