import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { resetStyles } from '../styles/shared.ts';
import { icon, type IconName } from './icons.ts';

interface Place {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
}

const PLACES: readonly Place[] = [
  { path: '/', label: 'Home', icon: 'home' },
  { path: '/search', label: 'Search', icon: 'search' },
  { path: '/downloads', label: 'Downloads', icon: 'downloads' },
  { path: '/settings', label: 'Settings', icon: 'settings' },
];

/**
 * The way around: a bar at the bottom of a phone, a rail at the left of a wider window.
 * @fires carry-skip-requested - somebody wants to go past it
 */
@customElement('carry-nav')
export class CarryNav extends LitElement {
  static override styles = [
    resetStyles,
    css`
      nav {
        position: fixed;
        z-index: 30;
        inset: auto 0 0;
        height: calc(var(--carry-nav-height) + var(--carry-safe-bottom));
        padding-bottom: var(--carry-safe-bottom);
        background: var(--carry-bar);
        backdrop-filter: blur(20px) saturate(1.4);
        border-top: 1px solid var(--carry-line);
      }
      ul {
        display: flex;
        height: 100%;
        justify-content: space-evenly;
      }
      li {
        flex: 1;
        max-width: 140px;
      }
      a {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: center;
        gap: 3px;
        height: 100%;
        min-height: var(--carry-target);
        font-size: var(--carry-text-xs);
        font-weight: 600;
        color: var(--carry-ink-soft);
        border-radius: var(--carry-radius-s);
        -webkit-tap-highlight-color: transparent;
      }
      a:focus-visible {
        outline-offset: -4px;
      }
      a[aria-current] {
        color: var(--carry-accent);
      }
      .skip {
        position: fixed;
        top: 8px;
        inset-inline-start: 8px;
        padding: 12px 16px;
        border: 0;
        border-radius: var(--carry-radius-s);
        background: var(--carry-accent);
        color: var(--carry-accent-ink);
        font-weight: 600;
      }
      .skip:not(:focus-visible) {
        clip-path: inset(50%);
        pointer-events: none;
      }
      .icon {
        position: relative;
      }
      .count {
        position: absolute;
        top: -5px;
        inset-inline-start: 15px;
        min-width: 18px;
        height: 18px;
        padding: 0 5px;
        border-radius: 9px;
        background: var(--carry-accent);
        color: var(--carry-accent-ink);
        font-size: 0.6875rem;
        line-height: 18px;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      .brand {
        display: none;
      }
      @media (min-width: 880px) {
        nav {
          inset: 0 auto 0 0;
          width: var(--carry-rail-width);
          height: auto;
          padding: 24px 12px;
          background: none;
          backdrop-filter: none;
          border-top: 0;
          border-inline-end: 1px solid var(--carry-line);
        }
        .brand {
          display: flex;
          align-items: center;
          gap: 10px;
          padding: 0 12px 24px;
          font-size: 1.25rem;
          font-weight: 750;
          letter-spacing: -0.02em;
        }
        .brand img {
          width: 32px;
          height: 32px;
        }
        ul {
          display: grid;
          justify-content: stretch;
          gap: 4px;
          height: auto;
        }
        li {
          max-width: none;
        }
        a {
          display: flex;
          align-items: center;
          gap: 14px;
          padding: 0 12px;
          height: 48px;
          font-size: var(--carry-text-m);
        }
        a[aria-current] {
          background: var(--carry-accent-soft);
        }
        .count {
          inset-inline-start: 16px;
        }
      }
      @media (min-width: 880px) and (hover: hover) {
        a:hover:not([aria-current]) {
          background: var(--carry-sunken);
          color: var(--carry-ink);
        }
      }
      @media (forced-colors: active) {
        a[aria-current] {
          text-decoration: underline 2px;
          text-underline-offset: 4px;
        }
        .count,
        .skip {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  /** The path of the page that is shown. */
  @property({ attribute: false }) path = '/';
  /** How many downloads are under way. */
  @property({ attribute: false }) activeDownloads = 0;

  override render() {
    return html`
      <nav aria-label="Main">
        <button class="skip" @click=${() => this.dispatchEvent(new CustomEvent('carry-skip-requested'))}>
          Skip to the content
        </button>
        <div class="brand"><img src="/favicon.svg" alt="" />Carryon</div>
        <ul>
          ${PLACES.map(
            ({ icon: name, label, path }) => html`
              <li>
                <a href=${path} aria-current=${this.path === path ? 'page' : nothing}>
                  <span class="icon">
                    ${icon(name)}
                    ${
                      path === '/downloads' && this.activeDownloads > 0
                        ? html`<span class="count" aria-hidden="true">${this.activeDownloads}</span>`
                        : nothing
                    }
                  </span>
                  ${label}
                  ${
                    path === '/downloads' && this.activeDownloads > 0
                      ? html`<span class="visually-hidden">${this.activeDownloads} under way</span>`
                      : nothing
                  }
                </a>
              </li>
            `,
          )}
        </ul>
      </nav>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-nav': CarryNav;
  }
}
